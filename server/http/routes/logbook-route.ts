// The logbook: what happened and what was done, when, and by whom.

import * as z from "zod";
import type { StampedEntry } from "../../../shared/entries/entry.ts";
import { type LogbookAnswer, type LogbookEvent, PATHS } from "../../../shared/wire/api.ts";
import { csvFormOf } from "../csv/csv-form.ts";
import { logbookCsv } from "../csv/logbook-csv.ts";
import { logbookAnswer } from "../docs/logbook-schemas.ts";
import { jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { formatCursor } from "../query/cursor.ts";
import { logbookCsvQuery, logbookQuery } from "../query/logbook-query.ts";
import { parseQuery } from "../query/query-parameters.ts";
import { createZonedFormat } from "../query/zoned-time.ts";
import { type LogbookParts, readLogbook } from "./logbook-pages.ts";
import { defineRoute } from "./route.ts";

const REFUSALS = {
  400: refusal("A parameter is unfit; each is named."),
  503: notPossibleNow("The files of events cannot be read at present."),
};

const operation: Operation = {
  id: "getLogbook",
  group: "The logbook",
  summary: "What happened and what was done, when, and by whom, newest first",
  description: [
    "All entries of the log that are no readings: alarms with each of their steps, answers, changes of settings with what was before, outages, devices that were forgotten, and whatever another version has written. Who was let in or out (`access`) is told to admins alone. They are kept for `DAVY_EVENTS_DAYS`.",
    "Ask for the next page with the `cursor` of the answer: pages join without a gap or a repetition, whatever comes in meanwhile. With `group`, `place` or `q` a page may be short, or empty, with further ones to come.",
  ],
  query: logbookQuery,
  answers: { 200: jsonAnswer("A page.", logbookAnswer), ...REFUSALS },
  curl: `'$URL${PATHS.logbook}?kind=setting&from=now-7d'`,
};

const csvOperation: Operation = {
  id: "exportLogbook",
  group: "The logbook",
  summary: "The same as CSV",
  description: [
    "One row an entry, newest first, at most 10,000: ask for shorter times where there are more. `what` and `group` are words for programs, `details` is the entry as JSON.",
  ],
  query: logbookCsvQuery,
  answers: {
    200: {
      description: "The rows, after a line of column names.",
      contents: { "text/csv": z.string() },
      headers: { "Content-Disposition": "A file name." },
    },
    ...REFUSALS,
  },
  curl: `'$URL${PATHS.logbookCsv}?from=now-7d'`,
};

/** Most rows of a file. */
const MAX_ROWS = 10_000;

type Asked = Pick<Parameters<typeof readLogbook>[1], "principal">;

/** What an address asks for. */
function requestOf({ kind, group, q, cursor, ...rest }: LogbookParameters, { principal }: Asked) {
  return { ...rest, kinds: kind, groups: group, text: q?.toLowerCase(), before: cursor, principal };
}

type LogbookParameters = ReturnType<typeof logbookQuery.parse>;

const getLogbook = defineRoute({
  method: "GET",
  path: PATHS.logbook,
  operation,
  permission: "read",
  handle: (parts: LogbookParts) => async (ctx) => {
    const query = parseQuery(logbookQuery, ctx.query, parts.now());
    const { events, before } = await readLogbook(parts, requestOf(query, ctx));
    ctx.body = {
      // As the log had them: what members they have is said by their kind.
      events: events as readonly StampedEntry[] as readonly LogbookEvent[],
      ...(before === undefined ? {} : { cursor: formatCursor(before) }),
    } satisfies LogbookAnswer;
  },
});

const exportLogbook = defineRoute({
  method: "GET",
  path: PATHS.logbookCsv,
  operation: csvOperation,
  permission: "export",
  handle: (parts: LogbookParts) => async (ctx) => {
    const { separator, decimal, tz, ...query } = parseQuery(logbookCsvQuery, ctx.query, parts.now());
    const request = requestOf({ ...query, limit: 1_000 }, ctx);
    const rows: StampedEntry[] = [];
    let before: number | undefined;
    do {
      const page = await readLogbook(parts, { ...request, before });
      rows.push(...page.events);
      before = page.before;
    } while (before !== undefined && rows.length < MAX_ROWS);
    ctx.attachment("davy_log.csv");
    ctx.type = "text/csv; charset=utf-8";
    ctx.vary("Accept-Language");
    const form = csvFormOf({ separator, decimal }, ctx.acceptsLanguages());
    ctx.body = logbookCsv(rows.slice(0, MAX_ROWS), {
      form,
      fleet: parts.fleet,
      formatTime: createZonedFormat(tz),
    });
  },
});

/** The logbook, as JSON and as CSV. */
export const logbookRoutes = [getLogbook, exportLogbook];
