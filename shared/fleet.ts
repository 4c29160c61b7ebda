// The latest state of each device, derived from its readings. Pure, so that the server and the page keep it by the same rule.

import { type ReadingEntry, receivedAtOf } from "./entry.ts";
import { sensorKeys } from "./reading.ts";
import type { DeviceSettings } from "./settings.ts";
import { SECOND_MS } from "./time.ts";

/** A device is stale after this many of its intervals without a reading… */
export const STALE_INTERVALS = 3;
/** …but never sooner than this, ms. */
export const MIN_STALE_MS = 15 * SECOND_MS;
/** What is taken as the interval while fewer than two readings are known, ms. */
export const UNKNOWN_INTERVAL_MS = 60 * SECOND_MS;
/** How many of the last gaps between readings the learned interval is the median of. */
export const LEARNED_GAPS = 16;
/** A gap counts from this length on, ms: no instrument has a quicker rhythm, but an upload puts out readings faster. */
export const MIN_GAP_MS = 500;

/** The last word of one sensor. `lastValue` is its last number, where the latest reading had none. */
export interface SensorState {
  readonly key: string;
  readonly type: string;
  /** The unit that the device states for the sensor; absent means ppm. */
  readonly unit?: string;
  readonly value: number | null;
  readonly measuredAt: number;
  readonly lastValue?: { readonly value: number; readonly measuredAt: number };
}

/** The latest state of one device. Times are unix ms by the server's clock, `battery` is percent, null for none. */
export interface DeviceState {
  readonly device: string;
  readonly seq: number;
  readonly firstReadingAt: number;
  /** The moment of the latest reading; its age counts from `ageFrom`. */
  readonly measuredAt: number;
  readonly receivedAt: number;
  readonly deviceTime: ReadingEntry["deviceTime"];
  readonly battery: number | null;
  readonly sensors: readonly SensorState[];
  /** The last gaps between readings, ms, oldest first, at most `LEARNED_GAPS`; the last one may still be growing. */
  readonly gaps: readonly number[];
  /** When the server last heard of the device, be it late readings. */
  readonly lastReceivedAt: number;
  readonly settings: DeviceSettings;
}

/**
 * From when the age of a device's values counts: never from later than the server heard of them, so that a device whose
 * clock is ahead does not look younger than it is.
 */
export function ageFrom(state: Pick<DeviceState, "measuredAt" | "receivedAt">): number {
  return Math.min(state.measuredAt, state.receivedAt);
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
}

/** How often the device reports, ms: as set by the operator, else learned, else undefined while unknown. */
export function intervalOf(state: Pick<DeviceState, "gaps" | "settings">): number | undefined {
  const counting = state.gaps.filter((gap) => gap >= MIN_GAP_MS);
  // With nothing better a growing gap is taken: a device is rather called stale too early than too late.
  return state.settings.expectedIntervalMs ?? median(counting.length > 0 ? counting : state.gaps);
}

/** After how long without a reading (ms) the device is stale. */
export function staleAfter(state: Pick<DeviceState, "gaps" | "settings">): number {
  return Math.max(MIN_STALE_MS, STALE_INTERVALS * (intervalOf(state) ?? UNKNOWN_INTERVAL_MS));
}

/**
 * Whether a device's values are older at `now` (server time, unix ms) than its own rhythm allows. So are values from the
 * future: some clock is wrong, and their age cannot be known.
 */
export function isStale(state: DeviceState, now: number): boolean {
  const ageMs = now - ageFrom(state);
  return ageMs > staleAfter(state) || ageMs < -MIN_STALE_MS;
}

/** Whether an operator took the device out of service and nothing was heard of it since: nobody need look at its silence. */
export function isRetired({ settings, lastReceivedAt }: DeviceState): boolean {
  return settings.retiredAt !== undefined && lastReceivedAt <= settings.retiredAt;
}

/**
 * The rhythm after one more gap. It is learned from when readings were measured, so that a backlog that arrives within
 * seconds teaches the minutes it was measured apart, and an outage is one long gap that the median passes over. Where
 * a device has no clock its readings count as measured when they arrive; then an upload would teach the milliseconds
 * between posts. Therefore a gap too short to count grows by the gaps after it until it does: a burst of two seconds
 * is four gaps, however many readings it has. Who forwards readings in regular parcels sets the expected interval.
 */
function learn(gaps: readonly number[], gap: number): readonly number[] {
  if (gap <= 0) return gaps;
  const last = gaps.at(-1);
  if (last !== undefined && last < MIN_GAP_MS) return [...gaps.slice(0, -1), last + gap];
  return [...gaps, gap].slice(-LEARNED_GAPS);
}

type SensorValues = readonly SensorState[];

function sensorsOf({ sensors, measuredAt }: ReadingEntry): SensorState[] {
  const keys = sensorKeys(sensors.map((sensor) => sensor.type));
  return sensors.map(({ type, val, unit }, index) => {
    const base = { key: keys[index] ?? type, type, value: val, measuredAt };
    return typeof unit === "string" ? { ...base, unit } : base;
  });
}

/** The last number of a sensor: the latest before the present reading, as long as every reading since named the sensor. */
function lastValueOf(key: string, before: readonly ReadingEntry[], earlier: SensorValues) {
  for (let index = before.length - 1; index >= 0; index -= 1) {
    const reading = before[index];
    const sensor = reading && sensorsOf(reading).find((candidate) => candidate.key === key);
    if (!sensor) return undefined;
    if (sensor.value !== null) return { value: sensor.value, measuredAt: sensor.measuredAt };
  }
  const sensor = earlier.find((candidate) => candidate.key === key);
  if (sensor && sensor.value !== null) return { value: sensor.value, measuredAt: sensor.measuredAt };
  return sensor?.lastValue;
}

/** The sensors as the last of the readings has them; what it lacks is looked up in those before it. */
function observeSensors(earlier: SensorValues, readings: readonly ReadingEntry[]): SensorValues {
  const latest = readings.at(-1);
  if (!latest) return earlier;
  return sensorsOf(latest).map((sensor) => {
    if (sensor.value !== null) return sensor;
    const lastValue = lastValueOf(sensor.key, readings.slice(0, -1), earlier);
    return lastValue ? { ...sensor, lastValue } : sensor;
  });
}

/**
 * A device's state after readings of it, in order of `seq`. Late ones (measured before the latest known) neither replace
 * the latest values nor teach the rhythm. Costs little for each but the last reading, so that an upload may be large.
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
  const inOrder: ReadingEntry[] = [];
  let gaps = state?.gaps ?? [];
  let latestMoment = state ? ageFrom(state) : undefined;
  let firstReadingAt = state?.firstReadingAt ?? Number.POSITIVE_INFINITY;
  let lastReceivedAt = state?.lastReceivedAt ?? 0;
  for (const reading of readings) {
    const receivedAt = receivedAtOf(reading);
    const moment = Math.min(reading.measuredAt, receivedAt);
    firstReadingAt = Math.min(firstReadingAt, reading.measuredAt);
    lastReceivedAt = Math.max(lastReceivedAt, receivedAt);
    if (latestMoment !== undefined && moment < latestMoment) continue;
    if (latestMoment !== undefined) gaps = learn(gaps, moment - latestMoment);
    latestMoment = moment;
    inOrder.push(reading);
  }
  const latest = inOrder.at(-1);
  if (!latest) return state && { ...state, firstReadingAt, lastReceivedAt };
  return {
    device: latest.device,
    seq: latest.seq,
    firstReadingAt,
    measuredAt: latest.measuredAt,
    receivedAt: receivedAtOf(latest),
    deviceTime: latest.deviceTime,
    battery: latest.battery,
    sensors: observeSensors(state?.sensors ?? [], inOrder),
    gaps,
    lastReceivedAt,
    settings: state?.settings ?? {},
  };
}

/** A device's state after one more reading. */
export function observe(state: DeviceState | undefined, entry: ReadingEntry): DeviceState {
  return observeAll(state, [entry]);
}
