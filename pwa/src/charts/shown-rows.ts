// The rows of a line that a chart of some width needs, as shown. Reduction comes first, so that only what is kept is converted.

import { firstIndexAt, reduceRowsWithEntry } from "../../../shared/history/reduce.ts";
import type { Period } from "../../../shared/history/slice.ts";
import { beyond, type SensorRange } from "../../../shared/rules/sensor-range.ts";
import type { ChartLine } from "./chart-picture.ts";

/** A row as shown; NaN where there is no number. Raw readings have the same figure three times. */
export interface ShownRow {
  readonly t: number;
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

/** A row without the ends that can be no measurement, which would decide on the size of a picture; NaN where none is left. */
export function measurable(row: ShownRow, range: SensorRange): ShownRow {
  const isLow = !beyond(row.low, range);
  const isHigh = !beyond(row.high, range);
  if (isLow && isHigh) return row;
  const low = isLow ? row.low : row.high;
  const high = isHigh ? row.high : row.low;
  return isLow || isHigh ? { ...row, low, high } : { ...row, low: Number.NaN, high: Number.NaN };
}

/** A bucket keeps up to four rows, so this many pixels a bucket make two points a pixel. */
const PIXELS_PER_BUCKET = 2;

/** The row of a line at an index, as shown. A negative gain turns lowest into highest. */
function shownRow({ columns, toShown }: ChartLine, index: number): ShownRow {
  const mean = toShown(columns.mean[index] ?? Number.NaN);
  const t = columns.t[index] ?? Number.NaN;
  if (!columns.banded) return { t, low: mean, mean, high: mean };
  const low = toShown(columns.low[index] ?? Number.NaN);
  const high = toShown(columns.high[index] ?? Number.NaN);
  return { t, low: Math.min(low, high), mean, high: Math.max(low, high) };
}

/**
 * The row of a roll-up that began before a moment and reaches into it; undefined where there is none. Its lowest and highest
 * may be of either part, so a window that begins within it must not be without them.
 */
function rowInto({ columns: { t, mean, spanOf } }: ChartLine, time: number): number | undefined {
  const row = firstIndexAt(t, time) - 1;
  const begun = t[row];
  if (!spanOf || begun === undefined || Number.isNaN(mean[row])) return undefined;
  return begun + spanOf(begun) > time ? row : undefined;
}

/** The rows that have a moment in common with a window, first ≤ row < end. */
export function rowsWithin(
  line: ChartLine,
  { from, to }: Period,
): { readonly first: number; readonly end: number } {
  const { t } = line.columns;
  return { first: rowInto(line, from) ?? firstIndexAt(t, from), end: firstIndexAt(t, to) };
}

/** A row as a window shows it: one that began before and reaches into it stands at its edge. */
export function rowInWindow(line: ChartLine, index: number, { from }: Pick<Period, "from">): ShownRow {
  const row = shownRow(line, index);
  return row.t < from && index === rowInto(line, from) ? { ...row, t: from } : row;
}

/** Where the rows are that a picture so many pixels wide needs: at most two a pixel, none of the excursions missing. */
function tellingRows(line: ChartLine, window: Period, pixels: number): number[] {
  const buckets = Math.max(1, Math.floor(pixels / PIXELS_PER_BUCKET));
  const isPossible = (raw: number) => !beyond(line.toShown(raw), line.range);
  return reduceRowsWithEntry({ ...line.columns, isPossible }, { ...window, buckets });
}

/** Those rows, as shown. */
export function shownRows(line: ChartLine, window: Period, pixels: number): ShownRow[] {
  return tellingRows(line, window, pixels).map((index) => rowInWindow(line, index, window));
}

/** How far from the cursor a reading may be to be the one meant, as a part of the window. */
const REACH = 0.02;

/** The row that holds a moment, or the reading nearest to it; undefined when none is near. It is exact: not one of the reduced rows. */
export function rowNear(line: ChartLine, time: number, window: Period): ShownRow | undefined {
  const { t } = line.columns;
  const holding = rowInto(line, time);
  if (holding !== undefined) return rowInWindow(line, holding, window);
  const after = firstIndexAt(t, time);
  const distance = (index: number) => Math.abs((t[index] ?? Number.POSITIVE_INFINITY) - time);
  const nearest = distance(after - 1) <= distance(after) ? after - 1 : after;
  return distance(nearest) <= (window.to - window.from) * REACH ? shownRow(line, nearest) : undefined;
}
