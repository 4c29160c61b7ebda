// The latest state of each device, derived from its readings. Pure, so that the server and the page keep it by the same rule.

import type { ReadingEntry } from "./entry.ts";
import { receivedAtOf } from "./entry.ts";
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

/** The latest state of one device. Times are unix ms by the server's clock, `battery` is percent. */
export interface DeviceState {
  readonly device: string;
  readonly seq: number;
  readonly firstReadingAt: number;
  /** The moment of the latest reading; its age counts from `ageFrom`. */
  readonly measuredAt: number;
  readonly receivedAt: number;
  readonly deviceTime: ReadingEntry["deviceTime"];
  readonly battery: number;
  readonly sensors: readonly SensorState[];
  /** The last gaps between receptions, ms, oldest first, at most `LEARNED_GAPS`. */
  readonly gaps: readonly number[];
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
  return state.settings.expectedIntervalMs ?? median(state.gaps);
}

/** After how long without a reading (ms) the device is stale. */
export function staleAfter(state: Pick<DeviceState, "gaps" | "settings">): number {
  return Math.max(MIN_STALE_MS, STALE_INTERVALS * (intervalOf(state) ?? UNKNOWN_INTERVAL_MS));
}

/** Whether a device's values are older at `now` (server time, unix ms) than its own rhythm allows. */
export function isStale(state: DeviceState, now: number): boolean {
  return now - ageFrom(state) > staleAfter(state);
}

function observeSensors(previous: readonly SensorState[], entry: ReadingEntry): SensorState[] {
  const keys = sensorKeys(entry.sensors.map((sensor) => sensor.type));
  return entry.sensors.map(({ type, val, unit }, index) => {
    const key = keys[index] ?? type;
    const base = { key, type, value: val, measuredAt: entry.measuredAt };
    const state = typeof unit === "string" ? { ...base, unit } : base;
    if (val !== null) return state;
    const before = previous.find((sensor) => sensor.key === key);
    const lastValue =
      before?.value != null ? { value: before.value, measuredAt: before.measuredAt } : before?.lastValue;
    return lastValue ? { ...state, lastValue } : state;
  });
}

function learnGap(state: DeviceState | undefined, receivedAt: number): readonly number[] {
  if (!state) return [];
  const gap = receivedAt - state.lastReceivedAt;
  // Readings of one upload arrive together and say nothing about the rhythm.
  return gap > 0 ? [...state.gaps, gap].slice(-LEARNED_GAPS) : state.gaps;
}

/**
 * A device's state after one more reading. A late reading (measured before the latest known one) teaches the rhythm
 * but does not replace the latest values.
 */
export function observe(state: DeviceState | undefined, entry: ReadingEntry): DeviceState {
  const receivedAt = receivedAtOf(entry);
  const gaps = learnGap(state, receivedAt);
  const lastReceivedAt = Math.max(receivedAt, state?.lastReceivedAt ?? 0);
  if (state && entry.measuredAt < state.measuredAt) {
    return {
      ...state,
      gaps,
      lastReceivedAt,
      firstReadingAt: Math.min(state.firstReadingAt, entry.measuredAt),
    };
  }
  return {
    device: entry.device,
    seq: entry.seq,
    firstReadingAt: Math.min(state?.firstReadingAt ?? entry.measuredAt, entry.measuredAt),
    measuredAt: entry.measuredAt,
    receivedAt,
    deviceTime: entry.deviceTime,
    battery: entry.battery,
    sensors: observeSensors(state?.sensors ?? [], entry),
    gaps,
    lastReceivedAt,
    settings: state?.settings ?? {},
  };
}
