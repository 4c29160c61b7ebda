// Whether a display that nobody touches should load itself anew: pure, so that every case can be tried.

import { MINUTE_MS } from "../../../../shared/ground/time.ts";

/** Data that are older than this while the server is healthy, or a page that stood still as long, are the page's fault, ms. */
export const PATIENCE_MS = MINUTE_MS;

/** What the page sees of itself at a tick of its clock. Times by a clock that never jumps, ms. */
export interface Sign {
  readonly now: number;
  /** The stream is live and the server's time moves on. */
  readonly isLive: boolean;
  readonly isHidden: boolean;
}

/** What was seen before. */
export interface WatchState {
  readonly tickedAt: number;
  readonly liveAt: number;
  /** The page stood still for longer than it should have. */
  readonly wasBlocked: boolean;
}

/** The state after one more sign. A hidden page is put to sleep by the browser, which is no fault. */
export function watch(before: WatchState | undefined, { now, isLive, isHidden }: Sign): WatchState {
  if (!before || isHidden) return { tickedAt: now, liveAt: now, wasBlocked: false };
  return {
    tickedAt: now,
    liveAt: isLive ? now : before.liveAt,
    wasBlocked: before.wasBlocked || now - before.tickedAt > PATIENCE_MS,
  };
}

/** Whether something is wrong that a reload may mend, if only the server is healthy. */
export function isInTrouble({ tickedAt, liveAt, wasBlocked }: WatchState): boolean {
  return wasBlocked || tickedAt - liveAt > PATIENCE_MS;
}
