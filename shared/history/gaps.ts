// Where a line is not drawn: the device was silent for longer than its rhythm allows. One rule for the server's answers and every chart.

import { MIN_STALE_MS, STALE_INTERVALS } from "../fleet/rhythm.ts";
import { HOUR_MS, MINUTE_MS } from "../ground/time.ts";
import type { Resolution } from "./slice.ts";

/** Rows no further apart than this are joined whatever the rhythm, ms: for readings, the silence after which a device counts as stale. */
export const LEAST_GAP_MS: { readonly [R in Resolution]: number } = {
  raw: MIN_STALE_MS,
  minute: 2 * MINUTE_MS,
  hour: 2 * HOUR_MS,
};

/** The usual distance is learned from this many pairs of neighbours, spread over the whole; more would say the same. */
const MAX_PAIRS = 512;

/** The distance, ms, beyond which two rows of `t` (ascending unix ms) are not joined: three of the usual distances, as for staleness. */
export function gapOf(t: Float64Array, resolution: Resolution): number {
  const pairs = Math.min(MAX_PAIRS, t.length - 1);
  const distances = Array.from({ length: Math.max(0, pairs) }, (_, pair) => {
    const row = Math.floor((pair * (t.length - 1)) / pairs);
    return (t[row + 1] ?? 0) - (t[row] ?? 0);
  }).sort((a, b) => a - b);
  const usual = distances[(distances.length - 1) >> 1] ?? 0;
  return Math.max(LEAST_GAP_MS[resolution], STALE_INTERVALS * usual);
}
