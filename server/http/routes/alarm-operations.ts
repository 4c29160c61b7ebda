// What the routes of alarms say of themselves.

import * as z from "zod";
import { ALARM_PATHS } from "../../../shared/wire/alarms.ts";
import { ackRequest, drillRequest, shelveRequest } from "../bodies/alarm-acts.ts";
import { ackAnswer, alarmsAnswer, drillsAnswer } from "../docs/alarm-schemas.ts";
import { changeAnswers, jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { alarmsQuery } from "../query/alarms-query.ts";

const GROUP = "Alarms";

/** `GET /api/v1/alarms`. */
export const listAlarmsOperation: Operation = {
  id: "listAlarms",
  group: GROUP,
  summary: "The alarms that are open, and those that have ended",
  description: [
    "An alarm is one episode: a value against its limits, a device that calls, or something wrong with an instrument. The server judges it, in the order in which readings came in, by the limits of the site or the sensor. Readings that came late make alarms of the past, which leave the present as it is; imported readings make none.",
    "A gas alarm is over only when a person has seen that it is: one that returned by itself stays until somebody answers it. The stream's event `alarm` tells each step.",
    "The instrument's own alarm has priority: Davy is no certified detection equipment.",
  ],
  query: alarmsQuery,
  answers: {
    200: jsonAnswer("A page.", alarmsAnswer),
    400: refusal("A parameter is unfit; each is named."),
    503: notPossibleNow("The files of events cannot be read at present."),
  },
  curl: `'$URL${ALARM_PATHS.alarms}?state=open'`,
};

/** `POST /api/v1/alarms/:id/acknowledgements`. */
export const ackOperation: Operation = {
  id: "acknowledgeAlarm",
  group: GROUP,
  summary: "Answer an alarm",
  description: [
    "Says that somebody has seen it and is at it. Send the `rev` that was on the screen as `seen`: when the alarm has asked again since, the answer is refused with 409, so that nobody answers what they have not seen. An alarm that has reached A2 ends only by an answer given after its value came back.",
    "With an `Idempotency-Key` an answer may safely be sent again. A phone without network sends it later, with `at`, the time of the tap.",
  ],
  params: z.object({
    id: z.string().meta({ description: "The id of the alarm.", example: "4711-a3f09c12" }),
  }),
  body: {
    contents: { "application/json": ackRequest },
    example: { comment: "Fan is on, two people on their way", seen: 4711 },
  },
  answers: {
    200: jsonAnswer("Answered, now or before; or it has ended.", ackAnswer),
    404: refusal("There is no such alarm."),
    409: refusal("It has asked again since."),
    ...changeAnswers,
  },
  curl: `-d '{"comment":"Fan is on"}' $URL${ALARM_PATHS.alarms}/4711-a3f09c12/acknowledgements`,
};

/** `POST /api/v1/shelvings`. */
export const shelveOperation: Operation = {
  id: "shelveSensor",
  group: GROUP,
  summary: "Keep a sensor's alarms of A1, STEL or TWA quiet for a while",
  description: [
    "For at most 8 h, with a reason. The alarm stays on every screen and makes no sound. Each condition for itself: gas at A1 sounds beside a STEL that is kept quiet. What reaches A2 is never kept quiet, and ends the shelving of A1.",
  ],
  body: {
    contents: { "application/json": shelveRequest },
    example: { device: "handheld 1", sensor: "CO", until: 1_795_690_000_000, reason: "Welding until noon" },
  },
  answers: {
    204: { description: "Done." },
    404: refusal("There is no such sensor, or its gas has no such limit."),
    409: refusal("The alarm has reached A2."),
    ...changeAnswers,
  },
  curl: `-d '{"device":"handheld 1","sensor":"CO","until":null,"reason":"done"}' $URL${ALARM_PATHS.shelvings}`,
};

/** `GET /api/v1/drills`. */
export const listDrillsOperation: Operation = {
  id: "listDrills",
  group: GROUP,
  summary: "The drills and tests of instruments that last",
  description: [
    "The stream's event `drill` tells when one begins or is ended; each ends by itself `until` then.",
  ],
  answers: { 200: jsonAnswer("They.", drillsAnswer), 400: refusal("A parameter is unfit.") },
  curl: `$URL${ALARM_PATHS.drills}`,
};

/** `POST /api/v1/drills`. */
export const drillOperation: Operation = {
  id: "drillDevices",
  group: GROUP,
  summary: "Try the alarms of some devices out",
  description: [
    "Their alarms are marked as a drill until it ends, for at most 60 minutes. A device whose alarm is real takes part in none, and a real A2 at the same place ends the drill there.",
    "With `mode: test` it is an instrument that is tried: somebody brings gas to it. Its alarms are marked in the same way, and its gas is no exposure of anybody.",
  ],
  body: {
    contents: { "application/json": drillRequest },
    example: { devices: ["handheld 1"], until: 1_795_690_000_000, reason: "Monthly test" },
  },
  answers: {
    204: { description: "Done." },
    404: refusal("There is no such device."),
    409: refusal("One of the devices has a real alarm."),
    ...changeAnswers,
  },
  curl: `-d '{"devices":["handheld 1"],"until":null,"reason":"done"}' $URL${ALARM_PATHS.drills}`,
};
