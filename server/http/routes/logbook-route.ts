// The logbook: what was done, when, and by whom.

import { type LogbookAnswer, type LogbookEvent, PATHS } from "../../../shared/wire/api.ts";
import { logbookAnswer } from "../docs/logbook-schemas.ts";
import { jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import type { AppParts } from "../parts.ts";
import { formatCursor } from "../query/cursor.ts";
import { logbookQuery } from "../query/logbook-query.ts";
import { parseQuery } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

const operation: Operation = {
  id: "getLogbook",
  group: "The logbook",
  summary: "What was done, when, and by whom, newest first",
  description: [
    "All entries of the log that are no readings: changes of settings with what was before, devices that were forgotten, and whatever another version has written. They are kept for `DAVY_EVENTS_DAYS`.",
    "Ask for the next page with the `cursor` of the answer: pages join without a gap or a repetition, whatever comes in meanwhile.",
  ],
  query: logbookQuery,
  answers: {
    200: jsonAnswer("A page.", logbookAnswer),
    400: refusal("A parameter is unfit; each is named."),
    503: notPossibleNow("The files of events cannot be read at present."),
  },
  curl: `'$URL${PATHS.logbook}?kind=setting&from=now-7d'`,
};

/** `GET /api/v1/logbook`. */
export const logbookRoute = defineRoute({
  method: "GET",
  path: PATHS.logbook,
  operation,
  permission: "read",
  handle:
    ({ events, now }: Pick<AppParts, "events" | "now">) =>
    async (ctx) => {
      const { kind: kinds, cursor: before, ...rest } = parseQuery(logbookQuery, ctx.query, now());
      const page = await events.list({ ...rest, kinds, before });
      ctx.body = {
        // As the log had them: what members they have is said by their kind.
        events: page.events as readonly LogbookEvent[],
        ...(page.before === undefined ? {} : { cursor: formatCursor(page.before) }),
      } satisfies LogbookAnswer;
    },
});
