// How long a battery lasts, from how it fared since it was last charged. A guess, and said as one.

import { HOUR_MS } from "../ground/time.ts";

/** A battery's charge at a moment, unix ms. */
export interface BatteryPoint {
  readonly at: number;
  readonly percent: number;
}

/** From less than this nothing is told: readings are whole percents, and a few of them are noise. */
const LEAST_MS = 4 * HOUR_MS;
const LEAST_DROP = 3;
/** A rise by so much is a charging, percent. */
const CHARGED = 3;

/** The points since the battery was last charged. */
function sinceCharged(points: readonly BatteryPoint[]): readonly BatteryPoint[] {
  let start = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const [index, { percent }] of points.entries()) {
    if (percent > lowest + CHARGED) {
      start = index;
      lowest = percent;
    }
    lowest = Math.min(lowest, percent);
  }
  return points.slice(start);
}

/** About how long until it is empty, ms; undefined where that cannot be told. */
export function batteryLeft(points: readonly BatteryPoint[]): number | undefined {
  const falling = sinceCharged(points);
  const [first, last] = [falling[0], falling.at(-1)];
  if (!first || !last) return undefined;
  const [drop, ms] = [first.percent - last.percent, last.at - first.at];
  if (drop < LEAST_DROP || ms < LEAST_MS) return undefined;
  return (last.percent / drop) * ms;
}
