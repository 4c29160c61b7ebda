// Where the picture stands at a minute: a small round against burn-in, too small to be seen as movement.

import { MINUTE_MS } from "../../../../shared/ground/time.ts";

/** The picture keeps this much room around itself, px. */
export const SHIFT_ROOM = 8;

/** Corners and edges of a square: neighbours are at least 4 px apart, none further than 8 px from any other along an axis. */
const STATIONS: readonly (readonly [number, number])[] = [
  [-4, -4],
  [0, -4],
  [4, -4],
  [4, 0],
  [4, 4],
  [0, 4],
  [-4, 4],
  [-4, 0],
];

/** The shift at a moment, px. */
export function pixelShift(ms: number): readonly [number, number] {
  return STATIONS[Math.floor(ms / MINUTE_MS) % STATIONS.length] ?? [0, 0];
}
