// What was measured at a moment, for the legends. Exact readings, not the reduced ones.

import { type ChartLine, type ChartPicture, linesOf } from "./chart-picture.ts";
import { lineFigure } from "./line-figure.ts";
import { rowInWindow, rowNear, rowsWithin, type ShownRow } from "./shown-rows.ts";

/** One line at a moment. */
export interface ReadoutLine {
  readonly id: string;
  /** The moment that its value is of, which may be a little beside the one that is told; undefined where there is no number. */
  readonly t: number | undefined;
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
    return { id, t: undefined, figure: words.noNumber, mean: undefined, value: undefined };
  const { t } = row;
  const number = (value: number) => lineFigure(value, line, words);
  const [low, high] = [number(row.low), number(row.high)];
  if (low === high) return { id, t, figure: high, mean: undefined, value: row.mean };
  return { id, t, figure: `${low} – ${high}`, mean: number(row.mean), value: row.mean };
}

/** How far a row is from a moment that it does not hold, ms. */
function distanceOf(row: ShownRow, time: number): number {
  return Math.abs(row.t - time);
}

/** The moment to tell: that of the nearest number of any line. */
function momentNear(picture: ChartPicture, time: number): number {
  let nearest: ShownRow | undefined;
  for (const line of linesOf(picture)) {
    const row = rowNear(line, time, picture.window);
    if (!row || Number.isNaN(row.mean)) continue;
    if (!nearest || distanceOf(row, time) < distanceOf(nearest, time)) nearest = row;
  }
  return nearest?.t ?? time;
}

/**
 * What was measured at a moment. One moment is told for all lines: a line that is not drawn there, because its device was
 * silent, has no number, and never one of hours ago beside those of another device.
 */
export function readoutAt(picture: ChartPicture, time: number): Readout {
  const at = momentNear(picture, time);
  const lines = linesOf(picture).map((line) => {
    const row = rowNear(line, at, picture.window);
    const reach = line.columns.joinMs ?? Number.POSITIVE_INFINITY;
    return lineAt(row && distanceOf(row, at) <= reach ? row : undefined, line, picture);
  });
  return { at, lines };
}

/** The newest moment within the window in which any line has a number; undefined where there is none. */
export function newestIn({
  window,
  ...picture
}: Pick<ChartPicture, "window" | "strips">): number | undefined {
  let newest: number | undefined;
  for (const line of linesOf(picture)) {
    const { first, end } = rowsWithin(line, window);
    for (let row = end - 1; row >= first; row -= 1) {
      const { t, mean } = rowInWindow(line, row, window);
      if (newest !== undefined && t <= newest) break;
      if (Number.isNaN(mean)) continue;
      newest = t;
      break;
    }
  }
  return newest;
}
