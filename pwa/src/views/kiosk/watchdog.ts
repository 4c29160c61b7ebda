// Whether a display that nobody touches should load itself anew: pure, so that every case can be tried.

import { MINUTE_MS } from "../../../../shared/ground/time.ts";

/** Data that are older than this while the server is healthy, or a page that stood still as long, are the page's fault, ms. */
export const PATIENCE_MS = MINUTE_MS;
/** So many reloads within this time have not helped and will not help, ms. */
export const MAX_RELOADS = 3;
export const RELOADS_WITHIN_MS = 10 * MINUTE_MS;

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

/** Reads the times of earlier reloads out of whatever was stored; unreadable is none. */
export function parseReloads(stored: string | null): number[] {
  try {
    const times: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(times) ? times.filter((time): time is number => typeof time === "number") : [];
  } catch {
    // Somebody else's text in the storage tells nothing about reloads.
    return [];
  }
}

/** The times that still count at a moment (unix ms); a full list means: no more reloads. */
export function recentReloads(times: readonly number[], now: number): number[] {
  return times.filter((time) => time <= now && now - time < RELOADS_WITHIN_MS).slice(-MAX_RELOADS);
}
