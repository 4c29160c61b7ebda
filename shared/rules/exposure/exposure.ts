// What a person breathed: means over a quarter of an hour (STEL) and over a shift (TWA), with how much of the time is known.
// A figure is judged by what is known alone: unknown minutes count as none in `low`, which can only be too small, and are left
// out of `mean`, which is told only where most of the time is known. Method: RAE Systems TN-119.

import { MINUTE_MS } from "../../ground/time.ts";
import type { MinuteMeans } from "./minute-means.ts";

/** Minutes of a short-term limit. */
export const STEL_MINUTES = 15;
/** Minutes that a limit of eight hours is for, however long the shift. */
export const TWA_MINUTES = 480;
/** The part of the time that must be known for its mean to be told. */
export const LEAST_COVERAGE = 0.75;

/** A figure of exposure, in the unit of the sensor. */
export interface Exposure {
  /** What is sure: unknown minutes count as nothing. */
  readonly low: number;
  /** With the unknown minutes as the known ones were; null where too little is known. */
  readonly mean: number | null;
  /** The part of the time that is known, 0 to 1. */
  readonly coverage: number;
}

/** A figure and the end of the minutes that it is of, unix ms. */
export interface ExposureAt extends Exposure {
  readonly at: number;
}

/** Whether a limit (in the same unit) is reached. */
export function reaches({ low, mean }: Exposure, limit: number): boolean {
  return low >= limit || (mean !== null && mean >= limit);
}

/** `known` minutes with a sum, of `minutes` that passed, as a figure over `over` minutes. */
export function exposureOf(
  sum: number,
  known: number,
  { minutes, over }: { minutes: number; over: number },
): Exposure {
  const coverage = minutes > 0 ? known / minutes : 0;
  const isTold = coverage >= LEAST_COVERAGE;
  return { low: sum / over, mean: isTold ? ((sum / known) * minutes) / over : null, coverage };
}

/** The means over the last `window` minutes at the end of each minute. Minutes before the first are unknown. */
function* moving({ from, values }: MinuteMeans, window: number): Generator<ExposureAt> {
  for (let end = 1; end <= values.length; end += 1) {
    let [sum, known] = [0, 0];
    // Summed anew each time: a running sum keeps what rounding left in it.
    for (let minute = Math.max(0, end - window); minute < end; minute += 1) {
      const value = values[minute] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      known += 1;
    }
    yield { ...exposureOf(sum, known, { minutes: window, over: window }), at: from + end * MINUTE_MS };
  }
}

/** The short-term exposure at the end of each minute. */
export function shortTerm(minutes: MinuteMeans): readonly ExposureAt[] {
  return [...moving(minutes, STEL_MINUTES)];
}

/** What a limit is compared with: the mean, which is never below what is sure, or that alone where the mean is not told. */
function figureOf({ low, mean }: Exposure): number {
  return mean ?? low;
}

/** Whichever is worse, of equals the surer, then the first: it reaches whatever limit one of both reaches. */
export function worse<E extends Exposure>(one: E, other: E): E {
  const more = figureOf(other) - figureOf(one);
  return more > 0 || (more === 0 && other.low > one.low) ? other : one;
}

/** The worst quarter of an hour; undefined without any minute. */
export function worstShortTerm(minutes: MinuteMeans): ExposureAt | undefined {
  return shortTerm(minutes).reduce<ExposureAt | undefined>(
    (worst, one) => (worst ? worse(worst, one) : one),
    undefined,
  );
}

/**
 * The dose of a shift as a mean over eight hours: Σ minutes ÷ 480 (29 CFR 1910.1000(d)). It never falls; a shift of more than
 * eight hours may come out above its highest minute. `elapsed` is the length of the shift so far in minutes.
 */
export function shiftDose({ values }: MinuteMeans, elapsed: number = values.length): Exposure {
  let [sum, known] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  return exposureOf(sum, known, { minutes: elapsed, over: TWA_MINUTES });
}
