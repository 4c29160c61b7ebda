// What a line says, in figures: for those who do not see the chart, and for those who do.

import type { Period } from "../../../shared/history/slice.ts";
import { beyond, type SensorRange } from "../../../shared/rules/sensor-range.ts";
import type { ChartLine } from "./chart-picture.ts";
import { type Excursion, excursionsOf } from "./excursions.ts";
import { measurable, rowInWindow, rowsWithin, type ShownRow, shownRows } from "./shown-rows.ts";

/** A value and when it was measured. */
export interface Mark {
  readonly t: number;
  readonly value: number;
}

/** Figures as shown, of the numbers that can be measurements; undefined where there is none. */
export interface LineFigures {
  readonly lowest: Mark | undefined;
  readonly highest: Mark | undefined;
  /** That of the rows, be they readings, minutes or hours. */
  readonly mean: number | undefined;
  /** On which sides there were numbers that can be no measurements. */
  readonly misread: readonly Side[];
}

export interface LineSummary extends LineFigures {
  /** Stretches beyond a limit, in order of time. */
  readonly excursions: readonly Excursion[];
}

type Side = "below" | "above";

/** Fine enough to tell excursions apart that a reader would. */
const EXCURSION_PIXELS = 1_000;

/** Takes rows one by one and keeps their figures. */
class Figures implements LineFigures {
  lowest: Mark | undefined;
  highest: Mark | undefined;
  #sum = 0;
  #count = 0;
  readonly #misread = new Set<Side>();
  readonly #range: SensorRange;

  constructor(range: SensorRange) {
    this.#range = range;
  }

  add(row: ShownRow): void {
    const fit = measurable(row, this.#range);
    if (fit !== row) this.#misreadIn(row);
    const { t, low, high } = fit;
    if (Number.isNaN(low)) return;
    if (!this.lowest || low < this.lowest.value) this.lowest = { t, value: low };
    if (!this.highest || high > this.highest.value) this.highest = { t, value: high };
    // A mean over a number that is none is none.
    if (fit !== row) return;
    this.#sum += row.mean;
    this.#count += 1;
  }

  #misreadIn({ low, high }: ShownRow): void {
    for (const end of [low, high]) {
      const side = beyond(end, this.#range);
      if (side) this.#misread.add(side);
    }
  }

  get mean(): number | undefined {
    return this.#count > 0 ? this.#sum / this.#count : undefined;
  }

  get misread(): Side[] {
    return (["below", "above"] as const).filter((side) => this.#misread.has(side));
  }
}

/** Whether a line has any number within a window. */
export function hasNumbers(line: ChartLine, window: Period): boolean {
  const { first, end } = rowsWithin(line, window);
  for (let i = first; i < end; i += 1) if (!Number.isNaN(line.columns.mean[i])) return true;
  return false;
}

/** The figures of a line within a window, or undefined when it has no number there. */
export function figuresOf(line: ChartLine, window: Period): LineFigures | undefined {
  if (!hasNumbers(line, window)) return undefined;
  const figures = new Figures(line.range);
  const { first, end } = rowsWithin(line, window);
  for (let i = first; i < end; i += 1) {
    const row = rowInWindow(line, i, window);
    if (!Number.isNaN(row.mean)) figures.add(row);
  }
  return figures;
}

/** The same, and where it was beyond a limit. */
export function summariseLine(line: ChartLine, window: Period): LineSummary | undefined {
  const figures = figuresOf(line, window);
  if (!figures) return undefined;
  const told = shownRows(line, window, EXCURSION_PIXELS).map((row) => measurable(row, line.range));
  const { lowest, highest, mean, misread } = figures;
  return { lowest, highest, mean, misread, excursions: excursionsOf(told, line.limits) };
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
