// The minute of a sensor that is not over yet, and what its last value holds: minute-means.ts for values that come one by one.

import { learnedInterval, learnGap } from "../../shared/fleet/rhythm.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import { HELD_INTERVALS } from "../../shared/rules/exposure/minute-means.ts";

/** What a sensor measured in its latest minute. Plain data, for checkpoints. */
export interface OpenMinute {
  /** Counted from 1970. */
  minute: number;
  sum: number;
  /** Values of the minute that are numbers. */
  count: number;
  /** The first sample of the minute, and the last of all; unix ms. */
  first: number;
  last: number;
  /** Samples of the minute, numbers or not. */
  samples: number;
  /** The last value; null where it was no number, which holds nothing. */
  value: number | null;
  /** What teaches how often the sensor measures, ms: one or two gaps a minute. */
  readonly gaps: number[];
}

/** The minute in which a moment lies, counted from 1970. */
export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}

/** Begins with a sensor's first sample. */
export function openMinute(at: number): OpenMinute {
  const minute = minuteOf(at);
  return { minute, sum: 0, count: 0, first: at, last: at, samples: 0, value: null, gaps: [] };
}

/** Adds a sample of the open minute; null for one that is no number. */
export function addSample(open: OpenMinute, value: number | null, at: number): void {
  if (open.samples === 0) open.first = at;
  open.samples += 1;
  if (at >= open.last) {
    open.last = at;
    open.value = value;
  }
  if (value === null) return;
  open.sum += Math.max(0, value);
  open.count += 1;
}

/** Learns of the open minute, and of the first sample after it, how often the sensor measures. */
function learn({ samples, first, last, gaps }: OpenMinute, next: number): void {
  if (samples > 1) learnGap(gaps, (last - first) / (samples - 1));
  if (samples === 1 || minuteOf(next) > minuteOf(last) + 1) learnGap(gaps, next - last);
}

/** The mean of a minute. */
export interface ClosedMinute {
  readonly minute: number;
  readonly mean: number;
}

/** Minutes that are over, those of which something is known first. */
export interface ClosedMinutes {
  readonly known: readonly ClosedMinute[];
  /** The minutes after them of which nothing is known, from ≤ m < to. */
  readonly unknown?: { readonly from: number; readonly to: number };
}

interface Closing {
  /** The minute that is open from then on. */
  readonly to: number;
  /** Where an operator said how often the sensor measures, ms. */
  readonly expectedMs: number | undefined;
  /** The first sample after the minutes that are closed, unix ms; undefined where none came yet. */
  readonly next?: number;
}

/** For how long the last value holds, ms. */
function heldMs({ gaps }: OpenMinute, expectedMs: number | undefined): number {
  return (expectedMs ?? learnedInterval(gaps) ?? MINUTE_MS) * HELD_INTERVALS;
}

/** Closes the open minute and those after it before another. */
export function closeMinutes(open: OpenMinute, { to, expectedMs, next }: Closing): ClosedMinutes {
  if (next !== undefined) learn(open, next);
  const { minute: from, samples, count, sum, value, last } = open;
  const known: ClosedMinute[] = [];
  // Looked up where a minute has no sample: nearly always the next one is that of the next sample.
  let holdsMs: number | undefined;
  for (let minute = from; minute < to; minute += 1) {
    if (minute === from && samples > 0) {
      if (count > 0) known.push({ minute, mean: sum / count });
      continue;
    }
    if (value === null) break;
    holdsMs ??= heldMs(open, expectedMs);
    if (minute * MINUTE_MS - last >= holdsMs) break;
    known.push({ minute, mean: Math.max(0, value) });
  }
  // One by one: to assign them together takes many times as long.
  open.minute = to;
  open.sum = 0;
  open.count = 0;
  open.samples = 0;
  return { known, unknown: { from: (known.at(-1)?.minute ?? from - 1) + 1, to } };
}
