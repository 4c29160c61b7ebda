// Events page by page, merged over the files of the months that hold them. Order is `seq`: where the clock stepped back, months
// overlap in it.

import type { SqlValue } from "sql.js";
import type { EventsRequest } from "../../../events/events.ts";
import type { Catalogue } from "../files/catalogue.ts";
import type { DataFile } from "../files/data-file.ts";
import type { FileInfo } from "../files/file-info.ts";
import type { OpenFiles } from "../files/open-files.ts";
import { lookUpText } from "../files/stored-text.ts";

/** A page ends with the event that reaches this size, in characters of JSON. */
const PAGE_LENGTH = 4 * 1024 * 1024;
/** Files of so many bytes are looked through for a page; what is not found by then is on a later one. */
const SCAN_BYTES = 16 * 1024 * 1024;

/** Entries as JSON, newest first; `before` as of an EventsPage. */
export interface FoundEvents {
  readonly entries: readonly string[];
  readonly before?: number;
}

/** Which events come next, by rising seq. */
export interface EventsAfter {
  readonly seq: number;
  readonly limit: number;
}

type Row = [seq: number, entry: string];

interface Sources {
  readonly catalogue: Catalogue;
  readonly files: OpenFiles;
}

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** As many kinds for nearly all questions: each other number of them would be a statement of its own, which a file keeps. */
const KIND_PLACES = 16;

function padded(kinds: readonly string[]): readonly string[] {
  return [...kinds, ...Array<string>(Math.max(0, KIND_PLACES - kinds.length)).fill(kinds[0] ?? "")];
}

/** The conditions of a question, and what stands for their question marks. */
function conditionsOf(request: EventsRequest): { readonly where: string; readonly params: SqlValue[] } {
  const { from, to, kinds, device, by, before } = request;
  const texts = (column: string, given: readonly string[] | undefined): Condition | undefined =>
    given && { sql: `${column} IN (${given.map(() => "?").join(",")})`, params: given.map(lookUpText) };
  const number = (sql: string, given: number | undefined): Condition | undefined =>
    given === undefined ? undefined : { sql, params: [given] };
  const conditions = [
    number("seq < ?", before),
    number("at >= ?", from),
    number("at < ?", to),
    texts("kind", kinds && padded(kinds)),
    texts("device", device === undefined ? undefined : [device]),
    texts("by_name", by === undefined ? undefined : [by]),
  ].filter((condition) => condition !== undefined);
  const where = conditions.map(({ sql }) => sql).join(" AND ");
  return { where: where === "" ? "true" : where, params: conditions.flatMap(({ params }) => params) };
}

function rowsOf(file: DataFile, request: EventsRequest, limit: number): Row[] {
  const { where, params } = conditionsOf(request);
  const rows: Row[] = [];
  const sql = `SELECT seq, entry FROM events WHERE ${where} ORDER BY seq DESC LIMIT ?`;
  file.each<[number, string]>(sql, [...params, limit], ([seq, entry]) => void rows.push([seq, entry]));
  return rows;
}

/** The files that may have something of what is asked for, the newest first. */
function filesFor({ catalogue }: Sources, { from = 0, to, before }: EventsRequest): FileInfo[] {
  const mayHave = ({ kind, minSeq, firstMeasuredAt, lastMeasuredAt }: FileInfo) =>
    kind === "events" &&
    minSeq < (before ?? Number.POSITIVE_INFINITY) &&
    lastMeasuredAt >= from &&
    firstMeasuredAt < (to ?? Number.POSITIVE_INFINITY);
  return catalogue.files
    .values()
    .filter(mayHave)
    .sort((a, b) => b.maxSeq - a.maxSeq);
}

/** As much of the rows as a page may have. `end` is where those that were looked for end. */
function cut(rows: readonly Row[], { limit }: EventsRequest, end: number | undefined): FoundEvents {
  const entries: string[] = [];
  let [before, length] = [end, 0];
  for (const [seq, entry] of rows) {
    if (entries.length === limit || length >= PAGE_LENGTH) return { entries, ...(before ? { before } : {}) };
    entries.push(entry);
    length += entry.length;
    before = seq;
  }
  return { entries, ...(end === undefined ? {} : { before: end }) };
}

/** Reads events, newest first or as they came. */
export class EventReader {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** A page of events that fit, by falling seq. */
  list(request: EventsRequest): FoundEvents {
    const below = request.before ?? Number.POSITIVE_INFINITY;
    // One more than wanted tells whether there are more.
    const limit = request.limit + 1;
    let rows: Row[] = [];
    let scanned = 0;
    for (const info of filesFor(this.#sources, request)) {
      const last = rows.at(-1);
      if (last && rows.length === limit && info.maxSeq < last[0]) break;
      const end = info.maxSeq + 1;
      // All events from there on were looked at: the next page begins below.
      if (scanned >= SCAN_BYTES && end < below) {
        const whole = rows.filter(([seq]) => seq >= end);
        return cut(whole, request, end);
      }
      const file = this.#sources.files.open(info);
      scanned += info.bytes;
      const found = file ? rowsOf(file, request, limit) : [];
      rows = [...rows, ...found].sort((a, b) => b[0] - a[0]).slice(0, limit);
    }
    return cut(rows, request, undefined);
  }

  /** The events after a seq, by rising seq. */
  after({ seq, limit }: EventsAfter): string[] {
    const { catalogue, files } = this.#sources;
    const infos = catalogue.files
      .values()
      .filter(({ kind, maxSeq }) => kind === "events" && maxSeq > seq)
      .sort((a, b) => a.minSeq - b.minSeq);
    let rows: Row[] = [];
    for (const info of infos) {
      if (rows.length === limit && info.minSeq > (rows.at(-1)?.[0] ?? 0)) break;
      const found: Row[] = [];
      const sql = "SELECT seq, entry FROM events WHERE seq > ? ORDER BY seq LIMIT ?";
      files.open(info)?.each<Row>(sql, [seq, limit], (row) => void found.push(row));
      rows = [...rows, ...found].sort((a, b) => a[0] - b[0]).slice(0, limit);
    }
    return rows.map(([, entry]) => entry);
  }
}
