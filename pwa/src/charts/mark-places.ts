// Where the marks of peaks stand: at their peaks, unless one would cover another's; then beside them.

import type { Box } from "./chart-layout.ts";

/** A point of a chart, px from its upper left. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A peak, and the side on which there is room beyond it: up (-1) over a high one, down (1) under a low one. */
export interface Peak extends Point {
  readonly outward: -1 | 1;
}

/** From a mark to the peak of another one, px: half of a mark with its edge, and a little air. */
const CLEAR = 7;
/** From mark to mark, px. */
const APART = 13;

/** Places that are tried, in marks across and outwards: first the peak's own, then the nearest. */
const STEPS = [
  [0, 0],
  [0, 1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [1, 1],
  [0, 2],
  [-1, 2],
  [1, 2],
  [-2, 0],
  [2, 0],
  [-2, 1],
  [2, 1],
  [0, -1],
  [-1, -1],
  [1, -1],
] as const;

function isWithin({ left, top, width, height }: Box, { x, y }: Point): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

function isNear(a: Point, b: Point, reach: number): boolean {
  return Math.abs(a.x - b.x) < reach && Math.abs(a.y - b.y) < reach;
}

function* placesBeside({ x, y, outward }: Peak): Generator<Point> {
  for (const [across, out] of STEPS) yield { x: x + across * APART, y: y + out * outward * APART };
}

/**
 * Places for the marks of peaks, in their order, which is that of their worth; undefined where there is none that covers
 * neither another's peak nor another mark: a worse one's mark stands beside it.
 */
export function placeMarks(peaks: readonly Peak[], plot: Box): (Point | undefined)[] {
  const placed: Point[] = [];
  return peaks.map((peak) => {
    const isFree = (place: Point) =>
      isWithin(plot, place) &&
      !placed.some((mark) => isNear(place, mark, APART)) &&
      !peaks.some((other) => other !== peak && isNear(place, other, CLEAR));
    // One that is out of sight is not moved into it.
    if (!isWithin(plot, peak)) return peak;
    for (const place of placesBeside(peak)) {
      if (!isFree(place)) continue;
      placed.push(place);
      return place;
    }
    return undefined;
  });
}
