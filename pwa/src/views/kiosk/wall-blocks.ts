// What leaves the table of a wall and becomes a block: alarms as the server has them, and all that a reading says by itself, for no
// alarm may be missing because the server's word of it is. Pure.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { type Age, isLongAgo } from "../../../../shared/fleet/freshness.ts";
import {
  type AlarmStanding,
  type AlarmTone,
  isExposure,
  standingOf,
  toneOf,
} from "../../../../shared/present/alarm-order.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import {
  alarmState,
  lastStatus,
  type SensorPresentation,
} from "../../../../shared/present/present-sensor.ts";
import { identityText } from "../../../../shared/rules/reading.ts";
import { sensorId } from "../../rules/new-alarms.ts";
import { type Peak, type PeaksBySensor, peakBeside } from "../../rules/peaks.ts";

/** One thing that is not as it should be. */
export interface Block {
  readonly id: string;
  /** Its colour and mark. */
  readonly look: AlarmTone;
  readonly standing: Exclude<AlarmStanding, "ended">;
  readonly isDrill: boolean;
  /** Its value is not live. */
  readonly isAged: boolean;
  readonly place: string | undefined;
  readonly name: string;
  readonly device: DevicePresentation | undefined;
  readonly sensor: SensorPresentation | undefined;
  readonly alarm: Alarm | undefined;
  /** What this page saw itself, where it was worse than what is shown. */
  readonly peak: (Peak & Age) | undefined;
  /** Since when, unix ms, where that is known. */
  readonly since: number | undefined;
}

export interface BlockNeeds {
  readonly devices: readonly DevicePresentation[];
  /** Those that are open. */
  readonly alarms: readonly Alarm[];
  readonly peaks: PeaksBySensor;
  /** Server time, unix ms. */
  readonly now: number;
}

const LEVELS = { a1: 1, a2: 2 } as const;

/** Whether it is about gas, or somebody who calls, and not about an instrument. */
export function isDanger({ look }: Block): boolean {
  return look === "a1" || look === "a2";
}

/** What fills most of a wall: it is at A2 now, and no drill. */
export function isLarge({ look, standing, isDrill }: Block): boolean {
  return look === "a2" && !isDrill && (standing === "asks" || standing === "answered");
}

const DANGER_RANK = {
  a2: { asks: 100, answered: 90, over: 70, latched: 45 },
  a1: { asks: 80, answered: 60, over: 50, latched: 40 },
} as const;
const OTHER_RANK = { asks: 3, answered: 2, over: 1, latched: 0 } as const;

/** How far ahead a block stands; a drill comes after all that is real, and what is about instruments after that. */
export function rankOf({ look, standing, isDrill }: Block): number {
  if (look === "a1" || look === "a2")
    return isDrill ? 20 + DANGER_RANK[look][standing] / 10 : DANGER_RANK[look][standing];
  return (look === "fault" ? 10 : 0) + OTHER_RANK[standing];
}

/** What is live before what is not: somebody can act on it. */
export function agedLast(a: Block, b: Block): number {
  return Number(a.isAged) - Number(b.isAged);
}

/** The worst first, of those what is live, then the newest. */
export function byWorst(a: Block, b: Block): number {
  return rankOf(b) - rankOf(a) || agedLast(a, b) || (b.since ?? 0) - (a.since ?? 0) || (a.id < b.id ? -1 : 1);
}

/** The block of a sensor's own word, as `common` has it; undefined where it says nothing of concern. */
function ofSensor(common: Block, sensor: SensorPresentation): Block | undefined {
  const state = alarmState(sensor);
  if (state === "a1" || state === "a2") return { ...common, look: state };
  if (state === "fault") return { ...common, look: "fault" };
  if ((state === "stale" || state === "offline") && "last" in sensor) {
    const last = lastStatus(sensor.last);
    if (last === "a1" || last === "a2") return isLongAgo(sensor) ? undefined : { ...common, look: last };
    if (state === "offline" && last === "fault") return { ...common, look: "fault" };
  }
  return common.peak ? { ...common, look: common.peak.level, standing: "over" } : undefined;
}

/** What the server says of it, unless the value is at a worse level by itself: then nobody has answered that. */
function withAlarm(block: Block | undefined, common: Block, alarm: Alarm): Block {
  const standing = standingOf(alarm);
  const told: Block = {
    ...common,
    id: alarm.id,
    look: toneOf(alarm),
    standing: standing === "ended" ? "over" : standing,
    isDrill: alarm.drill,
    alarm,
    since: alarm.raisedAt,
  };
  if (!block || !(block.look in LEVELS) || block.standing === "over") return told;
  const isHeld = standing === "asks" || standing === "answered";
  const level = block.look === "a2" ? LEVELS.a2 : LEVELS.a1;
  const known = told.look === "a2" ? LEVELS.a2 : LEVELS.a1;
  return isHeld && known >= level ? told : { ...told, look: block.look, standing: "asks", isDrill: false };
}

/** Alarms of the devices, those of a sensor by its identity, those of the device itself by an empty one. */
function alarmsBySubject(alarms: readonly Alarm[]): Map<string, Alarm[]> {
  const found = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    const id = subjectOf(alarm.device ?? "", alarm.sensor ? identityText(alarm.sensor) : "");
    found.set(id, [...(found.get(id) ?? []), alarm]);
  }
  return found;
}

function subjectOf(device: string, identity: string): string {
  return `${device}\n${identity}`;
}

/** Gas at a level, and exposure over its limit. */
function isGas(alarm: Alarm): boolean {
  return toneOf(alarm) === "a1" || toneOf(alarm) === "a2";
}

function commonOf(device: DevicePresentation, sensor?: SensorPresentation): Block {
  return {
    id: sensor ? sensorId(device, sensor) : device.device,
    look: "stale",
    standing: "asks",
    isDrill: false,
    isAged: sensor
      ? sensor.state === "stale" || sensor.state === "offline"
      : device.freshness.status !== "live",
    place: device.place,
    name: device.name,
    device,
    sensor,
    alarm: undefined,
    peak: undefined,
    since: undefined,
  };
}

function sensorBlocks(
  device: DevicePresentation,
  sensor: SensorPresentation,
  { alarms, peaks, now }: { alarms: readonly Alarm[]; peaks: PeaksBySensor; now: number },
): Block[] {
  const peak = peakBeside(sensor, peaks.get(sensorId(device, sensor)));
  const common = { ...commonOf(device, sensor), peak: peak && { ...peak, ageMs: now - peak.at } };
  const means = alarms.filter(isExposure).map((alarm) => withAlarm(undefined, common, alarm));
  return [...presentBlocks(sensor, common, alarms), ...means];
}

/** What a sensor measures, without the means of it: of these an answer says nothing of the gas that is there now. */
function presentBlocks(sensor: SensorPresentation, common: Block, alarms: readonly Alarm[]): Block[] {
  const own = ofSensor(common, sensor);
  const [first, ...others] = alarms.filter((alarm) => isGas(alarm) && !isExposure(alarm));
  const blocks = first ? [withAlarm(own, common, first)] : own ? [own] : [];
  // What was measured late is an alarm of its own beside the present one.
  blocks.push(...others.map((alarm) => withAlarm(undefined, common, alarm)));
  const fault = alarms.find(({ condition }) => condition === "fault");
  const isFaulty = alarmState(sensor) === "fault";
  if (fault && (isFaulty || !first)) {
    const told = { ...withAlarm(undefined, common, fault), look: "fault" as const };
    return first ? [...blocks, told] : [told];
  }
  return first && isFaulty ? [...blocks, { ...common, id: `${common.id}\nfault`, look: "fault" }] : blocks;
}

/** What is not heard of: all sensors of a device that is silent, or those that one leaves out while it talks. */
export function silentSensors({ freshness, sensors }: DevicePresentation): readonly SensorPresentation[] {
  return freshness.status === "stale" ? sensors : sensors.filter(({ state }) => state === "stale");
}

/** One block for a device that is silent, or for its silent sensors, however many there are. */
function silentBlock(device: DevicePresentation, alarms: readonly Alarm[]): Block[] {
  const { freshness } = device;
  const silent = silentSensors(device);
  const isSilent = freshness.status === "stale";
  if (!isSilent && silent.length === 0) return [];
  const alarm = alarms.find(({ condition }) => condition === "silent");
  const since = isSilent ? freshness.at : Math.min(...silent.map(({ at }) => at));
  const common = { ...commonOf(device), isAged: true, since };
  return [alarm ? { ...withAlarm(undefined, common, alarm), look: "stale", since: common.since } : common];
}

function deviceBlocks(device: DevicePresentation, alarms: readonly Alarm[]): Block[] {
  const told = alarms.filter(({ condition, priority }) => condition !== "silent" && priority !== "low");
  return [
    ...told.map((alarm) => withAlarm(undefined, commonOf(device), alarm)),
    ...(isLongAgo(device.freshness) ? [] : silentBlock(device, alarms)),
  ];
}

/** An alarm of what is not on the wall: of the system, of which the server speaks now unless it is not heard; or of a device that left the fleet. */
function strangerBlock(alarm: Alarm, isCutOff: boolean): Block {
  const stranger = {
    id: alarm.id,
    name: alarm.device ?? alarm.system?.name ?? "",
    place: alarm.place ?? undefined,
    isAged: alarm.device !== null || isCutOff,
    peak: undefined,
    device: undefined,
    sensor: undefined,
  };
  return withAlarm(
    undefined,
    { ...stranger, look: "fault", standing: "asks", isDrill: false, alarm, since: undefined },
    alarm,
  );
}

/** All blocks of a wall, the worst first. */
export function blocksOf({ devices, alarms, peaks, now }: BlockNeeds): Block[] {
  const bySubject = alarmsBySubject(alarms.filter(({ state }) => state !== "ended"));
  const take = (device: string, identity: string) => {
    const id = subjectOf(device, identity);
    const found = bySubject.get(id) ?? [];
    bySubject.delete(id);
    return found;
  };
  const blocks = devices.flatMap((device) => [
    ...device.sensors.flatMap((sensor) =>
      sensorBlocks(device, sensor, { alarms: take(device.device, sensor.scale.identity), peaks, now }),
    ),
    ...deviceBlocks(device, take(device.device, "")),
  ]);
  const strangers = [...bySubject.values()]
    .flat()
    .filter((alarm) => isGas(alarm) || alarm.priority !== "low");
  const isCutOff = devices.some(({ freshness }) => freshness.status === "offline");
  return [...blocks, ...strangers.map((alarm) => strangerBlock(alarm, isCutOff))].sort(byWorst);
}
