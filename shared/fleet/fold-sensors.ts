// The sensors of a device while readings are taken in. What changes with each reading is changed in place, and made into a
// state once all are in: a batch may have thousands of readings of one device.

import {
  faultOf,
  identitiesOf,
  isSameSensor,
  isSameSet,
  type SensorIdentity,
  type SensorValue,
} from "../rules/reading.ts";
import { learnGap } from "./rhythm.ts";
import {
  ageFrom,
  gapBetween,
  type Heard,
  MAX_LIVE_SENSORS,
  SENSOR_MEMORY_MS,
  type SensorState,
  type Word,
} from "./sensor-states.ts";

/** The last word of one sensor, so far. */
class OpenSensor implements Heard {
  readonly #identity: SensorIdentity;
  /** As it was; undefined for a new one. */
  readonly #before: SensorState | undefined;
  #isHeard: boolean;
  #isChanged = false;
  #value: number | null;
  #fault: string | undefined;
  #gaps: number[];
  #lastValue: SensorState["lastValue"];
  #behindMs: number | undefined;
  measuredAt: number;
  receivedAt: number;

  constructor(identity: SensorIdentity, before?: SensorState) {
    this.#identity = identity;
    this.#before = before;
    this.#isHeard = before !== undefined;
    this.#value = before?.value ?? null;
    this.#gaps = [];
    this.#lastValue = before?.lastValue;
    this.measuredAt = before?.measuredAt ?? 0;
    this.receivedAt = before?.receivedAt ?? 0;
  }

  is(identity: SensorIdentity): boolean {
    return isSameSensor(this.#identity, identity);
  }

  /** Takes in what a reading says of it, unless what is known is newer. */
  observe(sensor: SensorValue, word: Word): void {
    if (this.#isHeard && !word.isNewest && ageFrom(word) < ageFrom(this)) return;
    if (!this.#isChanged) this.#gaps = [...(this.#before?.gaps ?? [])];
    if (this.#isHeard) learnGap(this.#gaps, gapBetween(this, word));
    if (sensor.val !== null) this.#lastValue = undefined;
    else if (this.#value !== null) this.#lastValue = { value: this.#value, measuredAt: this.measuredAt };
    this.#isHeard = true;
    this.#isChanged = true;
    this.#value = sensor.val;
    this.#fault = faultOf(sensor);
    this.#behindMs = word.behindMs;
    this.measuredAt = word.measuredAt;
    this.receivedAt = word.receivedAt;
  }

  get state(): SensorState {
    if (!this.#isChanged && this.#before) return this.#before;
    const { key, type, unit } = this.#identity;
    const { measuredAt, receivedAt } = this;
    const gaps = this.#gaps;
    const state = { key, type, value: this.#value, measuredAt, receivedAt, gaps };
    const [fault, behindMs, lastValue] = [this.#fault, this.#behindMs, this.#lastValue];
    if (unit === undefined && fault === undefined && behindMs === undefined && !lastValue) return state;
    return {
      ...state,
      ...(unit === undefined ? {} : { unit }),
      ...(fault === undefined ? {} : { fault }),
      ...(behindMs === undefined ? {} : { behindMs }),
      ...(lastValue ? { lastValue } : {}),
    };
  }
}

/** Folds readings into the sensors of their device, which stay in the order in which they were first heard of. */
export class SensorFold {
  #sensors: OpenSensor[];
  /** What the reading before named, and which sensors that are: nearly all name the same again. */
  #named: readonly SensorValue[] = [];
  #namedSensors: readonly OpenSensor[] = [];

  constructor(states: readonly SensorState[]) {
    this.#sensors = states.map((state) => new OpenSensor(state, state));
  }

  /**
   * Takes in what a reading says, but of no sensor anything older than what is known of it. Forgets what was last heard
   * of long before `latest`, the device's newest moment (unix ms).
   */
  observe(sensors: readonly SensorValue[], word: Word, latest: number): void {
    if (!isSameSet(sensors, this.#named)) {
      this.#namedSensors = this.#find(sensors);
      // Nothing of a reading is held on to for longer than it is of use: a thousand arrive in a second.
      this.#named = sensors;
    }
    for (let place = 0; place < sensors.length; place += 1) {
      const sensor = sensors[place];
      if (sensor) this.#namedSensors[place]?.observe(sensor, word);
    }
    for (let place = 0; place < this.#sensors.length; place += 1) {
      const sensor = this.#sensors[place];
      if (sensor && latest - ageFrom(sensor) > SENSOR_MEMORY_MS) this.#forget(place--);
    }
    while (this.#sensors.length > MAX_LIVE_SENSORS) this.#forget(this.#oldest());
  }

  get size(): number {
    return this.#sensors.length;
  }

  get states(): readonly SensorState[] {
    return this.#sensors.map(({ state }) => state);
  }

  #find(sensors: readonly SensorValue[]): OpenSensor[] {
    return identitiesOf(sensors).map((identity, place) => {
      const here = this.#sensors[place];
      if (here?.is(identity)) return here;
      const known = this.#sensors.find((sensor) => sensor.is(identity));
      if (known) return known;
      const added = new OpenSensor(identity);
      this.#sensors.push(added);
      return added;
    });
  }

  #forget(place: number): void {
    this.#sensors.splice(place, 1);
    this.#named = [];
    this.#namedSensors = [];
  }

  #oldest(): number {
    let oldest = 0;
    for (const [place, sensor] of this.#sensors.entries())
      if (ageFrom(sensor) < ageFrom(this.#sensors[oldest] ?? sensor)) oldest = place;
    return oldest;
  }
}
