// How often something is heard of, learned from the gaps between its readings.

import { DAY_MS, HOUR_MS, SECOND_MS } from "../ground/time.ts";

/** What is silent for this many of its intervals is stale… */
export const STALE_INTERVALS = 3;
/** …but never sooner than this, ms. */
export const MIN_STALE_MS = 15 * SECOND_MS;
/** What is taken as the interval while fewer than two readings are known, ms. */
export const UNKNOWN_INTERVAL_MS = 60 * SECOND_MS;
/** How many of the last gaps between readings the learned interval is the median of. */
export const LEARNED_GAPS = 16;
/** A gap counts from this length on, ms: no instrument has a quicker rhythm, but an upload puts out readings faster. */
export const MIN_GAP_MS = 500;

/**
 * The longest interval that is learned, ms: nothing that watches gas reports less often, and where few gaps are known one may
 * be an outage or a leap of some clock. An operator may set a longer one.
 */
export const MAX_LEARNED_MS = DAY_MS;

/**
 * The longest interval that one gap alone teaches, ms. It may as well be the night between two trials of a device that fell
 * silent after the second: its value must not look live for the three days that follow.
 */
const MAX_OF_ONE_GAP_MS = HOUR_MS;

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
}

/**
 * Adds a gap to those that are known. They are learned from when readings were measured, so that a backlog that arrives within
 * seconds teaches the minutes it was measured apart, and an outage is one long gap that the median passes over. Where
 * a device has no clock its readings count as measured when they arrive; then an upload would teach the milliseconds
 * between posts. Therefore a gap too short to count grows by the gaps after it until it does: a burst of two seconds
 * is four gaps, however many readings it has. Who forwards readings in regular parcels sets the expected interval.
 */
export function learnGap(gaps: number[], gap: number): void {
  if (gap <= 0) return;
  const last = gaps.length - 1;
  const growing = gaps[last];
  if (growing !== undefined && growing < MIN_GAP_MS) gaps[last] = growing + gap;
  else {
    if (gaps.length === LEARNED_GAPS) gaps.shift();
    gaps.push(gap);
  }
}

/** The interval that gaps teach, ms; undefined while there are none. */
export function learnedInterval(gaps: readonly number[]): number | undefined {
  const counting = gaps.filter((gap) => gap >= MIN_GAP_MS);
  // With nothing better a growing gap is taken: a device is rather called stale too early than too late.
  const known = counting.length > 0 ? counting : gaps;
  const usual = median(known);
  const longest = known.length > 1 ? MAX_LEARNED_MS : MAX_OF_ONE_GAP_MS;
  return usual === undefined ? undefined : Math.min(usual, longest);
}

/** After how long a silence (ms) what is heard each `interval` is stale. */
export function silenceAllowed(interval: number | undefined): number {
  return Math.max(MIN_STALE_MS, STALE_INTERVALS * (interval ?? UNKNOWN_INTERVAL_MS));
}
