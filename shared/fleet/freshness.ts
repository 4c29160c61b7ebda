// Honest age: the one place that decides whether a value may be shown as live. Every view goes by it.

import { DAY_MS } from "../ground/time.ts";
import { type DeviceState, isInDoubt, isSensorStale, isStale } from "./fleet.ts";
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
  /** The server was not heard since the start, so `serverNow` goes by a clock that may be wrong: no age is known. */
  readonly isGuess?: boolean;
}

/** An age: since when (unix ms, server time), and how long that is, ms, never negative; undefined where nobody can know. */
export interface Age {
  readonly at: number;
  readonly ageMs: number | undefined;
}

/** What is silent for longer stands behind what somebody can act on, ms. */
const LONG_SILENCE_MS = DAY_MS;

/** Whether something was heard so long ago that what is newer goes before it. Where no age is known, nobody can say so. */
export function isLongAgo({ ageMs }: Age): boolean {
  return ageMs !== undefined && ageMs > LONG_SILENCE_MS;
}

/**
 * `live` only over a healthy stream and within the device's rhythm. `late`: it would be, but its device's clock is
 * `behindMs` behind, or its readings arrive as late; nobody can know which.
 */
export interface Freshness extends Age {
  readonly status: "live" | "late" | "stale" | "offline";
  /** Of whatever status; absent where there is no such doubt. */
  readonly behindMs?: number;
}

interface HeardOf {
  readonly heard: Heard & { readonly behindMs?: number };
  readonly isSilent: boolean;
}

function freshness(state: DeviceState, moment: Moment, { heard, isSilent }: HeardOf): Freshness {
  const at = ageFrom(heard);
  const age = { at, ageMs: moment.isGuess ? undefined : Math.max(0, moment.serverNow - at) };
  const doubt =
    isInDoubt(heard, state) && heard.behindMs !== undefined ? { behindMs: heard.behindMs } : undefined;
  const inTime = doubt ? "late" : "live";
  const status = moment.link !== "live" ? "offline" : isSilent ? "stale" : inTime;
  return { ...age, status, ...doubt };
}

/** Decides live, late (its time is in doubt), stale (the device is silent) or offline (we cannot know, the link is down). */
export function freshnessOf(state: DeviceState, moment: Moment): Freshness {
  return freshness(state, moment, { heard: state, isSilent: isStale(state, moment.serverNow) });
}

/** The same of one sensor of a device, which may be silent while the device is not. */
export function sensorFreshnessOf(sensor: SensorState, state: DeviceState, moment: Moment): Freshness {
  const isSilent = isSensorStale(sensor, state, moment.serverNow);
  return freshness(state, moment, { heard: sensor, isSilent });
}
