// What the routes by which people come in say of themselves.

import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { confirmationBody, joinBody, passwordBody, setupBody, signInBody } from "../bodies/people-bodies.ts";
import { handoverAnswer, meAnswer } from "../docs/access-schemas.ts";
import { foreignOrigin, jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";

const GROUP = "People";
const PASSWORD = "correct horse battery";

const badBody = { 400: refusal("The body is not such a thing; every problem is named.") };

const cookieSet = {
  "Set-Cookie": "The session; over HTTPS `__Host-davy-<instance>`, else `davy-<instance>`.",
};
const signedIn = { ...jsonAnswer("Signed in; the session is in the cookie.", meAnswer), headers: cookieSet };

/** `POST /api/v1/setup`. */
export const setUpOperation: Operation = {
  id: "setUp",
  group: GROUP,
  summary: "Make the first admin",
  description: [
    "By the code that the server shows where it was started, eight letters. From then on everybody signs in. Gateways go on as before: whether posts need a key is set on its own.",
  ],
  body: {
    contents: { "application/json": setupBody },
    example: { code: "WDJB-MJHT", name: "Ada", password: PASSWORD },
  },
  answers: {
    200: signedIn,
    ...badBody,
    403: refusal("The code is wrong, or the page is of another origin."),
    409: refusal("There is an admin already."),
    429: notPossibleNow("Ten codes were wrong."),
  },
  curl: `-c cookies -d '{"code":"WDJB-MJHT","name":"Ada","password":"${PASSWORD}"}' $URL${ACCESS_PATHS.setup}`,
};

/** `POST /api/v1/session`. */
export const signInOperation: Operation = {
  id: "signIn",
  group: GROUP,
  summary: "Sign in",
  description: [
    "Wrong passwords make the next try wait, for this name from this address; nobody is locked out. A session lasts until it was not used for 180 days.",
  ],
  body: { contents: { "application/json": signInBody }, example: { name: "Ada", password: PASSWORD } },
  answers: {
    200: signedIn,
    ...badBody,
    403: refusal("The name or the password is wrong, or the page is of another origin."),
    429: notPossibleNow("It was wrong too often."),
  },
  curl: `-c cookies -d '{"name":"Ada","password":"${PASSWORD}"}' $URL${ACCESS_PATHS.session}`,
};

/** `DELETE /api/v1/session`. */
export const signOutOperation: Operation = {
  id: "signOut",
  group: GROUP,
  summary: "Sign out on this device",
  description: [
    "Answered the same to whoever is not signed in. A browser whose session has ended loses its cookie by it: it has forgotten what it kept.",
  ],
  answers: {
    204: { description: "Signed out; the browser is told to delete what it keeps.", headers: cookieSet },
    403: foreignOrigin,
  },
  curl: `-b cookies -X DELETE $URL${ACCESS_PATHS.session}`,
};

/** `POST /api/v1/session/confirmation`. */
export const confirmOperation: Operation = {
  id: "confirmSession",
  group: GROUP,
  summary: "Give the password once more",
  description: [
    "Acts of an admin ask for it when it was given more than 12 hours ago: they answer 403 with `confirm`.",
  ],
  body: { contents: { "application/json": confirmationBody }, example: { password: PASSWORD } },
  answers: {
    200: jsonAnswer("Confirmed for 12 hours.", meAnswer),
    ...badBody,
    403: refusal("The password is wrong, or the page is of another origin."),
    429: notPossibleNow("It was wrong too often."),
  },
  curl: `-b cookies -d '{"password":"${PASSWORD}"}' $URL${ACCESS_PATHS.confirmation}`,
};

/** `PUT /api/v1/me/password`. */
export const changePasswordOperation: Operation = {
  id: "changePassword",
  group: GROUP,
  summary: "Change one's own password",
  description: ["All other devices of the person are signed out."],
  body: {
    contents: { "application/json": passwordBody },
    example: { old: PASSWORD, new: "staple of the day" },
  },
  answers: {
    200: jsonAnswer("Changed.", meAnswer),
    ...badBody,
    403: refusal("The old password is wrong, or the page is of another origin."),
    429: notPossibleNow("It was wrong too often."),
  },
  curl: `-b cookies -X PUT -d '{"old":"${PASSWORD}","new":"staple of the day"}' $URL${ACCESS_PATHS.password}`,
};

/** `POST /api/v1/join`. */
export const joinOperation: Operation = {
  id: "join",
  group: GROUP,
  summary: "Come in by an invitation, or by the letters of a browser",
  description: [
    "Wrong letters make the next try wait, from this address; case, spaces and dashes in them do not count.",
  ],
  body: {
    contents: { "application/json": joinBody },
    example: { token: "q8n5cJ0N7hXyN9rI3m5l1a", device: "Ada's phone" },
  },
  answers: {
    200: signedIn,
    ...badBody,
    403: foreignOrigin,
    404: refusal(
      "The invitation was used, withdrawn, or is older than 15 minutes; or no browser shows the letters.",
    ),
    429: notPossibleNow("Letters were wrong too often."),
  },
  curl: `-c cookies -d '{"token":"q8n5cJ0N7hXyN9rI3m5l1a"}' $URL${ACCESS_PATHS.join}`,
};

/** `POST /api/v1/me/handover`. */
export const handOverOperation: Operation = {
  id: "handOver",
  group: GROUP,
  summary: "Hand the sign-in over to the app on the home screen",
  description: [
    "An iPhone keeps what an app on its home screen stores apart from the browser's. The browser shows eight letters, good once, for ten minutes; typed in the app (`POST /api/v1/join`) they sign it in as the same person. Those asked for before are good no more. Not for admins.",
  ],
  answers: {
    200: jsonAnswer("The letters.", handoverAnswer),
    403: refusal("An admin asks, nobody who is signed in, or a page of another origin."),
  },
  curl: `-b cookies -X POST $URL${ACCESS_PATHS.handover}`,
};
