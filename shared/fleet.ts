// The latest state of each device, derived from its readings. Pure, so that the server and the page keep it by the same rule.

import { type ReadingEntry, receivedAtOf } from "./entry.ts";
import { learnedInterval, learnGap, MIN_STALE_MS, silenceAllowed } from "./rhythm.ts";
import { ageFrom, type Heard, type SensorState, SensorStates, sensorsInService } from "./sensor-states.ts";
import { applySettings, type DeviceSettings, type DeviceSettingsPatch } from "./settings.ts";

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

/** After how long without a word of it (ms) a sensor of the device is stale. */
export function sensorStaleAfter(sensor: Pick<SensorState, "gaps">, state: Rhythm): number {
  return silenceAllowed(sensorIntervalOf(sensor, state));
}

/**
 * Whether what was heard is older at `now` (server time, unix ms) than `allowedMs`. So is what comes from the future: some
 * clock is wrong, and its age cannot be known.
 */
export function isOlderThan(heard: Heard, allowedMs: number, now: number): boolean {
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

/** Whether an operator took the device out of service and nothing was heard of it since: nobody need look at its silence. */
export function isRetired({ settings, lastReceivedAt }: DeviceState): boolean {
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

/**
 * A device's state after readings of it, in order of `seq`. Late ones (measured before the latest known) neither replace
 * the latest values nor teach the rhythm; each sensor goes by its own latest. Costs little a reading, so that an upload
 * may be large.
 */
export function observeAll(
  state: DeviceState | undefined,
  readings: readonly [ReadingEntry, ...ReadingEntry[]],
): DeviceState;
export function observeAll(
  state: DeviceState | undefined,
  readings: readonly ReadingEntry[],
): DeviceState | undefined;
export function observeAll(
  state: DeviceState | undefined,
  readings: readonly ReadingEntry[],
): DeviceState | undefined {
  const sensors = new SensorStates(state?.sensors ?? []);
  let device = state;
  for (const reading of readings) {
    device = observeReading(device, reading);
    sensors.observe(reading, ageFrom(device));
  }
  return device && { ...device, sensors: sensors.list() };
}

/** The state after a reading in all but the sensors. */
function observeReading(state: DeviceState | undefined, reading: ReadingEntry): DeviceState {
  const { device, seq, measuredAt, deviceTime, battery } = reading;
  const receivedAt = receivedAtOf(reading);
  // A post without a charge says nothing of the battery.
  const latest = {
    device,
    seq,
    measuredAt,
    receivedAt,
    deviceTime,
    battery: battery ?? state?.battery ?? null,
  };
  if (!state)
    return {
      ...latest,
      firstReadingAt: measuredAt,
      sensors: [],
      gaps: [],
      lastReceivedAt: receivedAt,
      settings: {},
    };
  const firstReadingAt = Math.min(state.firstReadingAt, measuredAt);
  const lastReceivedAt = Math.max(state.lastReceivedAt, receivedAt);
  const gap = ageFrom(latest) - ageFrom(state);
  if (gap < 0) return { ...state, firstReadingAt, lastReceivedAt };
  return { ...state, ...latest, firstReadingAt, lastReceivedAt, gaps: learnGap(state.gaps, gap) };
}

/** A device's state after one more reading. */
export function observe(state: DeviceState | undefined, entry: ReadingEntry): DeviceState {
  return observeAll(state, [entry]);
}
