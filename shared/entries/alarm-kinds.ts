// The kinds of entries that concern alarms, by some members of each: whoever reads one checks no more.

import {
  type AckEntry,
  type AlarmEntry,
  type AlarmLogEntry,
  type ConditionEntry,
  type DrillEntry,
  PART_CONDITIONS,
  type ServerEntry,
  type ShelveEntry,
  SYSTEM_PARTS,
  type TimerEntry,
} from "./alarm.ts";
import { type InstrumentTestEntry, TEST_KINDS } from "./instrument-test.ts";
import type { EntryKind } from "./kinds.ts";

type Members = { readonly [member: string]: unknown };

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isPart(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, name } = value as Members;
  return SYSTEM_PARTS.some((known) => known === kind) && typeof id === "string" && typeof name === "string";
}

function isTimeOrNull(value: unknown): boolean {
  return value === null || Number.isFinite(value);
}

/** A kind that is known by some of its members. */
function knownBy<Known extends AlarmLogEntry>(
  kind: Known["kind"],
  isFit: (members: Members) => boolean,
): EntryKind<Known> {
  return {
    kind,
    parse: (entry) => (isFit(entry as unknown as Members) ? (entry as unknown as Known) : undefined),
    about: (entry) => ("device" in entry && entry.device !== undefined ? { device: entry.device } : {}),
  };
}

/** Their descriptions. */
export const ALARM_KINDS = {
  ack: knownBy<AckEntry>(
    "ack",
    ({ alarm, seen, tappedAt }) =>
      typeof alarm === "string" && Number.isFinite(seen) && Number.isFinite(tappedAt),
  ),
  shelve: knownBy<ShelveEntry>(
    "shelve",
    ({ device, sensor, until }) => typeof device === "string" && isObject(sensor) && isTimeOrNull(until),
  ),
  drill: {
    ...knownBy<DrillEntry>("drill", ({ devices, until }) => Array.isArray(devices) && isTimeOrNull(until)),
    streamEvent: "drill",
    about: ({ devices: [device, ...others] }: DrillEntry) =>
      device === undefined || others.length > 0 ? {} : { device },
  },
  timer: knownBy<TimerEntry>(
    "timer",
    ({ device, subject, armedBy }) =>
      typeof device === "string" && typeof subject === "string" && Number.isFinite(armedBy),
  ),
  server: knownBy<ServerEntry>("server", ({ what }) => typeof what === "string"),
  condition: knownBy<ConditionEntry>(
    "condition",
    ({ part, condition, rank }) =>
      isPart(part) &&
      PART_CONDITIONS.some((known) => known === condition) &&
      [0, 1, 2, 3].some((known) => known === rank),
  ),
  test: {
    ...knownBy<InstrumentTestEntry>(
      "test",
      ({ device, what, passed, testedAt }) =>
        typeof device === "string" &&
        TEST_KINDS.some((known) => known === what) &&
        typeof passed === "boolean" &&
        Number.isFinite(testedAt),
    ),
    streamEvent: "test",
  },
  alarm: {
    ...knownBy<AlarmEntry>(
      "alarm",
      ({ key, to, device, alarm }) =>
        [key, to, device].every((text) => typeof text === "string") && isObject(alarm),
    ),
    streamEvent: "alarm",
  },
};
