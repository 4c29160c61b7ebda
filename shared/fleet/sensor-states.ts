// The last word of each sensor of a device. A post that does not name a sensor says nothing about it.

import { DAY_MS } from "../ground/time.ts";
import { faultOf, identitiesOf, type SensorValue } from "../rules/reading.ts";
import type { DeviceSettings } from "../rules/settings.ts";

/** Most sensors of a device that are remembered; when more come, the one that was heard of longest ago goes. */
export const MAX_LIVE_SENSORS = 128;
/** A sensor that its device has not named for this long is forgotten, ms. */
export const SENSOR_MEMORY_MS = 7 * DAY_MS;

/** The last word of one sensor. `lastValue` is its last number, where its latest reading had none. Times are unix ms. */
export interface SensorState {
  readonly key: string;
  readonly type: string;
  /** The unit that the device states for the sensor; absent means ppm. */
  readonly unit?: string;
  readonly value: number | null;
  /** Why the posted value was unfit, where it was and stands as null. */
  readonly fault?: string;
  readonly measuredAt: number;
  readonly receivedAt: number;
  /** The last gaps between readings that named the sensor, as `DeviceState.gaps`. */
  readonly gaps: readonly number[];
  readonly lastValue?: { readonly value: number; readonly measuredAt: number };
  /**
   * How far the device's clock was behind the time of arrival, ms, where nobody can know whether the clock is wrong or the
   * readings arrive late. Such a value counts as of its arrival and is never shown as live. Absent for all others.
   */
  readonly behindMs?: number;
}

/** When something was measured and when the server heard of it, unix ms. */
export interface Heard {
  readonly measuredAt: number;
  readonly receivedAt: number;
}

/**
 * From when an age counts: never from later than the server heard of it, so that a device whose clock is ahead does not
 * look younger than it is.
 */
export function ageFrom({ measuredAt, receivedAt }: Heard): number {
  return Math.min(measuredAt, receivedAt);
}

/** What the time of a reading is worth. `isNewest`: whatever was known before is older, also where its time says otherwise. */
export interface Word extends Heard {
  readonly isNewest: boolean;
  readonly behindMs?: number | undefined;
}

/**
 * The time from one reading to the next, ms. Where the later one goes by its arrival, the times of arrival tell: when the
 * one before went by the device's clock, their difference would be that of the clocks.
 */
export function gapBetween(before: Heard, now: Heard): number {
  if (now.measuredAt === now.receivedAt) return now.receivedAt - before.receivedAt;
  return ageFrom(now) - ageFrom(before);
}

/** A sensor as one reading has it. */
export type Said = Omit<SensorState, "gaps" | "lastValue" | "behindMs">;

/** What a reading of that time says of its sensors. */
export function saidIn(sensors: readonly SensorValue[], { measuredAt, receivedAt }: Heard): Said[] {
  return identitiesOf(sensors).map((identity, index) => {
    const sensor = sensors[index];
    const fault = sensor && faultOf(sensor);
    const said = { ...identity, value: sensor?.val ?? null, measuredAt, receivedAt };
    return fault === undefined ? said : { ...said, fault };
  });
}

/** Whether an operator took a sensor out of the live state and nothing was heard of it since. */
function isRetired({ key, receivedAt }: SensorState, { sensors }: DeviceSettings): boolean {
  const retiredAt = sensors?.[key]?.retiredAt;
  return retiredAt !== undefined && receivedAt <= retiredAt;
}

/** The sensors that settings leave in the live state. */
export function sensorsInService(
  sensors: readonly SensorState[],
  settings: DeviceSettings,
): readonly SensorState[] {
  return sensors.some((sensor) => isRetired(sensor, settings))
    ? sensors.filter((sensor) => !isRetired(sensor, settings))
    : sensors;
}
