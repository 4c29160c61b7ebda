// What a reading does to the alarms of its device.

import type { ReadingEntry } from "../../shared/entries/entry.ts";
import { type ClockVerdict, followClock, lagOf } from "../../shared/fleet/device-clock.ts";
import { applyCalibration } from "../../shared/rules/calibration.ts";
import type { SensorRule } from "../../shared/rules/judge.ts";
import type { PresetId } from "../../shared/rules/limits.ts";
import { isSameSet, type SensorValue } from "../../shared/rules/reading.ts";
import type { Rulebook } from "../../shared/rules/rulebook.ts";
import { beyond } from "../../shared/rules/sensor-range.ts";
import { type Bounds, boundsOf, isCalm, standingOf } from "./bounds.ts";
import { type Breathing, breathe, exposureRuleOf } from "./breath.ts";
import {
  type DeviceAlarms,
  healthTrack,
  ownTrack,
  type SensorAlarms,
  sensorsNamed,
} from "./device-alarms.ts";
import { calledIn, sensorCalls } from "./device-says.ts";
import { isQuiet, noteValue, takeFault, takeLate, takeSample } from "./gas-life.ts";
import { batteryRank, takeCondition } from "./health.ts";
import type { Moment } from "./track.ts";
import type { UnratedNotices } from "./unrated-notices.ts";

/** A value that was on the way for longer than this is old: more of the kind may follow within moments, ms. */
const OLD_MS = 60_000;
/** So long an alarm of an old value waits before it sounds, ms. */
const SETTLE_MS = 10_000;
/** A device's own alarm as a value: 1 while it lasts. */
const CALL_BOUNDS: Bounds = {
  high: [undefined, 1, undefined],
  low: [undefined, undefined],
  bandPart: 0,
  leastBand: 0.5,
  calm: [Number.NEGATIVE_INFINITY, 1],
  faultBelow: Number.NEGATIVE_INFINITY,
};

/** When something was measured, as far as that can be believed. */
interface When {
  readonly measuredAt: number;
  /** Whatever was known before is older, also where its time says otherwise. */
  readonly isNewest: boolean;
  readonly isOld: boolean;
}

function whenOf({ measuredAt, at }: ReadingEntry, verdict: ClockVerdict): When {
  const byArrival = verdict === "behind" || verdict === "unset";
  const moment = byArrival ? at : Math.min(measuredAt, at);
  const isNewest = verdict === "behind" || verdict === "steady";
  return { measuredAt: moment, isNewest, isOld: verdict === "believed" && at - moment > OLD_MS };
}

/** A sensor of which it is known what it is judged by. */
interface JudgedSensor extends SensorAlarms {
  rule: SensorRule;
  bounds: Bounds;
}

/** What follows from a rule, once for all sensors that have it. A rule is of one preset. */
const STANDARDS = new WeakMap<SensorRule, Pick<JudgedSensor, "bounds" | "exposureRule">>();

function standardsOf(rule: SensorRule, preset: PresetId) {
  const known = STANDARDS.get(rule);
  if (known) return known;
  const standards = { bounds: boundsOf(rule, preset), exposureRule: exposureRuleOf(rule, preset) };
  STANDARDS.set(rule, standards);
  return standards;
}

/** Gives a sensor its present rule, and the bounds that follow from it where that is another. */
export function judgedBy(rules: Rulebook, sensor: SensorAlarms, { settings }: DeviceAlarms): JudgedSensor {
  const rule = rules.of(sensor.identity, settings.sensors?.[sensor.identity.key]);
  if (sensor.rule !== rule || !sensor.bounds) {
    sensor.rule = rule;
    const { bounds, exposureRule } = standardsOf(rule, rules.preset);
    sensor.bounds = bounds;
    sensor.exposureRule = exposureRule;
  }
  return sensor as JudgedSensor;
}

/** By what readings are taken in. */
interface TakingBy extends Breathing {
  readonly rules: Rulebook;
  readonly unrated: UnratedNotices;
}

interface Taking {
  readonly device: DeviceAlarms;
  readonly when: When;
  readonly moment: Moment;
  readonly by: TakingBy;
}

/** Counts a value as breathed. What an instrument is tried with comes out of a bottle. */
function takeBreath(sensor: SensorAlarms, value: number | null, taking: Taking): void {
  if (sensor.exposureRule) breathe(sensor, taking.device.drillEnd?.mode === "test" ? null : value, taking);
}

/** How many sensors of a type a device has in service. */
function countOf(device: DeviceAlarms, type: string): number {
  let count = 0;
  for (const { identity } of device.sensors.values()) if (identity.type === type) count += 1;
  return count;
}

/**
 * The types of which a reading names fewer sensors than the device has: which of them is missing nobody can tell, since the
 * second takes the first one's name.
 */
function incompleteTypes(device: DeviceAlarms, sensors: readonly SensorValue[]): ReadonlySet<string> {
  const incomplete = new Set<string>();
  for (const { type } of sensors) {
    const has = countOf(device, type);
    if (has > 1 && sensors.filter((other) => other.type === type).length < has) incomplete.add(type);
  }
  return incomplete;
}

function takeSensor(sensor: SensorAlarms, posted: SensorValue, taking: Taking): void {
  const { device, when, moment, by } = taking;
  const { rule, bounds } = judgedBy(by.rules, sensor, device);
  const { gas } = sensor;
  const { measuredAt } = when;
  const isLate = measuredAt < gas.last && !when.isNewest;
  const value = posted.val === null ? null : applyCalibration(posted.val, rule.settings);
  const isFault = value === null || beyond(value, rule.range) === "below";
  takeBreath(sensor, isFault ? null : value, taking);
  if (isLate) {
    // Nearly all are calm, and have nothing made for them.
    if (value !== null && rule.rated && !isCalm(value, bounds))
      takeLate(gas, { value, measuredAt }, { bounds, moment });
    return;
  }
  sensor.heardAt = moment.at;
  sensor.heardSeq = moment.seq;
  if (!rule.rated || isFault) takeFault(gas, measuredAt);
  else if (isQuiet(gas, value, bounds)) noteValue(gas, value, measuredAt);
  else takeSample(gas, { value, measuredAt }, { bounds, moment });
  const isAlarm = isFault && (value === null || value < bounds.faultBelow || isFaulty(sensor));
  if (isAlarm || sensor.fault) takeHealth(sensor, taking, { family: "fault", isOn: isAlarm });
  if (!rule.rated || sensor.unrated) takeUnrated(sensor, taking, !rule.rated);
}

/** Tells of a sensor without limits, unless enough of them are told of. */
function takeUnrated(sensor: SensorAlarms, taking: Taking, isOn: boolean): void {
  if (isOn && !sensor.unrated?.alarm && !taking.by.unrated.hasRoom(taking.device.device)) return;
  takeHealth(sensor, taking, { family: "unrated", isOn });
}

/** Whether it is known to be faulty: then it is well again with a number that can be. */
function isFaulty({ fault }: SensorAlarms): boolean {
  return fault !== undefined && fault.rank > 0;
}

/** A fault is medium, and as urgent as the gas that it may hide; what has no limits is low. */
function takeHealth(
  sensor: SensorAlarms,
  { device, when, moment }: Taking,
  { family, isOn }: { family: "fault" | "unrated"; isOn: boolean },
): void {
  const rank = family === "unrated" ? 1 : sensor.gas.alarm ? 3 : 2;
  const condition = { rank: isOn ? rank : 0, value: null, measuredAt: when.measuredAt } as const;
  takeCondition(healthTrack(device, sensor, family), condition, moment);
}

/** A sensor of which nobody knows whether it is this one: what is worse counts, what is better does not. */
function takeDoubtful(sensor: SensorAlarms, posted: SensorValue, taking: Taking): void {
  const { rule, bounds } = judgedBy(taking.by.rules, sensor, taking.device);
  const value = posted.val === null ? null : applyCalibration(posted.val, rule.settings);
  const isWorse = value !== null && rule.rated && standingOf(value, bounds).rank > sensor.gas.rank;
  if (isWorse) takeSensor(sensor, posted, taking);
  else takeBreath(sensor, value, taking);
  sensor.gas.unsure = "missing";
  sensor.gas.fall = undefined;
}

function markMissing(device: DeviceAlarms, types: ReadonlySet<string>): void {
  for (const { identity, gas } of device.sensors.values()) {
    if (!types.has(identity.type)) continue;
    gas.unsure = "missing";
    gas.fall = undefined;
  }
}

function takeSensors({ sensors }: ReadingEntry, taking: Taking): void {
  const { device } = taking;
  const isSame = isSameSet(sensors, device.named) && device.named.length > 0;
  const named = isSame ? device.namedSensors : sensorsNamed(device, sensors);
  const isAll = device.sensors.size === named.length;
  const doubtful = isAll ? undefined : incompleteTypes(device, sensors);
  for (let place = 0; place < named.length; place += 1) {
    const sensor = named[place];
    const posted = sensors[place];
    if (!sensor || !posted) continue;
    if (doubtful?.has(posted.type)) takeDoubtful(sensor, posted, taking);
    else takeSensor(sensor, posted, taking);
  }
  if (doubtful && doubtful.size > 0) markMissing(device, doubtful);
}

/** A call for help, and its end. One that came late is told all the same. */
function takeCalls(reading: ReadingEntry, { device, when, moment }: Taking): void {
  const calls = calledIn(reading.extra) !== undefined || reading.sensors.some(sensorCalls);
  if (!calls && !device.own.has("device")) return;
  const track = ownTrack(device, "device");
  const sample = { value: calls ? 1 : 0, measuredAt: when.measuredAt };
  const isLate = when.measuredAt < track.last && !when.isNewest;
  (isLate ? takeLate : takeSample)(track, sample, { bounds: CALL_BOUNDS, moment });
}

/** What the newest reading says of the device itself. */
function takeOwn(
  { battery, deviceTime, at }: ReadingEntry,
  { device, when, moment }: Taking,
  verdict: ClockVerdict,
): void {
  const { measuredAt } = when;
  const before = device.own.get("battery")?.rank ?? 0;
  const rank = battery === null ? before : batteryRank(battery, before);
  if (rank !== before)
    takeCondition(ownTrack(device, "battery"), { rank, value: battery, measuredAt }, moment);
  if (verdict === "believed") return;
  const isWrong = (verdict === "behind" || verdict === "unset") && !device.settings.clockWrong;
  if (!isWrong && !device.own.has("clock")) return;
  const condition = { rank: isWrong ? 2 : 0, value: lagOf(deviceTime, at), measuredAt } as const;
  takeCondition(ownTrack(device, "clock"), condition, moment);
}

/** What is heard of again is silent no more. */
function endSilence(device: DeviceAlarms, at: number, moment: Moment): void {
  const silent = device.own.get("silent");
  if (!silent || silent.rank === 0) return;
  takeCondition(silent, { rank: 0, value: null, measuredAt: at }, moment);
  for (const { gas } of device.sensors.values()) if (gas.unsure === "silent") gas.unsure = undefined;
}

/** Takes a reading in. What is late changes nothing of the present. */
export function takeReading(reading: ReadingEntry, { device, moment, by }: Omit<Taking, "when">): void {
  const { seq, at } = reading;
  const verdict = followClock(device, reading.deviceTime, at);
  const when = whenOf(reading, verdict);
  const taking = { device, when, moment, by };
  // One by one: to assign them together takes ten times as long, at each reading.
  device.lastReceivedAt = at;
  device.heardSeq = seq;
  device.heardAt = at;
  endSilence(device, at, moment);
  if (when.isOld) moment.quietUntil = at + SETTLE_MS;
  takeSensors(reading, taking);
  takeCalls(reading, taking);
  if (when.measuredAt < device.last && !when.isNewest) return;
  device.last = when.measuredAt;
  takeOwn(reading, taking, verdict);
}
