// How much of what a device was meant to send has come.

import { COMPLETENESS_PATH } from "../../../shared/wire/completeness.ts";
import { readCompleteness } from "../../completeness/completeness.ts";
import { completenessAnswer } from "../docs/completeness-schemas.ts";
import { jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { createReadingTurns } from "../guards/reading-turns.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { completenessQuery, parseQuery } from "../query/query-parameters.ts";
import { unknownDeviceAnswer } from "./device-operations.ts";
import { unknownDevice } from "./device-routes.ts";
import { defineRoute } from "./route.ts";

const operation: Operation = {
  id: "getCompleteness",
  group: "History",
  summary: "Received of expected readings, day by day",
  description: [
    "Expected is the time divided by how often the device reports: as it is set (`expectedIntervalMs`), else as the range itself shows. Nothing is expected before a device's first reading, nor later than now.",
    "It is counted by the minute: a gap of less than a minute is seen in the numbers alone.",
  ],
  query: completenessQuery,
  answers: {
    200: jsonAnswer("What came.", completenessAnswer),
    400: refusal("A parameter is missing or unfit; each is named."),
    404: unknownDeviceAnswer,
    503: notPossibleNow("The archive cannot be read at present, or too many ask at once."),
  },
  curl: `'$URL${COMPLETENESS_PATH}?device=handheld%201&from=now-7d&to=now'`,
};

/** `GET /api/v1/completeness`. */
export const completenessRoute = defineRoute({
  method: "GET",
  path: COMPLETENESS_PATH,
  operation,
  permission: "read",
  handle: ({ archive, fleet, site, now }: Pick<AppParts, "archive" | "fleet" | "site" | "now">) => {
    const inTurn = createReadingTurns("completeness");
    return async (ctx) => {
      const { device, from, to } = parseQuery(completenessQuery, ctx.query, now());
      const state = fleet.states().get(device);
      if (!state || !sightOf(ctx.principal, fleet).sees(device)) throw unknownDevice(device);
      const timeZone = site.answer().timeZone ?? "UTC";
      const asked = { state, timeZone, from, to: Math.max(from, Math.min(to, now())) };
      ctx.set("Cache-Control", "private, no-cache");
      ctx.body = await inTurn(() => readCompleteness(archive, asked));
    };
  },
});
