// The marks of a strip's peaks as paths, moved apart where those of several lines or levels would cover each other's peaks.

import type { Period } from "../../../shared/history/slice.ts";
import type { Limits } from "../../../shared/rules/settings.ts";
import type { Box } from "./chart-layout.ts";
import type { LinePath } from "./line-paths.ts";
import { type Peak, placeMarks } from "./mark-places.ts";
import type { ValueAxis } from "./value-axis.ts";

/** A strip's plot, and what its edges stand for. */
export interface PlotScale {
  readonly plot: Box;
  readonly window: Period;
  readonly axis: Pick<ValueAxis, "min" | "max">;
}

interface Marks {
  readonly path: LinePath;
  readonly limits: Limits;
}

/** A time and a value in px; what is beyond the plot's upper or lower edge stands at it. */
function pointAt({ plot, window, axis }: PlotScale, t: number, value: number) {
  const part = (value - axis.min) / (axis.max - axis.min);
  return {
    x: plot.left + (plot.width * (t - window.from)) / (window.to - window.from),
    y: plot.top + plot.height * (1 - Math.min(1, Math.max(0, part))),
  };
}

function valuesAt({ plot, window, axis }: PlotScale, { x, y }: { x: number; y: number }) {
  const t = window.from + ((x - plot.left) / plot.width) * (window.to - window.from);
  return [t, axis.min + (1 - (y - plot.top) / plot.height) * (axis.max - axis.min)] as const;
}

/** A value that is beyond a limit and not above is below. */
function outwardOf(value: number, { a1, a2 }: Limits): Peak["outward"] {
  return value >= Math.min(a1 ?? Number.POSITIVE_INFINITY, a2 ?? Number.POSITIVE_INFINITY) ? -1 : 1;
}

function peaksOf({ path: { points }, limits }: Marks, scale: PlotScale): Peak[] {
  return Array.from({ length: points.length / 2 }, (_, row) => {
    const [t = 0, value = 0] = points.subarray(2 * row, 2 * row + 2);
    return { ...pointAt(scale, t, value), outward: outwardOf(value, limits) };
  });
}

/** The points of a path that keeps its own place, moves, or goes, row by row. */
function movedPoints({ points }: LinePath, moves: readonly ("stays" | "goes" | readonly number[])[]) {
  const rows = moves.flatMap((move, row) => {
    if (move === "goes") return [];
    return move === "stays" ? [...points.subarray(2 * row, 2 * row + 2)] : move;
  });
  return Float64Array.from(rows);
}

/** Paths of marks, by path as they stand; the graver level has its place first. A path that stays as it is is not among them. */
export function marksApart(marks: readonly Marks[], scale: PlotScale): Map<LinePath, LinePath> {
  const byWorth = [...marks].sort((a, b) => b.path.kind.localeCompare(a.path.kind));
  const peaks = byWorth.map((one) => peaksOf(one, scale));
  const places = placeMarks(peaks.flat(), scale.plot)[Symbol.iterator]();
  const moved = new Map<LinePath, LinePath>();
  for (const [index, { path }] of byWorth.entries()) {
    const moves = (peaks[index] ?? []).map((peak) => {
      const place = places.next().value;
      if (!place) return "goes";
      return place.x === peak.x && place.y === peak.y ? "stays" : valuesAt(scale, place);
    });
    if (moves.some((move) => move !== "stays"))
      moved.set(path, { ...path, points: movedPoints(path, moves) });
  }
  return moved;
}
