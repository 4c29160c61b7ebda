// The logbook: what was done, when, and by whom.

import { withoutSecret } from "../../../shared/entries/access.ts";
import type { DrillEntry } from "../../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../../shared/entries/entry.ts";
import { aboutOf, KINDS } from "../../../shared/entries/kinds.ts";
import { type LogbookAnswer, type LogbookEvent, PATHS } from "../../../shared/wire/api.ts";
import { type Principal, permissionsOf } from "../../access/access.ts";
import { logbookAnswer } from "../docs/logbook-schemas.ts";
import { jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { sightOf } from "../guards/sight.ts";
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
    "All entries of the log that are no readings: changes of settings with what was before, devices that were forgotten, and whatever another version has written. Who was let in or out (`access`), and who is told of alarms (`notice`, `notice-setup`), is told to admins alone. They are kept for `DAVY_EVENTS_DAYS`.",
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

type LogbookParts = Pick<AppParts, "events" | "fleet" | "now">;

/** Who signs in and from where, and who is told of alarms by which way. */
const OF_ADMINS: ReadonlySet<string> = new Set(["access", "notice", "notice-setup"]);

/** Some is for admins alone; of devices each hears of those that they see. */
function mayRead(
  principal: Principal,
  { fleet }: Pick<LogbookParts, "fleet">,
): (entry: StampedEntry) => boolean {
  const isAdmin = permissionsOf(principal).includes("admin");
  const sight = sightOf(principal, fleet);
  return (entry) => {
    if (OF_ADMINS.has(entry.kind) && !isAdmin) return false;
    if (sight.isAll) return true;
    const drill =
      entry.kind === "drill" ? (KINDS.get("drill")?.parse(entry) as DrillEntry | undefined) : undefined;
    if (drill) return drill.devices.every(sight.sees);
    const { device } = aboutOf(entry, KINDS);
    if (device !== undefined) return sight.sees(device);
    // Others may be about a device all the same, as an answer to an alarm is.
    return entry.kind === "site";
  };
}

/** `GET /api/v1/logbook`. */
export const logbookRoute = defineRoute({
  method: "GET",
  path: PATHS.logbook,
  operation,
  permission: "read",
  handle: (parts: LogbookParts) => async (ctx) => {
    const { events, now } = parts;
    const { kind: kinds, cursor: before, ...rest } = parseQuery(logbookQuery, ctx.query, now());
    const page = await events.list({ ...rest, kinds, before });
    ctx.body = {
      // As the log had them: what members they have is said by their kind.
      events: page.events
        .filter(mayRead(ctx.principal, parts))
        // What they bring about is told; by themselves they tell nobody anything.
        .filter(({ kind }) => kinds !== undefined || kind !== "timer")
        .map(withoutSecret) as readonly StampedEntry[] as readonly LogbookEvent[],
      ...(page.before === undefined ? {} : { cursor: formatCursor(page.before) }),
    } satisfies LogbookAnswer;
  },
});
