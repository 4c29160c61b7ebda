// How readings change the state of their device. Pure, so that the server and the page keep it by the same rule.

import { type DeviceClock, judgeReading } from "./device-clock.ts";
import { type ReadingEntry, receivedAtOf } from "./entry.ts";
import type { DeviceState } from "./fleet.ts";
import { learnGap } from "./rhythm.ts";
import { ageFrom, gapBetween, SensorStates, type Word } from "./sensor-states.ts";

/** A reading with what its device's clock is worth. */
interface Dated {
  readonly reading: ReadingEntry;
  readonly word: Word;
  readonly clock: DeviceClock | undefined;
  readonly isUnset: boolean;
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
    const dated = date(reading, device);
    device = device ? after(device, dated) : first(dated);
    sensors.observe(reading.sensors, dated.word, ageFrom(device));
  }
  return device && { ...device, sensors: sensors.list() };
}

/** A device's state after one more reading. */
export function observe(state: DeviceState | undefined, entry: ReadingEntry): DeviceState {
  return observeAll(state, [entry]);
}

function date(reading: ReadingEntry, state: DeviceState | undefined): Dated {
  const receivedAt = receivedAtOf(reading);
  const { clock, verdict, lagMs } = judgeReading(state, reading.deviceTime, receivedAt);
  const isUnset = verdict === "unset";
  const isBehind = verdict === "behind";
  const word = {
    measuredAt: isUnset || isBehind ? receivedAt : reading.measuredAt,
    receivedAt,
    isNewest: isBehind || verdict === "steady",
    ...(isBehind ? { behindMs: lagMs } : {}),
  };
  return { reading, word, clock, isUnset };
}

/** The members that the latest reading alone decides. */
function latestOf({ reading, word, isUnset }: Dated) {
  const { device, seq, deviceTime } = reading;
  const { measuredAt, receivedAt, behindMs } = word;
  return {
    device,
    seq,
    measuredAt,
    receivedAt,
    deviceTime,
    ...(behindMs === undefined ? {} : { behindMs }),
    ...(isUnset ? { clockUnset: true as const } : {}),
  };
}

const clockOf = ({ clock }: Dated) => (clock ? { clock } : {});

function first(dated: Dated): DeviceState {
  const { measuredAt, receivedAt } = dated.word;
  return {
    ...latestOf(dated),
    ...clockOf(dated),
    firstReadingAt: measuredAt,
    battery: dated.reading.battery,
    sensors: [],
    gaps: [],
    lastReceivedAt: receivedAt,
    settings: {},
  };
}

function after(state: DeviceState, dated: Dated): DeviceState {
  const { word, reading } = dated;
  const { clock: _, ...known } = state;
  const seen = {
    ...known,
    ...clockOf(dated),
    firstReadingAt: Math.min(state.firstReadingAt, word.measuredAt),
    lastReceivedAt: Math.max(state.lastReceivedAt, word.receivedAt),
  };
  if (!word.isNewest && ageFrom(word) < ageFrom(state)) return seen;
  const { behindMs: _behind, clockUnset: _unset, ...kept } = seen;
  // A post without a charge says nothing of the battery.
  const battery = reading.battery ?? state.battery;
  return { ...kept, ...latestOf(dated), battery, gaps: learnGap(state.gaps, gapBetween(state, word)) };
}
