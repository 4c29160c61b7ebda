// Honest age: the one place that decides whether a value may be shown as live. Every view goes by it.

import { type DeviceState, isSensorStale, isStale } from "./fleet.ts";
import { ageFrom, type Heard, type SensorState } from "./sensor-states.ts";

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

function freshness(heard: Heard, { serverNow, link }: Moment, isSilent: boolean): Freshness {
  const ageMs = Math.max(0, serverNow - ageFrom(heard));
  if (link !== "live") return { status: "offline", ageMs };
  return { status: isSilent ? "stale" : "live", ageMs };
}

/** Decides live, stale (the device is silent) or offline (we cannot know, the link is down). */
export function freshnessOf(state: DeviceState, moment: Moment): Freshness {
  return freshness(state, moment, isStale(state, moment.serverNow));
}

/** The same of one sensor of a device, which may be silent while the device is not. */
export function sensorFreshnessOf(sensor: SensorState, state: DeviceState, moment: Moment): Freshness {
  return freshness(sensor, moment, isSensorStale(sensor, state, moment.serverNow));
}
