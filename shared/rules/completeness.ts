// How much of what a device was meant to send has come, told by how many readings each minute (or hour) has.

import { MINUTE_MS } from "../ground/time.ts";

/** A time with readings: its start, unix ms, and how many. */
export interface HeardRow {
  readonly at: number;
  readonly count: number;
}

/** Unix ms, from ≤ t < to. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** What came in a time. */
export interface Completeness {
  readonly received: number;
  /** Null where nobody knows how often the device reports, and where the time was before its first reading. */
  readonly expected: number | null;
  /** The longest time without a reading, to the minute; null where none was longer than one and a half of the device's intervals. */
  readonly longestGap: Span | null;
}

/** A silence counts as a gap from so many intervals on. */
const GAP_INTERVALS = 1.5;

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
}

/** How often a device reports, ms, as its rows (of `rowMs` each) tell; undefined for fewer than two. */
export function intervalOfRows(rows: readonly HeardRow[], rowMs: number): number | undefined {
  const count = median(rows.map((row) => row.count)) ?? 0;
  if (rows.length > 1 && count > 1) return rowMs / count;
  return median(rows.flatMap(({ at }, index) => (index > 0 ? [at - (rows[index - 1]?.at ?? 0)] : [])));
}

/** How a device's rows are to be read. */
export interface Rhythm {
  readonly intervalMs: number | undefined;
  readonly rowMs: number;
  /** Before it nothing was to be expected, unix ms. */
  readonly firstAt: number;
}

function longestGap(rows: readonly HeardRow[], { from, to }: Span, rowMs: number): Span {
  let longest = { from, to: from };
  let since = from;
  for (const at of [...rows.map((row) => row.at), to]) {
    if (at - since > longest.to - longest.from) longest = { from: since, to: at };
    since = at + rowMs;
  }
  return longest;
}

/** What came in a span, of rows in order of time. */
export function completenessOf(
  rows: readonly HeardRow[],
  { from, to }: Span,
  { intervalMs, rowMs, firstAt }: Rhythm,
): Completeness {
  const own = rows.filter(({ at }) => at >= from && at < to);
  const received = own.reduce((sum, { count }) => sum + count, 0);
  const span = { from: Math.max(from, Math.min(firstAt, to)), to };
  if (intervalMs === undefined || span.from >= span.to) return { received, expected: null, longestGap: null };
  const gap = longestGap(own, span, rowMs);
  const isGap = gap.to - gap.from > Math.max(GAP_INTERVALS * intervalMs, MINUTE_MS);
  const expected = Math.round((span.to - span.from) / intervalMs);
  return { received, expected, longestGap: isGap ? gap : null };
}
