// Alarms as entries and screens have them: one episode of a condition that asks for an answer. Its id never changes.

import type { SensorIdentity } from "../rules/reading.ts";
import type { EventEntry } from "./entry.ts";
import type { InstrumentTestEntry } from "./instrument-test.ts";

/**
 * What an alarm is about. `a1`, `a2`: a value against its limits; `over`: above what the sensor can measure, or the lower explosive
 * limit; `call`: the device itself says that there is an alarm; `stel`, `twa`: what was breathed over a quarter of an hour, and over a shift,
 * against its limits; `fault` to `calibration` are about the instrument: `bump` and
 * `calibration` are overdue; the rest is about what the site itself is made of: a gateway that no longer posts, a display that shows
 * nothing or makes no sound, a notice that reached nobody, the server's own health.
 */
export const CONDITIONS = [
  "a1",
  "a2",
  "over",
  "call",
  "stel",
  "twa",
  "fault",
  "unrated",
  "silent",
  "battery",
  "clock",
  "bump",
  "calibration",
  "gateway",
  "display",
  "channel",
  "disk",
] as const;
export type AlarmCondition = (typeof CONDITIONS)[number];

export const ALARM_STATES = [
  "active-unacknowledged",
  "active-acknowledged",
  "returned-unacknowledged",
  "returned-latched",
  "ended",
] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

export const PRIORITIES = ["low", "medium", "high", "critical"] as const;
export type AlarmPriority = (typeof PRIORITIES)[number];

/** A step in the life of an alarm. */
export const TRANSITIONS = [
  "raised",
  "escalated",
  "eased",
  "reopened",
  "returned",
  "latched",
  "acknowledged",
  "worsened",
  "raised-late",
  "reasked",
  "shelved",
  "unshelved",
  "ended",
] as const;
export type AlarmTransition = (typeof TRANSITIONS)[number];

/** What a site is made of beside devices. `channel`: a way by which people are told; `server`: this one. */
export const SYSTEM_PARTS = ["gateway", "display", "channel", "server"] as const;

/** A part of the site that an alarm is about. */
export interface SystemPart {
  readonly kind: (typeof SYSTEM_PARTS)[number];
  readonly id: string;
  /** As people call it; empty where it has no name. */
  readonly name: string;
}

/** One alarm. Times are unix ms, values and limits in `unit`, as shown: with zero and gain. */
export interface Alarm {
  readonly id: string;
  /** Null where it is about a part of the site: then `system` says which. */
  readonly device: string | null;
  readonly system: SystemPart | null;
  /** Null where it is about the device, or a part of the site. */
  readonly sensor: SensorIdentity | null;
  /** The device's place when this was told; null for none. */
  readonly place: string | null;
  /** The worst that it was. */
  readonly condition: AlarmCondition;
  /** What it is now; `normal` when it has returned. */
  readonly level: "normal" | "a1" | "a2" | "over";
  readonly side: "high" | "low";
  readonly priority: AlarmPriority;
  readonly state: AlarmState;
  /** When it began, and when the server heard of that. */
  readonly raisedAt: number;
  readonly knownAt: number;
  /** The last value; null where there is none. */
  readonly value: number | null;
  readonly highest: { readonly value: number | null; readonly at: number };
  /** The limit of its condition; null where it has none. */
  readonly limit: number | null;
  readonly unit: string;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly comment: string | null;
  readonly returnedAt: number | null;
  readonly endedAt: number | null;
  readonly shelvedUntil: number | null;
  /** Why nobody knows whether the level still holds: a fault, silence, or a sensor missing among others of its gas. */
  readonly unsure: "fault" | "silent" | "missing" | null;
  /** It was measured in the past, and heard of later. */
  readonly late: boolean;
  readonly drill: boolean;
  /** The value was beyond what the sensor can measure: the alarm ends only after a test of the instrument was recorded. */
  readonly needsTest: boolean;
  /** How often it came again. */
  readonly count: number;
  /** It makes no sound before this moment; null for at once. */
  readonly quietUntil: number | null;
  /** Counts its steps up, with gaps. An answer names the one that it was given to. */
  readonly rev: number;
  /** The rev of the last step that asks for an answer. */
  readonly ask: number;
}

/** An answer to an alarm. `seen`: the rev that whoever answers had before them; `tappedAt`: when, by their own screen. */
export interface AckEntry extends EventEntry {
  readonly kind: "ack";
  readonly alarm: string;
  /** Whose alarm it is. */
  readonly device?: string;
  readonly seen: number;
  readonly tappedAt: number;
  readonly comment?: string;
  /** An answer that comes again with its key is the same answer. */
  readonly key?: string;
}

/** What can be kept quiet of a sensor. A2 and what is above it never is. */
export const SHELVED_CONDITIONS = ["a1", "stel", "twa"] as const;
export type ShelvedCondition = (typeof SHELVED_CONDITIONS)[number];

/** Keeps the alarms of a sensor for one condition quiet, A1 where none is said. `until: null` ends that. */
export interface ShelveEntry extends EventEntry {
  readonly kind: "shelve";
  readonly device: string;
  readonly sensor: SensorIdentity;
  readonly condition?: ShelvedCondition;
  readonly until: number | null;
  readonly reason: string;
}

/**
 * Tries the alarms of some devices out, or (`mode: "test"`) their instruments, with gas that is brought to them. `until: null` ends
 * either.
 */
export interface DrillEntry extends EventEntry {
  readonly kind: "drill";
  readonly mode?: "test";
  readonly devices: readonly string[];
  readonly until: number | null;
  readonly reason: string;
}

/** What a part of the site may be in. */
export const PART_CONDITIONS = ["gateway", "display", "channel", "disk"] as const;
export type PartCondition = (typeof PART_CONDITIONS)[number];

/** How bad a condition is that is not of gas: 0 all is well, 1 low, 2 medium, 3 high. */
export type ConditionRank = 0 | 1 | 2 | 3;

/** What the server found of a part of the site, which no reading tells: how it stands from now on. */
export interface ConditionEntry extends EventEntry {
  readonly kind: "condition";
  readonly part: SystemPart;
  readonly condition: PartCondition;
  readonly rank: ConditionRank;
  /** In words for whoever looks after the server. */
  readonly note?: string;
}

/** What is due in an alarm's life. */
const TIMERS = ["rearm", "unshelve", "silent", "drill-end", "bump", "calibration", "exposure"] as const;

/** A timer that went off. `armedBy` is the seq that armed it; `subject` names what it is of. */
export interface TimerEntry extends EventEntry {
  readonly kind: "timer";
  readonly timer: (typeof TIMERS)[number];
  readonly device: string;
  readonly subject: string;
  readonly armedBy: number;
  /** Unix ms. */
  readonly due: number;
}

/** The server began to judge, with the rules of a version. */
export interface ServerEntry extends EventEntry {
  readonly kind: "server";
  readonly what: "start" | "clock-step";
  /** After a start: when the log had been written to last, unix ms. From then on nothing was taken in. */
  readonly lastAt?: number;
  /** Of a clock that was set, or a machine that slept: by how much it leapt, ms. Nobody could be heard in between. */
  readonly stepMs?: number;
  readonly rules: number;
}

/** A step of an alarm. `cause` is the seq of the entry that it follows from; `by` who brought it about, if somebody did. */
export interface AlarmEntry extends EventEntry {
  readonly kind: "alarm";
  /** The same for the same step, whoever finds it. */
  readonly key: string;
  readonly cause: number;
  readonly to: AlarmTransition;
  /** Empty where it is about a part of the site: only those hear of it who see everything. */
  readonly device: string;
  readonly why?: string;
  readonly alarm: Alarm;
}

/** What concerns alarms in the log: what is done to them, and the steps that follow. */
export type AlarmLogEntry =
  | AckEntry
  | ShelveEntry
  | DrillEntry
  | TimerEntry
  | ServerEntry
  | ConditionEntry
  | InstrumentTestEntry
  | AlarmEntry;

/** Each without what the log gives it. */
type DraftOf<Kind extends EventEntry> = Kind extends EventEntry ? Omit<Kind, "seq" | "at"> : never;

/** What concerns alarms, on its way to the log. */
export type AlarmDraft = DraftOf<AlarmLogEntry>;
