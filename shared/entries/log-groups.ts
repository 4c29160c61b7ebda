// Groups of entries by what people look for in the log of the site.

import type { AlarmEntry } from "./alarm.ts";
import type { StampedEntry } from "./entry.ts";

/**
 * `alarm`: gas and calls for help; `answer`: what people said and did to alarms; `instrument`: faults, batteries, tests of instruments
 * and of the sound of displays; `outage`: what fell silent and came back, be it a device, a gateway, a display or the server;
 * `setting`; `access`: who was let in and out; `notice`: who was told of alarms.
 */
export const LOG_GROUPS = ["alarm", "answer", "instrument", "outage", "setting", "access", "notice"] as const;
export type LogGroup = (typeof LOG_GROUPS)[number];

/** Kinds of entries that may hold something of a group. */
export const GROUP_KINDS: { readonly [Group in LogGroup]: readonly string[] } = {
  alarm: ["alarm"],
  answer: ["ack", "shelve", "drill"],
  instrument: ["alarm", "test", "access"],
  outage: ["alarm", "access", "server"],
  setting: ["setting", "site", "forget", "settings-found", "guidance", "mapping", "wearer", "notice-setup"],
  access: ["access"],
  notice: ["notice"],
};

const OUTAGES: ReadonlySet<string> = new Set(["silent", "gateway", "display", "channel", "disk", "clock"]);
const GAS: ReadonlySet<string> = new Set(["a1", "a2", "over", "call"]);

function alarmGroup({ alarm }: Partial<AlarmEntry>): LogGroup {
  const condition = alarm?.condition ?? "";
  if (OUTAGES.has(condition)) return "outage";
  return GAS.has(condition) ? "alarm" : "instrument";
}

function accessGroup(what: string): LogGroup {
  if (/^display-(lost|back)$/.test(what)) return "outage";
  return what.startsWith("display-sound-") ? "instrument" : "access";
}

/** The group of an entry; undefined for one that people do not look for. */
export function logGroupOf(entry: StampedEntry): LogGroup | undefined {
  switch (entry.kind) {
    case "alarm":
      return alarmGroup(entry as Partial<AlarmEntry>);
    case "access":
      return accessGroup(String((entry as { what?: unknown }).what));
    case "server":
      return "outage";
    case "test":
      return "instrument";
    default:
      return LOG_GROUPS.find((group) => GROUP_KINDS[group].includes(entry.kind));
  }
}
