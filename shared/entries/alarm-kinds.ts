// The kinds of entries that concern alarms, by some members of each: whoever reads one checks no more.

import type {
  AckEntry,
  AlarmEntry,
  AlarmLogEntry,
  DrillEntry,
  ServerEntry,
  ShelveEntry,
  TimerEntry,
} from "./alarm.ts";
import type { EntryKind } from "./kinds.ts";

type Members = { readonly [member: string]: unknown };

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
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
  alarm: {
    ...knownBy<AlarmEntry>(
      "alarm",
      ({ key, to, device, alarm }) =>
        [key, to, device].every((text) => typeof text === "string") && isObject(alarm),
    ),
    streamEvent: "alarm",
  },
};
