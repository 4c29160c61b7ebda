// The last word of each sensor of a device. A post that does not name a sensor says nothing about it.

import { faultOf, identitiesOf, identityText, type SensorValue } from "./reading.ts";
import { learnGap } from "./rhythm.ts";
import type { DeviceSettings } from "./settings.ts";
import { DAY_MS } from "./time.ts";

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
  readonly behindMs?: number;
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
export type Said = Omit<SensorState, "gaps" | "lastValue">;

/** What a reading says of its sensors. */
export function saidIn(sensors: readonly SensorValue[], { isNewest: _, ...heard }: Word): Said[] {
  return identitiesOf(sensors).map((identity, index) => {
    const sensor = sensors[index];
    const fault = sensor && faultOf(sensor);
    const said = { ...identity, value: sensor?.val ?? null, ...heard };
    return fault === undefined ? said : { ...said, fault };
  });
}

/** The last number before a reading that has none. */
function lastValueOf(before: SensorState | undefined): SensorState["lastValue"] {
  if (before && before.value !== null) return { value: before.value, measuredAt: before.measuredAt };
  return before?.lastValue;
}

function after(before: SensorState | undefined, said: Said): SensorState {
  const gaps = before ? learnGap(before.gaps, gapBetween(before, said)) : [];
  const lastValue = said.value === null ? lastValueOf(before) : undefined;
  return lastValue ? { ...said, gaps, lastValue } : { ...said, gaps };
}

/** The sensors of a device while readings are taken in, in the order in which they were first heard of. */
export class SensorStates {
  readonly #states: Map<string, SensorState>;

  constructor(states: readonly SensorState[]) {
    this.#states = new Map(states.map((state) => [identityText(state), state]));
  }

  /**
   * Takes in what a reading says, but of no sensor anything older than what is known of it. Forgets what was last heard
   * of long before `latest`, the device's newest moment (unix ms).
   */
  observe(sensors: readonly SensorValue[], word: Word, latest: number): void {
    for (const said of saidIn(sensors, word)) {
      const id = identityText(said);
      const before = this.#states.get(id);
      if (!before || word.isNewest || ageFrom(word) >= ageFrom(before))
        this.#states.set(id, after(before, said));
    }
    for (const [id, state] of this.#states)
      if (latest - ageFrom(state) > SENSOR_MEMORY_MS) this.#states.delete(id);
    while (this.#states.size > MAX_LIVE_SENSORS) this.#forgetOldest();
  }

  list(): readonly SensorState[] {
    return [...this.#states.values()];
  }

  #forgetOldest(): void {
    let oldest: { readonly id: string; readonly at: number } | undefined;
    for (const [id, state] of this.#states) {
      const at = ageFrom(state);
      if (!oldest || at < oldest.at) oldest = { id, at };
    }
    if (oldest) this.#states.delete(oldest.id);
  }
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
