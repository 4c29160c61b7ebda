// What the routes of the sign-on by another server say of themselves.

import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { signOnBody } from "../bodies/people-bodies.ts";
import { signOnAnswer } from "../docs/access-schemas.ts";
import { jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";

const GROUP = "People";
const none = refusal("No other server signs people on here.");
const unreachable = notPossibleNow("The other server does not answer as it should.");

/** `POST /api/v1/sign-on`. */
export const beginSignOnOperation: Operation = {
  id: "beginSignOn",
  group: GROUP,
  summary: "Go to another server to sign on",
  description: [
    "Where OpenID Connect is set up (`signOn` of `GET /api/v1/me`). Only the browser that has the cookie of the answer can come back. Local admins sign in with their password, whether that server answers or not.",
  ],
  body: { contents: { "application/json": signOnBody }, example: { to: "/graph" } },
  answers: {
    200: jsonAnswer("Where the browser goes.", signOnAnswer),
    400: refusal("The body is not such a thing; every problem is named."),
    403: refusal("It came from a page of another origin."),
    404: none,
    409: refusal("There is no admin yet."),
    503: unreachable,
  },
  curl: `-c cookies -d '{}' $URL${ACCESS_PATHS.signOn}`,
};

/** `GET /api/v1/sign-on/callback`. */
export const finishSignOnOperation: Operation = {
  id: "finishSignOn",
  group: GROUP,
  summary: "Come back from another server",
  isForPeople: true,
  description: [
    "The redirect URI that is registered at the other server. Leads on to the app, signed in, or to `/sign-in?sign-on=<code>`: `sign_on_denied`, `sign_on_failed`, `sign_on_unreachable`, `no_role`, `too_many_tries`, `busy`.",
  ],
  answers: {
    303: { description: "Leads on to the app.", headers: { Location: "Where to." } },
    404: none,
  },
  curl: `-b cookies '$URL${ACCESS_PATHS.signOnCallback}?code=x&state=y'`,
};

/** `GET /api/v1/sign-on/end`. */
export const endSignOnOperation: Operation = {
  id: "endSignOn",
  group: GROUP,
  summary: "Sign out at the other server, too",
  isForPeople: true,
  description: [
    "For a phone or computer that others use as well. The other server asks whether it is meant.",
  ],
  answers: {
    303: {
      description: "Leads on to it, or to the app where it has no such page.",
      headers: { Location: "Where to." },
    },
    404: none,
    503: unreachable,
  },
  curl: `$URL${ACCESS_PATHS.signOnEnd}`,
};
