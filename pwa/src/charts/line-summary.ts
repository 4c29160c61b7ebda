// What a line says, in figures: for those who do not see the chart, and for those who do.

import { firstIndexAt } from "../../../shared/reduce.ts";
import type { Period } from "../../../shared/slice.ts";
import type { ChartLine } from "./chart-picture.ts";
import { type Excursion, excursionsOf } from "./excursions.ts";
import { shownRow, shownRows } from "./shown-rows.ts";

/** A value and when it was measured. */
export interface Mark {
  readonly t: number;
  readonly value: number;
}

/** Figures as shown. `mean` is that of the rows, be they readings, minutes or hours. */
export interface LineSummary {
  readonly lowest: Mark;
  readonly highest: Mark;
  readonly mean: number;
  readonly last: Mark;
  /** Stretches beyond a limit, in order of time. */
  readonly excursions: readonly Excursion[];
}

/** Fine enough to tell excursions apart that a reader would. */
const EXCURSION_PIXELS = 1_000;

interface Extremes {
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
  readonly last: number;
}

/** Indices of the extremes, and the mean, of posted values within start ≤ i < end; undefined when there is no number. */
function extremesOf({ columns }: ChartLine, start: number, end: number): Extremes | undefined {
  let [lowest, highest, last, sum, count] = [-1, -1, -1, 0, 0];
  for (let i = start; i < end; i += 1) {
    const mean = columns.mean[i] ?? Number.NaN;
    if (Number.isNaN(mean)) continue;
    if (lowest < 0 || (columns.low[i] ?? 0) < (columns.low[lowest] ?? 0)) lowest = i;
    if (highest < 0 || (columns.high[i] ?? 0) > (columns.high[highest] ?? 0)) highest = i;
    sum += mean;
    count += 1;
    last = i;
  }
  return count > 0 ? { lowest, highest, last, mean: sum / count } : undefined;
}

/** Whether a line has any number within a window. */
export function hasNumbers({ columns: { t, mean } }: ChartLine, { from, to }: Period): boolean {
  const end = firstIndexAt(t, to);
  for (let i = firstIndexAt(t, from); i < end; i += 1) if (!Number.isNaN(mean[i])) return true;
  return false;
}

/** The figures of a line within a window, or undefined when it has no number there. */
export function summariseLine(line: ChartLine, window: Period): LineSummary | undefined {
  const { t } = line.columns;
  const found = extremesOf(line, firstIndexAt(t, window.from), firstIndexAt(t, window.to));
  if (!found) return undefined;
  const rows = [shownRow(line, found.lowest), shownRow(line, found.highest)] as const;
  // A negative gain turns the lowest posted value into the highest shown one.
  const [low, high] = rows[0].low <= rows[1].low ? rows : [rows[1], rows[0]];
  const last = shownRow(line, found.last);
  return {
    lowest: { t: low.t, value: low.low },
    highest: { t: high.t, value: high.high },
    mean: line.toShown(found.mean),
    last: { t: last.t, value: last.mean },
    excursions: excursionsOf(
      shownRows(line, window, EXCURSION_PIXELS).filter((row) => row.t >= window.from && row.t < window.to),
      line.limits,
    ),
  };
}

/** A row of a table: one stretch of the window with what was measured in it. */
export interface TableRow {
  readonly from: number;
  readonly summary: LineSummary | undefined;
}

/** The window in so many equal stretches, for a table. */
export function tableOf(line: ChartLine, window: Period, rows: number): TableRow[] {
  const length = (window.to - window.from) / rows;
  return Array.from({ length: rows }, (_, index) => {
    const from = window.from + index * length;
    return { from, summary: summariseLine(line, { from, to: from + length }) };
  });
}
