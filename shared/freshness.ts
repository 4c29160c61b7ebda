// Honest age: the one place that decides whether a value may be shown as live. Every view goes by it.

import { ageFrom, type DeviceState, isStale } from "./fleet.ts";

/**
 * How the page's stream is. `live`: bytes arrive (at least heartbeats). `connecting`: never been live since the start.
 * `lost`: was live or was tried, and nothing arrives. `asleep`: closed on purpose while the page was hidden.
 */
export type LinkState = "live" | "connecting" | "lost" | "asleep";

/** Server time by the page's best knowledge, and the link: all that freshness depends on beside the device itself. */
export interface Moment {
  readonly serverNow: number;
  readonly link: LinkState;
}

/** `live` only over a healthy stream and within the device's rhythm; `ageMs` is by server time and never negative. */
export interface Freshness {
  readonly status: "live" | "stale" | "offline";
  readonly ageMs: number;
}

/** Decides live, stale (the device is silent) or offline (we cannot know, the link is down). */
export function freshnessOf(state: DeviceState, moment: Moment): Freshness {
  const ageMs = Math.max(0, moment.serverNow - ageFrom(state));
  if (moment.link !== "live") return { status: "offline", ageMs };
  return { status: isStale(state, moment.serverNow) ? "stale" : "live", ageMs };
}
