// The last word of each sensor of a device. A post that does not name a sensor says nothing about it.

import { faultOf, identitiesOf, type SensorIdentity, type SensorValue } from "./reading.ts";
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

function saidBy(
  identities: readonly SensorIdentity[],
  sensors: readonly SensorValue[],
  { isNewest: _, ...heard }: Word,
): Said[] {
  return identities.map((identity, index) => {
    const sensor = sensors[index];
    const fault = sensor && faultOf(sensor);
    const said = { ...identity, value: sensor?.val ?? null, ...heard };
    return fault === undefined ? said : { ...said, fault };
  });
}

/** What a reading says of its sensors. */
export function saidIn(sensors: readonly SensorValue[], word: Word): Said[] {
  return saidBy(identitiesOf(sensors), sensors, word);
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

function isSame(a: SensorIdentity, b: SensorIdentity): boolean {
  return a.key === b.key && a.type === b.type && a.unit === b.unit;
}

/** The sensors of a device while readings are taken in, in the order in which they were first heard of. */
export class SensorStates {
  #states: SensorState[];
  /** What the reading before named: nearly all name the same again. */
  #named: readonly SensorValue[] = [];
  #identities: readonly SensorIdentity[] = [];

  constructor(states: readonly SensorState[]) {
    this.#states = [...states];
  }

  /**
   * Takes in what a reading says, but of no sensor anything older than what is known of it. Forgets what was last heard
   * of long before `latest`, the device's newest moment (unix ms).
   */
  observe(sensors: readonly SensorValue[], word: Word, latest: number): void {
    for (const [index, said] of saidBy(this.#identify(sensors), sensors, word).entries()) {
      const place = this.#placeOf(said, index);
      const before = this.#states[place];
      if (!before) this.#states.push(after(undefined, said));
      else if (word.isNewest || ageFrom(word) >= ageFrom(before)) this.#states[place] = after(before, said);
    }
    if (this.#states.some((state) => latest - ageFrom(state) > SENSOR_MEMORY_MS))
      this.#states = this.#states.filter((state) => latest - ageFrom(state) <= SENSOR_MEMORY_MS);
    while (this.#states.length > MAX_LIVE_SENSORS) this.#forgetOldest();
  }

  list(): readonly SensorState[] {
    return this.#states;
  }

  #identify(sensors: readonly SensorValue[]): readonly SensorIdentity[] {
    const isAsBefore =
      sensors.length === this.#named.length &&
      sensors.every(({ type, unit }, index) => {
        const before = this.#named[index];
        return before?.type === type && before["unit"] === unit;
      });
    if (!isAsBefore) this.#identities = identitiesOf(sensors);
    this.#named = sensors;
    return this.#identities;
  }

  /** Where a sensor stands, most often at its place in the reading; beyond the end for a new one. */
  #placeOf(said: SensorIdentity, hint: number): number {
    const there = this.#states[hint];
    if (there && isSame(there, said)) return hint;
    const place = this.#states.findIndex((state) => isSame(state, said));
    return place < 0 ? this.#states.length : place;
  }

  #forgetOldest(): void {
    let oldest = 0;
    for (const [place, state] of this.#states.entries())
      if (ageFrom(state) < ageFrom(this.#states[oldest] ?? state)) oldest = place;
    this.#states.splice(oldest, 1);
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
