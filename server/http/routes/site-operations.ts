// What the routes of the site say of themselves.

import { PATHS } from "../../../shared/wire/api.ts";
import { siteRequest } from "../bodies/site-patch.ts";
import {
  bodyAnswers,
  foreignOrigin,
  jsonAnswer,
  notPossibleNow,
  type Operation,
  refusal,
} from "../docs/operation.ts";
import { siteAnswer } from "../docs/site-schemas.ts";

const GROUP = "The site";

/** `GET /api/v1/site`. */
export const getSiteOperation: Operation = {
  id: "getSite",
  group: GROUP,
  summary: "What holds for the whole site",
  description: [
    "Its name, the limits by which every screen and the API judge, and what screens take where their person chose nothing.",
  ],
  answers: { 200: jsonAnswer("The site.", siteAnswer) },
  curl: `$URL${PATHS.site}`,
};

/** `PATCH /api/v1/site`. */
export const changeSiteOperation: Operation = {
  id: "changeSite",
  group: GROUP,
  summary: "Change what holds for the site",
  description: [
    "What is absent stays, so that two who change different members do not disturb each other; of one member the last writer wins. Every screen follows at once, by the stream's event `site`. The log notes what was before, by whom, and when.",
    "A change of the preset by which a present alarm would be less is answered with 409, and made when the same is sent with `confirm: true`.",
  ],
  body: {
    contents: { "application/json": siteRequest },
    example: { name: "Shaft Ost", preset: "eu", timeZone: "Europe/Berlin" },
  },
  answers: {
    200: jsonAnswer("The site after the change, whole.", siteAnswer),
    400: refusal("The change cannot be made; every problem is named, and nothing was changed."),
    403: foreignOrigin,
    409: refusal(
      "It lessens a present alarm and is not confirmed, or the time zone was set where the server is started.",
    ),
    ...bodyAnswers,
    503: notPossibleNow("Nothing can be kept at present."),
  },
  curl: `-X PATCH -d '{"preset":"eu"}' $URL${PATHS.site}`,
};
