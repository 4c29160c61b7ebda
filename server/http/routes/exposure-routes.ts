// What was breathed where a device was: short-term and over a shift.

import { EXPOSURE_PATH, WEARERS_PATH, type WearersAnswer } from "../../../shared/wire/exposure.ts";
import { readExposure, readStints } from "../../exposure/exposure.ts";
import { exposureAnswer, wearersAnswer } from "../docs/exposure-schemas.ts";
import { jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { createReadingTurns } from "../guards/reading-turns.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { exposureQuery, parseQuery, shiftQuery } from "../query/query-parameters.ts";
import { unknownDeviceAnswer } from "./device-operations.ts";
import { unknownDevice } from "./device-routes.ts";
import { defineRoute } from "./route.ts";

const operation: Operation = {
  id: "getExposure",
  group: "History",
  summary: "Short-term (STEL) and shift (TWA) exposure, made from the readings",
  description: [
    "Each whole minute has the mean of its readings, below zero counting as zero; a minute without one has the last value while that is not older than 1.1 of the device's usual intervals, else it is unknown. `low` counts unknown minutes as nothing, `mean` as the known ones; `coverage` says how many are known. A limit is reached by either.",
    "The same question has the same answer, however often it is asked: zero, gain and unit are those that were set when it was measured, and where readings were deleted their minutes stand in.",
    "What was measured while the instrument was tested is left out, as unknown; a drill of people leaves nothing out.",
    "A fixed detector tells of its place, a carried one of whoever carried it. This replaces no personal sampling.",
  ],
  query: exposureQuery,
  answers: {
    200: jsonAnswer("The exposure, sensor by sensor.", exposureAnswer),
    400: refusal("A parameter is missing or unfit; each is named."),
    404: unknownDeviceAnswer,
    503: notPossibleNow("The archive cannot be read at present, or too many ask at once."),
  },
  curl: `'$URL${EXPOSURE_PATH}?device=handheld%201&from=now-8h&to=now'`,
};

const wearersOperation: Operation = {
  id: "listWearers",
  group: "History",
  summary: "Who carried which device",
  description: [
    "A device has a wearer from when its `wearer` is set until that is changed. Minutes before a change stay whose they were.",
  ],
  query: shiftQuery,
  answers: {
    200: jsonAnswer("The stretches, by time.", wearersAnswer),
    400: refusal("A parameter is missing or unfit; each is named."),
    503: notPossibleNow("The files of events cannot be read at present."),
  },
  curl: `'$URL${WEARERS_PATH}?from=now-8h&to=now'`,
};

/** `GET /api/v1/exposure`. */
const exposureRoute = defineRoute({
  method: "GET",
  path: EXPOSURE_PATH,
  operation,
  permission: "read",
  handle: ({
    archive,
    events,
    fleet,
    site,
    now,
  }: Pick<AppParts, "archive" | "events" | "fleet" | "site" | "now">) => {
    const inTurn = createReadingTurns("exposure");
    return async (ctx) => {
      const { device, from, to } = parseQuery(exposureQuery, ctx.query, now());
      const state = fleet.states().get(device);
      if (!state || !sightOf(ctx.principal, fleet).sees(device)) throw unknownDevice(device);
      const { preset } = site.current();
      ctx.set("Cache-Control", "private, no-cache");
      ctx.body = await inTurn(() => readExposure({ archive, events }, { state, preset, from, to }));
    };
  },
});

/** `GET /api/v1/wearers`. */
const wearersRoute = defineRoute({
  method: "GET",
  path: WEARERS_PATH,
  operation: wearersOperation,
  permission: "read",
  handle:
    ({ events, fleet, now }: Pick<AppParts, "events" | "fleet" | "now">) =>
    async (ctx) => {
      const { from, to } = parseQuery(shiftQuery, ctx.query, now());
      const { sees } = sightOf(ctx.principal, fleet);
      const states = [...fleet.states().values()].filter(({ device }) => sees(device));
      const stints = await readStints({ events }, { states, from, to });
      ctx.body = { from, to, stints } satisfies WearersAnswer;
    },
});

/** What was breathed, and by whom. */
export const exposureRoutes = [exposureRoute, wearersRoute];
