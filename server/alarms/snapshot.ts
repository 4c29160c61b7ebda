// The engine's state as a checkpoint keeps it. What is as it is in the beginning is left out: of most sensors that is nearly all.

import type { Alarm } from "../../shared/entries/alarm.ts";
import { identityText, type SensorIdentity } from "../../shared/rules/reading.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";
import { parseSite, type Site } from "../../shared/rules/site.ts";
import type { Breath, ExposureFamily } from "./breath.ts";
import { findOpen } from "./device-acts.ts";
import {
  type DeviceAlarms,
  newDevice,
  type OwnFamily,
  ownSubject,
  type SensorAlarms,
  subjectOf,
  tracksOf,
} from "./device-alarms.ts";
import type { AlarmEngine } from "./engine.ts";
import type { Family } from "./episode.ts";
import type { Outcome } from "./gas-acts.ts";
import { partKey } from "./parts.ts";
import type { Persons } from "./persons.ts";
import { recordOf } from "./record.ts";
import { judgedBy } from "./take-reading.ts";
import type { SiteAsked } from "./tests.ts";
import { newTrack, type Track } from "./track.ts";

type Kept<T> = Partial<T>;

interface KeptSensor {
  readonly identity: SensorIdentity;
  readonly heardAt: number;
  /** Absent from what earlier builds kept. */
  readonly heardSeq?: number;
  readonly gas: Kept<Track>;
  readonly fault?: Kept<Track>;
  readonly unrated?: Kept<Track>;
  readonly breath?: KeptBreath;
}

/** Absent from what earlier builds kept, as are persons. */
interface KeptBreath extends Omit<Kept<Breath>, ExposureFamily | "tried"> {
  readonly open: Breath["open"];
  readonly stel?: Kept<Track>;
  readonly twa?: Kept<Track>;
}

interface KeptDevice extends Kept<Omit<DeviceAlarms, "sensors" | "own" | "named" | "namedSensors">> {
  readonly device: string;
  readonly settings: DeviceSettings;
  readonly sensors: readonly KeptSensor[];
  readonly own: readonly (readonly [OwnFamily, Kept<Track>])[];
}

/** All that the engine knows, for JSON. */
export interface EngineSnapshot {
  readonly begun: boolean;
  readonly site: Site;
  readonly devices: readonly KeptDevice[];
  /** Absent from what earlier builds kept, as is `asked`. */
  readonly parts?: readonly KeptDevice[];
  readonly asked?: SiteAsked;
  readonly persons?: ReturnType<Persons["snapshot"]>;
  readonly ended: readonly Alarm[];
  readonly byKey: readonly (readonly [string, Outcome])[];
}

/** What a thing is in the beginning, and the members that a snapshot looks at. */
interface Beginning<T> {
  readonly of: T;
  readonly members: readonly (keyof T)[];
}

function beginning<T extends object>(of: T, besides: readonly (keyof T)[]): Beginning<T> {
  return { of, members: (Object.keys(of) as (keyof T)[]).filter((member) => !besides.includes(member)) };
}

/** The names of a thing stand elsewhere; its sensors are kept apart, and those of its last reading are found again by the next one. */
const TRACK = beginning(newTrack("", "gas"), ["subject", "family"]);
const DEVICE = beginning(newDevice("", {}), [
  "device",
  "settings",
  "sensors",
  "own",
  "named",
  "namedSensors",
]);

/** The members of a thing that are not as they are in the beginning. A checkpoint asks it of each sensor, while posts wait. */
function changed<T extends object>(thing: T, { of, members }: Beginning<T>): Kept<T> {
  const kept: Kept<T> = {};
  for (const member of members) if (!isSame(thing[member], of[member])) kept[member] = thing[member];
  return kept;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && Array.isArray(other) && one.length + other.length === 0);
}

function keptTrack(track: Track): Kept<Track> {
  return changed(track, TRACK);
}

function keptBreath({ open, place, stel, twa }: Breath): KeptBreath {
  return {
    open,
    ...(place ? { place } : {}),
    ...(stel ? { stel: keptTrack(stel) } : {}),
    ...(twa ? { twa: keptTrack(twa) } : {}),
  };
}

function keptSensor(sensor: SensorAlarms): KeptSensor {
  const { identity, heardAt, heardSeq, gas, fault, unrated, breath } = sensor;
  return {
    identity,
    heardAt,
    heardSeq,
    gas: keptTrack(gas),
    ...(fault ? { fault: keptTrack(fault) } : {}),
    ...(unrated ? { unrated: keptTrack(unrated) } : {}),
    ...(breath ? { breath: keptBreath(breath) } : {}),
  };
}

function keptDevice(device: DeviceAlarms): KeptDevice {
  const { device: name, settings, sensors, own } = device;
  return {
    ...changed(device, DEVICE),
    device: name,
    settings,
    sensors: [...sensors.values()].map(keptSensor),
    own: [...own].map(([family, track]) => [family, keptTrack(track)] as const),
  };
}

/** The engine's state. */
export function snapshotOf(engine: AlarmEngine): EngineSnapshot {
  return {
    begun: engine.begun,
    site: engine.site,
    devices: [...engine.devices.values()].map(keptDevice),
    parts: [...engine.parts.values()].map(keptDevice),
    asked: engine.asked,
    persons: engine.persons.snapshot(),
    ...engine.ledger.snapshot(),
  };
}

function track(subject: string, family: Family, kept: Kept<Track> | undefined): Track {
  return Object.assign(newTrack(subject, family), kept);
}

function breathFrom(subject: string, { stel, twa, place, ...kept }: KeptBreath): Breath {
  return {
    ...kept,
    tried: 0,
    place,
    stel: stel && track(subject, "stel", stel),
    twa: twa && track(subject, "twa", twa),
  };
}

function sensor(
  device: string,
  { identity, heardAt, heardSeq = 0, gas, fault, unrated, breath }: KeptSensor,
): SensorAlarms {
  const subject = subjectOf(device, identity);
  return {
    identity,
    heardAt,
    heardSeq,
    gas: track(subject, "gas", gas),
    fault: fault && track(subject, "fault", fault),
    unrated: unrated && track(subject, "unrated", unrated),
    rule: undefined,
    bounds: undefined,
    exposureRule: null,
    breath: breath && breathFrom(subject, breath),
  };
}

function deviceFrom({ sensors, own, ...rest }: KeptDevice): DeviceAlarms {
  const device = Object.assign(newDevice(rest.device, rest.settings), rest);
  for (const kept of sensors) device.sensors.set(identityText(kept.identity), sensor(rest.device, kept));
  for (const [family, kept] of own) device.own.set(family, track(ownSubject(device), family, kept));
  return device;
}

/** Gives a new engine the state that `snapshotOf` made, as it comes back from JSON. */
export function restoreInto(engine: AlarmEngine, snapshot: EngineSnapshot): void {
  engine.begun = snapshot.begun;
  engine.changeSite(parseSite(snapshot.site));
  engine.ledger.restore(snapshot);
  Object.assign(engine.asked, snapshot.asked);
  engine.persons.restore(snapshot.persons ?? []);
  for (const kept of [...snapshot.devices, ...(snapshot.parts ?? [])]) {
    const device = deviceFrom(kept);
    if (device.system) engine.parts.set(partKey(device.system), device);
    else engine.devices.set(device.device, device);
    // What was breathed is judged before the next reading comes.
    for (const one of device.sensors.values()) if (one.breath) judgedBy(engine.rules, one, device);
    for (const found of findOpen(device)) {
      // Its limit is shown before the next reading comes.
      if (found.sensor) judgedBy(engine.rules, found.sensor, device);
      engine.ledger.note(found, recordOf(found, 0));
    }
    for (const one of tracksOf(device)) engine.ledger.watch(one, device);
  }
}
