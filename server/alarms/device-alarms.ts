// One device as the alarm engine sees it: its clock, its settings, its sensors.

import type { SystemPart } from "../../shared/entries/alarm.ts";
import type { TestKind } from "../../shared/entries/instrument-test.ts";
import type { RunningClock } from "../../shared/fleet/device-clock.ts";
import type { SensorRule } from "../../shared/rules/judge.ts";
import {
  identitiesOf,
  identityText,
  type SensorIdentity,
  type SensorValue,
} from "../../shared/rules/reading.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";
import type { DrillMode } from "../../shared/wire/alarms.ts";
import type { TestRecord } from "../../shared/wire/instrument-tests.ts";
import type { Bounds } from "./bounds.ts";
import type { Breath, ExposureRule } from "./breath.ts";
import type { Family } from "./episode.ts";
import { newTrack, type Timer, type Track } from "./track.ts";

/** What a device itself may be in, apart from its sensors. */
export type OwnFamily = Exclude<Family, "gas" | "fault" | "unrated" | "stel" | "twa">;

/** Most sensors of a device that are watched; one more takes the place of the one that was heard of longest ago, has no alarm and is not kept quiet. */
const MAX_SENSORS_WATCHED = 128;

/** A sensor with what may be wrong of it. */
export interface SensorAlarms {
  readonly identity: SensorIdentity;
  /** Its last word, unix ms by the log, and the seq of that. */
  heardAt: number;
  heardSeq: number;
  readonly gas: Track;
  /** Made when they are first needed, as most never are. */
  fault: Track | undefined;
  unrated: Track | undefined;
  /** What it was last judged by, and the bounds that follow from it. */
  rule: SensorRule | undefined;
  bounds: Bounds | undefined;
  /** What exposure to its gas is held against; null without limits. */
  exposureRule: ExposureRule | null;
  /** Made with its first value where there are such limits. */
  breath: Breath | undefined;
}

/** A drill, or the test of an instrument, that lasts; by whom and why. */
export interface Drill extends Timer {
  readonly mode: DrillMode;
  /** Unix ms. */
  readonly since: number;
  /** The same by the device's own clock, where that is known to be slow. */
  readonly sinceThere?: number;
  readonly reason: string;
  readonly by: string;
}

/** The place of an entry in the log, and its time, unix ms. */
export interface Since {
  readonly seq: number;
  readonly at: number;
}

export const NEVER: Since = { seq: 0, at: 0 };

/** What is known of one kind of test of a device. */
export interface TestMemory {
  /** By which entry its own settings asked for it last. */
  readonly asked?: Since;
  readonly last?: TestRecord & { readonly seq: number };
  /** The seq of the last one that passed. */
  readonly passedSeq?: number;
}

/** Whoever carried a device until a minute; nobody where `wearer` is absent. */
export interface FormerWearer {
  readonly until: number;
  readonly wearer?: string | undefined;
}

/** A device with its sensors. Times are unix ms. */
export interface DeviceAlarms {
  readonly device: string;
  /** Set where this is no device but a part of the site, which has alarms of its own. `device` is empty then. */
  system: SystemPart | undefined;
  /** The entry that it was first heard of by. */
  readonly known: Since;
  /** By which entries tests were asked for in its settings, and what was recorded of them. */
  tests: { readonly [Kind in TestKind]?: TestMemory };
  settings: DeviceSettings;
  /** Who carried it before, until which minute (counted from 1970), the latest last. */
  formerWearers: readonly FormerWearer[];
  clock: RunningClock | undefined;
  lastReceivedAt: number;
  /** The latest moment that was measured. */
  last: number;
  /** The seq of its last reading, or of the server's start since: what a timer of its silence must name. */
  heardSeq: number;
  /** From when its silence counts. */
  heardAt: number;
  /** Its `due` is when it ends by itself. */
  drillEnd: Drill | undefined;
  /** By identity. */
  readonly sensors: Map<string, SensorAlarms>;
  /** What the device itself may be in, by family. */
  readonly own: Map<OwnFamily, Track>;
  /** The sensors of the reading before and who they are: nearly all name the same again. */
  named: readonly SensorValue[];
  namedSensors: readonly SensorAlarms[];
}

/** A device of which nothing is known but its settings. */
export function newDevice(device: string, settings: DeviceSettings, known: Since = NEVER): DeviceAlarms {
  return {
    device,
    system: undefined,
    known,
    tests: {},
    settings,
    formerWearers: [],
    clock: undefined,
    lastReceivedAt: Number.NEGATIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    heardSeq: 0,
    heardAt: 0,
    drillEnd: undefined,
    sensors: new Map(),
    own: new Map(),
    named: [],
    namedSensors: [],
  };
}

/** The name of what a device, or a part of the site, is in itself. */
export function ownSubject({ device, system }: DeviceAlarms): string {
  return system ? JSON.stringify([system.kind, system.id]) : subjectOf(device);
}

/** The name of a subject among all: a device, or a sensor of it. */
export function subjectOf(device: string, identity?: SensorIdentity): string {
  return JSON.stringify(identity ? [device, identity.key, identity.type, identity.unit ?? null] : [device]);
}

/** Since when what a device measures is of a drill, by its own clock, unix ms; undefined while there is none. */
export function drillSinceOf({ drillEnd }: DeviceAlarms): number | undefined {
  return drillEnd && (drillEnd.sinceThere ?? drillEnd.since);
}

/** The device's own track of a family; made when it is first asked for. */
export function ownTrack(device: DeviceAlarms, family: OwnFamily): Track {
  const known = device.own.get(family);
  if (known) return known;
  const track = newTrack(ownSubject(device), family);
  track.drillSince = family === "device" ? drillSinceOf(device) : undefined;
  device.own.set(family, track);
  return track;
}

/** A sensor's track of a family that most never need. */
export function healthTrack(device: DeviceAlarms, sensor: SensorAlarms, family: "fault" | "unrated"): Track {
  sensor[family] ??= newTrack(subjectOf(device.device, sensor.identity), family);
  return sensor[family];
}

/** Every track of a sensor. */
export function tracksOfSensor({ gas, fault, unrated, breath }: SensorAlarms): Track[] {
  return [gas, fault, unrated, breath?.stel, breath?.twa].filter((track) => track !== undefined);
}

function isBusy(sensor: SensorAlarms): boolean {
  return tracksOfSensor(sensor).some((track) => track.alarm || track.lateAlarm || track.shelf);
}

/** Makes room for one more sensor. */
function makeRoom({ sensors }: DeviceAlarms): void {
  if (sensors.size < MAX_SENSORS_WATCHED) return;
  let oldest: string | undefined;
  let heardAt = Number.POSITIVE_INFINITY;
  for (const [text, sensor] of sensors)
    if (sensor.heardAt < heardAt && !isBusy(sensor)) [oldest, heardAt] = [text, sensor.heardAt];
  if (oldest !== undefined) sensors.delete(oldest);
}

function sensorOf(device: DeviceAlarms, identity: SensorIdentity): SensorAlarms {
  const text = identityText(identity);
  const known = device.sensors.get(text);
  if (known) return known;
  makeRoom(device);
  const sensor: SensorAlarms = {
    identity,
    heardAt: 0,
    heardSeq: 0,
    gas: newTrack(subjectOf(device.device, identity), "gas"),
    fault: undefined,
    unrated: undefined,
    rule: undefined,
    bounds: undefined,
    exposureRule: null,
    breath: undefined,
  };
  sensor.gas.drillSince = drillSinceOf(device);
  device.sensors.set(text, sensor);
  return sensor;
}

/** The sensors that a reading names, in its order. */
export function sensorsNamed(device: DeviceAlarms, sensors: readonly SensorValue[]): readonly SensorAlarms[] {
  device.namedSensors = identitiesOf(sensors).map((identity) => sensorOf(device, identity));
  device.named = sensors;
  return device.namedSensors;
}

/** Every track of a device, its sensors' first. */
export function* tracksOf(device: DeviceAlarms): Generator<Track> {
  for (const sensor of device.sensors.values()) yield* tracksOfSensor(sensor);
  yield* device.own.values();
}
