// The delivery log: what became of notices, from the events store.

import { Readable } from "node:stream";
import { KINDS } from "../../../shared/entries/kinds.ts";
import type { NoticeEntry, NoticeStatus } from "../../../shared/entries/notice.ts";
import { NOTICE_PATHS, type NoticeRow, type NoticesAnswer } from "../../../shared/wire/notices.ts";
import { csvFormOf } from "../csv/csv-form.ts";
import { type CsvCell, csvText } from "../csv/csv-text.ts";
import type { AppParts } from "../parts.ts";
import { formatCursor } from "../query/cursor.ts";
import { noticesCsvQuery, noticesQuery } from "../query/notices-query.ts";
import { parseQuery } from "../query/query-parameters.ts";
import { createZonedFormat } from "../query/zoned-time.ts";
import { exportNoticesOperation, listNoticesOperation } from "./notice-operations.ts";
import { defineRoute } from "./route.ts";
import { sendStream } from "./send-stream.ts";

type LogParts = Pick<AppParts, "events" | "notices" | "now">;

/** Entries are read in pages of so many, and a question reads so many pages; then it ends early with a cursor. */
const PAGE = 1_000;
const MAX_PAGES = 8;
/** Most pages of an export. */
const MAX_EXPORTED = 100;

interface Asked {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly device?: string | undefined;
  readonly channel?: string | undefined;
  readonly status?: NoticeStatus | undefined;
}

function rowOf(entry: NoticeEntry, { notices }: LogParts): NoticeRow {
  const { seq, at, status, channel, to, rule, step, transition, alarm, device, answer = "" } = entry;
  const channelName = notices.channels().find(({ id }) => id === channel)?.setup.name ?? channel;
  const ruleName = notices.rules().get(rule)?.name ?? "";
  return { seq, at, status, channel, channelName, to, ruleName, step, transition, alarm, device, answer };
}

interface Page {
  readonly rows: NoticeRow[];
  readonly before?: number | undefined;
}

async function pageOf(parts: LogParts, asked: Asked, before: number | undefined): Promise<Page> {
  const { from, to, device, channel, status } = asked;
  const page = await parts.events.list({ kinds: ["notice"], from, to, device, before, limit: PAGE });
  const entries = page.events.flatMap((event) => {
    const entry = KINDS.get("notice")?.parse(event) as NoticeEntry | undefined;
    return entry ?? [];
  });
  const isAsked = (entry: NoticeEntry) =>
    (channel === undefined || entry.channel === channel) && (status === undefined || entry.status === status);
  return { rows: entries.filter(isAsked).map((entry) => rowOf(entry, parts)), before: page.before };
}

const listNotices = defineRoute({
  method: "GET",
  path: NOTICE_PATHS.log,
  operation: listNoticesOperation,
  permission: "admin",
  handle: (parts: LogParts) => async (ctx) => {
    const { cursor, limit, ...asked } = parseQuery(noticesQuery, ctx.query, parts.now());
    const notices: NoticeRow[] = [];
    let before = cursor;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = await pageOf(parts, asked, before);
      notices.push(...page.rows);
      before = page.before;
      if (before === undefined || notices.length >= limit) break;
    }
    const shown = notices.slice(0, limit);
    const next = notices.length > limit ? shown.at(-1)?.seq : before;
    ctx.body = {
      notices: shown,
      ...(next === undefined ? {} : { cursor: formatCursor(next) }),
    } satisfies NoticesAnswer;
  },
});

const COLUMNS = [
  "time",
  "status",
  "channel",
  "to",
  "rule",
  "step",
  "transition",
  "alarm",
  "device",
  "answer",
] as const;

interface CsvWriting {
  readonly write: (rows: readonly (readonly CsvCell[])[]) => string;
  readonly formatTime: (ms: number) => string;
}

async function* csvOf(
  parts: LogParts,
  asked: Asked,
  { write, formatTime }: CsvWriting,
): AsyncGenerator<string> {
  yield write([COLUMNS]);
  let before: number | undefined;
  for (let pages = 0; pages < MAX_EXPORTED; pages += 1) {
    const page = await pageOf(parts, asked, before);
    const cells = page.rows.map((row) => [
      formatTime(row.at),
      row.status,
      row.channelName,
      row.to,
      row.ruleName,
      row.step,
      row.transition,
      row.alarm,
      row.device,
      row.answer,
    ]);
    if (cells.length > 0) yield write(cells);
    if (page.before === undefined) return;
    before = page.before;
  }
}

const exportNotices = defineRoute({
  method: "GET",
  path: NOTICE_PATHS.csv,
  operation: exportNoticesOperation,
  permission: "admin",
  handle: (parts: LogParts) => (ctx) => {
    const { tz, separator, decimal, ...asked } = parseQuery(noticesCsvQuery, ctx.query, parts.now());
    const form = csvFormOf({ separator, decimal }, ctx.acceptsLanguages());
    ctx.attachment("davy_notices.csv");
    ctx.type = "text/csv; charset=utf-8";
    ctx.vary("Accept-Language");
    const rows = csvOf(parts, asked, {
      write: (cells) => csvText(cells, form),
      formatTime: createZonedFormat(tz),
    });
    sendStream(ctx, Readable.from(rows));
  },
});

/** The delivery log. */
export const noticeLogRoutes = [listNotices, exportNotices];
