// What a sensor measured, minute by minute: the ground of every figure of exposure. A minute without a word is unknown, not zero.

import { MINUTE_MS } from "../../ground/time.ts";

/** Values of one sensor in the order in which they were measured: `t` ascending unix ms, NaN where it gave no number. */
export interface Samples {
  readonly t: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Means by minute, NaN for unknown. `from` is the start of the first, unix ms, on a whole minute. */
export interface MinuteMeans {
  readonly from: number;
  readonly values: Float64Array;
}

/** A value holds for this part of the sensor's interval when none follows: the next may come a little late. */
export const HELD_INTERVALS = 1.1;

/** The samples of one minute that are numbers. Below zero is the sensor's noise: nobody breathes less than nothing. */
function meanOf(values: ArrayLike<number>, first: number, end: number): number {
  let [sum, count] = [0, 0];
  for (let index = first; index < end; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += Math.max(0, value);
    count += 1;
  }
  return sum / count;
}

/**
 * The arithmetic mean of each whole minute of from ≤ t < to (RAE Systems TN-119: minute means first). A minute without a sample
 * has the last value before it while that is not older at its start than 1.1 × the sensor's interval (ms); what gave no number
 * holds nothing. Samples before `from` may be given for what they hold.
 */
export function minuteMeans(
  samples: Samples,
  { from, to }: { readonly from: number; readonly to: number },
  intervalMs: number,
): MinuteMeans {
  const start = Math.floor(from / MINUTE_MS) * MINUTE_MS;
  const means = new Float64Array(Math.max(0, Math.ceil((to - start) / MINUTE_MS)));
  const { t, values } = samples;
  let end = 0;
  const passUntil = (at: number) => {
    while (end < t.length && (t[end] ?? at) < at) end += 1;
    return end;
  };
  for (let minute = 0; minute < means.length; minute += 1) {
    const begins = start + minute * MINUTE_MS;
    const first = passUntil(begins);
    if (passUntil(Math.min(begins + MINUTE_MS, to)) > first) means[minute] = meanOf(values, first, end);
    else {
      const isHeld = begins - (t[first - 1] ?? Number.NEGATIVE_INFINITY) < intervalMs * HELD_INTERVALS;
      means[minute] = isHeld ? Math.max(0, values[first - 1] ?? Number.NaN) : Number.NaN;
    }
  }
  return { from: start, values: means };
}

/** The stretches of minutes of which nothing is known, unix ms, the longest first. */
export function unknownStretches({ from, values }: MinuteMeans): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (const [minute, value] of values.entries()) {
    if (!Number.isNaN(value)) continue;
    const begins = from + minute * MINUTE_MS;
    const last = stretches.at(-1);
    if (last?.to === begins) last.to += MINUTE_MS;
    else stretches.push({ from: begins, to: begins + MINUTE_MS });
  }
  return stretches.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
}
