// How readings change the state of their device. Pure, so that the server and the page keep it by the same rule.

import { type ReadingEntry, receivedAtOf } from "../entries/entry.ts";
import { type ClockVerdict, copyOfClock, followClock, lagOf, type RunningClock } from "./device-clock.ts";
import type { DeviceState } from "./fleet.ts";
import { SensorFold } from "./fold-sensors.ts";
import { learnGap } from "./rhythm.ts";
import { ageFrom, gapBetween, type Heard, type Word } from "./sensor-states.ts";

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
  const fold = new DeviceFold(state);
  for (const reading of readings) fold.observe(reading);
  return readings.length === 0 ? state : fold.state;
}

/** A device's state after one more reading. */
export function observe(state: DeviceState | undefined, entry: ReadingEntry): DeviceState {
  return observeAll(state, [entry]);
}

/** What a reading's time is worth. */
function wordOf(reading: ReadingEntry, receivedAt: number, verdict: ClockVerdict): Word {
  const isBehind = verdict === "behind";
  return {
    measuredAt: isBehind || verdict === "unset" ? receivedAt : reading.measuredAt,
    receivedAt,
    isNewest: isBehind || verdict === "steady",
    behindMs: isBehind ? lagOf(reading.deviceTime, receivedAt) : undefined,
  };
}

/** A device while readings are taken in; what each of them changes is changed in place. Not to be used once `state` was asked for. */
export class DeviceFold implements Heard {
  readonly settings: DeviceState["settings"];
  readonly #sensors: SensorFold;
  readonly #gaps: number[];
  /** Of the reading that the state is of; the name is undefined for a new device. */
  #device: string | undefined;
  #seq: number;
  #deviceTime: DeviceState["deviceTime"];
  #firstReadingAt: number;
  #battery: number | null;
  #behindMs: number | undefined;
  #isUnset: boolean;
  clock: RunningClock | undefined;
  lastReceivedAt: number;
  measuredAt: number;
  receivedAt: number;

  constructor(state: DeviceState | undefined) {
    this.settings = state?.settings ?? {};
    this.#sensors = new SensorFold(state?.sensors ?? []);
    this.#gaps = [...(state?.gaps ?? [])];
    this.#device = state?.device;
    this.#seq = state?.seq ?? 0;
    this.#deviceTime = state?.deviceTime ?? null;
    this.#firstReadingAt = state?.firstReadingAt ?? Number.POSITIVE_INFINITY;
    this.#battery = state?.battery ?? null;
    this.#behindMs = state?.behindMs;
    this.#isUnset = state?.clockUnset ?? false;
    this.clock = copyOfClock(state?.clock);
    this.lastReceivedAt = state?.lastReceivedAt ?? Number.NEGATIVE_INFINITY;
    this.measuredAt = state?.measuredAt ?? 0;
    this.receivedAt = state?.receivedAt ?? 0;
  }

  observe(reading: ReadingEntry): void {
    const receivedAt = receivedAtOf(reading);
    const verdict = followClock(this, reading.deviceTime, receivedAt);
    const word = wordOf(reading, receivedAt, verdict);
    this.#firstReadingAt = Math.min(this.#firstReadingAt, word.measuredAt);
    if (this.#device === undefined || word.isNewest || ageFrom(word) >= ageFrom(this)) {
      this.#take(reading, word);
      this.#isUnset = verdict === "unset";
    }
    this.#sensors.observe(reading.sensors, word, ageFrom(this));
  }

  /** The members that the latest reading alone decides. */
  #take(reading: ReadingEntry, word: Word): void {
    if (this.#device !== undefined) learnGap(this.#gaps, gapBetween(this, word));
    this.#device = reading.device;
    this.#seq = reading.seq;
    this.#deviceTime = reading.deviceTime;
    // A post without a charge says nothing of the battery.
    this.#battery = reading.battery ?? this.#battery;
    this.#behindMs = word.behindMs;
    this.measuredAt = word.measuredAt;
    this.receivedAt = word.receivedAt;
  }

  /** How many sensors it has. */
  get sensorCount(): number {
    return this.#sensors.size;
  }

  get state(): DeviceState | undefined {
    const device = this.#device;
    if (device === undefined) return undefined;
    const { clock, measuredAt, receivedAt, lastReceivedAt } = this;
    const behindMs = this.#behindMs;
    return {
      device,
      seq: this.#seq,
      firstReadingAt: this.#firstReadingAt,
      measuredAt,
      receivedAt,
      deviceTime: this.#deviceTime,
      battery: this.#battery,
      sensors: this.#sensors.states,
      gaps: this.#gaps,
      lastReceivedAt,
      settings: this.settings,
      ...(clock ? { clock } : {}),
      ...(behindMs === undefined ? {} : { behindMs }),
      ...(this.#isUnset ? { clockUnset: true as const } : {}),
    };
  }
}
