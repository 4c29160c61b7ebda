// How a path is traced upon the canvas. It is handed over as a whole: ECharts' own lines look at each of their points again
// and again, which on a phone would be most of what a live chart costs.

import type { LinePath, PathKind } from "./line-paths.ts";

/** What traces; a canvas' context is one. */
export interface Pen {
  moveTo(x: number, y: number): unknown;
  lineTo(x: number, y: number): unknown;
  arc(x: number, y: number, radius: number, from: number, to: number): unknown;
  closePath(): unknown;
}

/** Where the units of the axes are on the canvas, px: of each axis its start, and px a unit. */
export interface Place {
  readonly x: number;
  readonly from: number;
  readonly perMs: number;
  readonly y: number;
  readonly min: number;
  readonly perUnit: number;
  /** Where the plot ends. */
  readonly top: number;
}

const DOT_RADIUS = 2.5;
/** Corners around a point, px. As everywhere, a triangle is the first level and an octagon the second. */
const TRIANGLE = [0, -5.5, 5.5, 5.5, -5.5, 5.5];
const OCTAGON = [-2.3, -5.5, 2.3, -5.5, 5.5, -2.3, 5.5, 2.3, 2.3, 5.5, -2.3, 5.5, -5.5, 2.3, -5.5, -2.3];

type Mark = (pen: Pen, x: number, y: number) => void;

function corners(offsets: readonly number[]): Mark {
  return (pen, x, y) => {
    for (let i = 0; i < offsets.length; i += 2) {
      const [cornerX, cornerY] = [x + (offsets[i] ?? 0), y + (offsets[i + 1] ?? 0)];
      if (i === 0) pen.moveTo(cornerX, cornerY);
      else pen.lineTo(cornerX, cornerY);
    }
    pen.closePath();
  };
}

const MARKS: { readonly [K in PathKind]?: Mark } = {
  dot: (pen, x, y) => {
    pen.moveTo(x + DOT_RADIUS, y);
    pen.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
  },
  a1: corners(TRIANGLE),
  a2: corners(OCTAGON),
};

/** A mark that would be beyond the plot stands at its edge, so that it is seen; a line goes on, but not to where no canvas draws. */
function within(y: number, place: Place, kind: PathKind): number {
  const room = kind === "a1" || kind === "a2" ? 0 : place.y - place.top;
  return Math.min(place.y + room, Math.max(place.top - room, y));
}

/** Traces a path; a curve lifts the pen where there is no number. */
export function tracePath(pen: Pen, { kind, points }: LinePath, place: Place): void {
  const mark = MARKS[kind];
  let isDown = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = place.x + ((points[i] ?? 0) - place.from) * place.perMs;
    const y = within(place.y + ((points[i + 1] ?? Number.NaN) - place.min) * place.perUnit, place, kind);
    const isNumber = !Number.isNaN(y);
    if (!isNumber) {
      if (isDown && kind === "area") pen.closePath();
    } else if (mark) mark(pen, x, y);
    else if (isDown) pen.lineTo(x, y);
    else pen.moveTo(x, y);
    isDown = isNumber;
  }
}
