// What the routes of displays and their pairing say of themselves.

import * as z from "zod";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { contactBody, displayPatch, pairingBody } from "../bodies/display-bodies.ts";
import {
  displayAnswer,
  displayContactAnswer,
  displaysAnswer,
  foundPairingAnswer,
  pairingAnswer,
  pairingStateAnswer,
} from "../docs/display-schemas.ts";
import {
  bodyAnswers,
  foreignOrigin,
  jsonAnswer,
  notPossibleNow,
  type Operation,
  refusal,
} from "../docs/operation.ts";

const GROUP = "Displays";
const DISPLAY_ID = z.object({ id: z.string().meta({ description: "The id of a display." }) });
const PAIRING_ID = z.object({ id: z.string().meta({ description: "The id of a pairing." }) });
const unknownDisplay = refusal("There is no such display; it may have been removed.");
const notKept = notPossibleNow("Nothing can be kept at present.");
const OF_BODIES = {
  400: refusal("It is unfit; every problem is named, and nothing was changed."),
  ...bodyAnswers,
};

export const pairingQuery = z.object({
  code: z
    .string({ error: "must be given once: the code on the screen" })
    .max(40, "must have at most 40 characters")
    .meta({
      description: "The code on the screen; case, spaces and dashes do not count.",
      example: "WDJB-MJHT",
    }),
});

export const askPairingOperation: Operation = {
  id: "askPairing",
  group: GROUP,
  summary: "A screen asks to be a display",
  description: [
    "It shows the code, and asks `GET /api/v1/pairings/<id>` every few seconds whether an admin has entered it. The cookie of the answer becomes that of the display. Asked again with it, the same pairing is answered as long as it is good: 10 minutes. At most 20 screens wait at a time, 4 of one address.",
  ],
  answers: {
    201: jsonAnswer("What to show.", pairingAnswer),
    403: foreignOrigin,
    409: refusal("Somebody is signed in on this screen, or it is a display already."),
    429: notPossibleNow("Too many screens wait already."),
  },
  curl: `-X POST -c cookies $URL${ACCESS_PATHS.pairings}`,
};

export const getPairingOperation: Operation = {
  id: "getPairing",
  group: GROUP,
  summary: "Whether the screen that asks is a display by now",
  params: PAIRING_ID,
  answers: {
    200: jsonAnswer(
      "How far it is. Another screen than the one that asked is told `expired`.",
      pairingStateAnswer,
    ),
  },
  curl: `-b cookies $URL${ACCESS_PATHS.pairings}/b0Rk2lqE9sYa`,
};

export const findPairingOperation: Operation = {
  id: "findPairing",
  group: GROUP,
  summary: "Which screen shows a code",
  description: ["After ten wrong codes within ten minutes an admin has to wait."],
  query: pairingQuery,
  answers: {
    200: jsonAnswer("The screen.", foundPairingAnswer),
    400: refusal("A parameter is unfit."),
    403: refusal("No screen shows this code at present (`wrong_code`)."),
    429: notPossibleNow("Ten wrong codes were entered."),
  },
  curl: `'$URL${ACCESS_PATHS.pairings}?code=WDJB-MJHT'`,
};

export const confirmPairingOperation: Operation = {
  id: "confirmPairing",
  group: GROUP,
  summary: "Make a display of the screen that shows a code",
  params: PAIRING_ID,
  body: {
    contents: { "application/json": pairingBody },
    example: { code: "WDJB-MJHT", name: "Control room", places: ["Shaft 3"], theme: "dark" },
  },
  answers: {
    201: jsonAnswer("The display.", displayAnswer),
    ...OF_BODIES,
    403: refusal(
      "No screen shows this code at present (`wrong_code`), it came from a page of another origin, or the password is to be confirmed first.",
    ),
    409: refusal("There are 200 displays already."),
    429: notPossibleNow("Ten wrong codes were entered."),
    503: notKept,
  },
  curl: `-d '{"code":"WDJB-MJHT","name":"Control room"}' $URL${ACCESS_PATHS.pairings}/b0Rk2lqE9sYa/confirmation`,
};

export const listDisplaysOperation: Operation = {
  id: "listDisplays",
  group: GROUP,
  summary: "Displays, with their last contact and version",
  answers: { 200: jsonAnswer("All of them, the oldest first.", displaysAnswer) },
  curl: `$URL${ACCESS_PATHS.displays}`,
};

export const changeDisplayOperation: Operation = {
  id: "changeDisplay",
  group: GROUP,
  summary: "Change a display's name, places, theme or language",
  params: DISPLAY_ID,
  body: { contents: { "application/json": displayPatch }, example: { name: "Canteen", places: null } },
  answers: {
    200: jsonAnswer("The display.", displayAnswer),
    ...OF_BODIES,
    403: refusal("It came from a page of another origin, or the password is to be confirmed first."),
    404: unknownDisplay,
    503: notKept,
  },
  curl: `-X PATCH -d '{"name":"Canteen"}' $URL${ACCESS_PATHS.displays}/h3Jx0d9aKq2b`,
};

export const revokeDisplayOperation: Operation = {
  id: "revokeDisplay",
  group: GROUP,
  summary: "Remove a display",
  description: ["Its stream ends, and at its next contact the screen deletes what it kept."],
  params: DISPLAY_ID,
  answers: {
    204: { description: "It is none any more." },
    403: refusal("It came from a page of another origin, or the password is to be confirmed first."),
    404: unknownDisplay,
    503: notKept,
  },
  curl: `-X DELETE $URL${ACCESS_PATHS.displays}/h3Jx0d9aKq2b`,
};

export const tellContactOperation: Operation = {
  id: "tellContact",
  group: GROUP,
  summary: "A display says that it is there",
  description: [
    "The app on a display does so every 20 s. Of one that was not heard of for 60 s the logbook has an entry (`display-lost`), and another when it is back. One that never did so counts as there while its stream is open.",
    "It tells as well how a test of its sound went: one that failed, or that did not come within half an hour of the site's `soundTest`, raises the alarm `display`. Tests are in the logbook (`display-sound-passed`, `display-sound-failed`), at most one in 10 s.",
  ],
  body: { contents: { "application/json": contactBody }, example: { build: "0123456789ab" } },
  answers: {
    200: jsonAnswer("What it is to show.", displayContactAnswer),
    ...OF_BODIES,
    403: refusal("Who asks is no display, or it came from a page of another origin."),
    503: notKept,
  },
  curl: `-b cookies -d '{"build":"0123456789ab"}' $URL${ACCESS_PATHS.displayContact}`,
};
