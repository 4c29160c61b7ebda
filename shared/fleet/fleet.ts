// The latest state of each device, and what can be asked of it. `observe-readings.ts` derives it.

import type { ReadingEntry } from "../entries/entry.ts";
import { applySettings, type DeviceSettings, type DeviceSettingsPatch } from "../rules/settings.ts";
import type { DeviceClock } from "./device-clock.ts";
import { learnedInterval, MIN_STALE_MS, silenceAllowed, UNKNOWN_INTERVAL_MS } from "./rhythm.ts";
import { ageFrom, type Heard, type SensorState, sensorsInService } from "./sensor-states.ts";

/** The latest state of one device. Times are unix ms by the server's clock, `battery` is percent, null for none. */
export interface DeviceState {
  readonly device: string;
  readonly seq: number;
  readonly firstReadingAt: number;
  /** The moment of the latest reading, be it one without sensors; its age counts from `ageFrom`. */
  readonly measuredAt: number;
  readonly receivedAt: number;
  readonly deviceTime: ReadingEntry["deviceTime"];
  readonly battery: number | null;
  /** The last word of each sensor, at most `MAX_LIVE_SENSORS`. Each is as old as it is, whatever the device's own age. */
  readonly sensors: readonly SensorState[];
  /** The last gaps between readings, ms, oldest first, at most `LEARNED_GAPS`; the last one may still be growing. */
  readonly gaps: readonly number[];
  /** When the server last heard of the device, be it late readings. */
  readonly lastReceivedAt: number;
  readonly settings: DeviceSettings;
  /** What is known of the device's clock; absent where it has none. */
  readonly clock?: DeviceClock;
  /** As `SensorState.behindMs`, of the latest reading. */
  readonly behindMs?: number;
  /** Says that the clock of the latest reading stands still, or was never set. */
  readonly clockUnset?: true;
}

/** What silence is judged by: the gaps that teach a rhythm, and what the operator set. */
type Rhythm = Pick<DeviceState, "gaps" | "settings">;

/** How often the device reports, ms: as set by the operator, else learned, else undefined while unknown. */
export function intervalOf({ gaps, settings }: Rhythm): number | undefined {
  return settings.expectedIntervalMs ?? learnedInterval(gaps);
}

/** After how long without a reading (ms) the device is stale. */
export function staleAfter(state: Rhythm): number {
  return silenceAllowed(intervalOf(state));
}

/**
 * How often a sensor of the device is heard of, ms, undefined while unknown. What the operator set is the device's: a
 * sensor that is in every third post has three times that.
 */
export function sensorIntervalOf({ gaps }: Pick<SensorState, "gaps">, state: Rhythm): number | undefined {
  const own = learnedInterval(gaps);
  const set = state.settings.expectedIntervalMs;
  if (set === undefined) return own;
  const posts = learnedInterval(state.gaps);
  return own === undefined || posts === undefined ? set : set * Math.max(1, Math.round(own / posts));
}

/** What silence of a sensor is judged by. */
type SensorRhythm = Rhythm & Pick<DeviceState, "sensors">;

/**
 * What is taken as the interval of a sensor that was named once, ms: its device may name one at a time, by turns. Beyond the interval
 * of what is not known at all its turn is no longer waited for, but for the device's own; undefined while that is not known either.
 */
function turnOf({ gaps, sensors }: SensorRhythm): number | undefined {
  const posts = learnedInterval(gaps);
  return posts && Math.min(posts * sensors.length, Math.max(posts, UNKNOWN_INTERVAL_MS));
}

/** After how long without a word of it (ms) a sensor of the device is stale. */
export function sensorStaleAfter(sensor: Pick<SensorState, "gaps">, state: SensorRhythm): number {
  return silenceAllowed(sensorIntervalOf(sensor, state) ?? turnOf(state));
}

/**
 * Whether what was heard is older at `now` (server time, unix ms) than `allowedMs`. So is what comes from the future: some
 * clock is wrong, and its age cannot be known.
 */
function isOlderThan(heard: Heard, allowedMs: number, now: number): boolean {
  const ageMs = now - ageFrom(heard);
  return ageMs > allowedMs || ageMs < -MIN_STALE_MS;
}

/** Whether the device has been silent at `now` for longer than its own rhythm allows. */
export function isStale(state: DeviceState, now: number): boolean {
  return isOlderThan(state, staleAfter(state), now);
}

/** Whether a sensor of the device has been silent at `now` for longer than its own rhythm allows. */
export function isSensorStale(sensor: SensorState, state: DeviceState, now: number): boolean {
  return isOlderThan(sensor, sensorStaleAfter(sensor, state), now);
}

/**
 * Whether nobody can know if what was heard is live: the device's clock is behind, or its readings arrive late. An operator
 * who knows that the clock is wrong ends the doubt.
 */
export function isInDoubt(heard: { readonly behindMs?: number }, { settings }: DeviceState): boolean {
  return heard.behindMs !== undefined && !settings.clockWrong;
}

/** Whether an operator took the device out of service and nothing was heard of it since: nobody need look at its silence. */
export function isRetired({
  settings,
  lastReceivedAt,
}: Pick<DeviceState, "settings" | "lastReceivedAt">): boolean {
  return settings.retiredAt !== undefined && lastReceivedAt <= settings.retiredAt;
}

/** The state under other settings; sensors that they take out of the live state leave it. */
export function withSettings(state: DeviceState, settings: DeviceSettings): DeviceState {
  return { ...state, settings, sensors: sensorsInService(state.sensors, settings) };
}

/** The state after a change of its settings. */
export function withPatch(state: DeviceState, patch: DeviceSettingsPatch): DeviceState {
  return withSettings(state, applySettings(state.settings, patch));
}

/** The states of all devices, true for all entries up to `seq`. */
export interface FleetSnapshot {
  readonly seq: number;
  readonly devices: readonly DeviceState[];
}

type KeptSensor = Omit<SensorState, "receivedAt" | "gaps"> & Partial<SensorState>;
type KeptState = Omit<DeviceState, "sensors"> & { readonly sensors: readonly KeptSensor[] };

/**
 * A state as an earlier version kept it, completed: its sensors are those of one reading, so they have the rhythm and the
 * time of reception of the device.
 */
export function completeState(kept: KeptState): DeviceState {
  const { receivedAt, gaps } = kept;
  return { ...kept, sensors: kept.sensors.map((sensor) => ({ receivedAt, gaps, ...sensor })) };
}
