// What was measured at a moment, for the legends. Exact readings, not the reduced ones.

import { type ChartLine, type ChartPicture, linesOf } from "./chart-picture.ts";
import { lineFigure } from "./line-figure.ts";
import { rowNear, type ShownRow } from "./shown-rows.ts";

/** One line at a moment. */
export interface ReadoutLine {
  readonly id: string;
  /** The value without its unit; of a coarse row from its lowest to its highest, since a mean would hide a peak. */
  readonly figure: string;
  /** The mean of a coarse row, where it says something else. */
  readonly mean: string | undefined;
  /** The value as drawn; undefined where there is no number. */
  readonly value: number | undefined;
}

/** What the readout says at a moment; `at` is the nearest reading's time where there is one. */
export interface Readout {
  readonly at: number;
  readonly lines: readonly ReadoutLine[];
}

function lineAt(row: ShownRow | undefined, line: ChartLine, { words }: ChartPicture): ReadoutLine {
  const { id } = line;
  if (!row || Number.isNaN(row.mean))
    return { id, figure: words.noNumber, mean: undefined, value: undefined };
  const number = (value: number) => lineFigure(value, line, words);
  const [low, high] = [number(row.low), number(row.high)];
  if (low === high) return { id, figure: high, mean: undefined, value: row.mean };
  return { id, figure: `${low} – ${high}`, mean: number(row.mean), value: row.mean };
}

/** What was measured at a moment. */
export function readoutAt(picture: ChartPicture, time: number): Readout {
  const all = linesOf(picture);
  const rows = all.map((line) => rowNear(line, time, picture.window));
  const nearest = rows.find((row) => row !== undefined && !Number.isNaN(row.mean));
  return { at: nearest?.t ?? time, lines: all.map((line, index) => lineAt(rows[index], line, picture)) };
}

/** The newest moment within the window in which any line has a number; undefined where there is none. */
export function newestIn({
  window,
  ...picture
}: Pick<ChartPicture, "window" | "strips">): number | undefined {
  let newest: number | undefined;
  for (const { columns } of linesOf(picture)) {
    for (let row = columns.t.length - 1; row >= 0; row -= 1) {
      const t = columns.t[row] ?? Number.NaN;
      if (t < window.from || (newest !== undefined && t <= newest)) break;
      if (t >= window.to || Number.isNaN(columns.mean[row])) continue;
      newest = t;
      break;
    }
  }
  return newest;
}
