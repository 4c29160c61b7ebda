// What a device says of its own alarm: it knows things that no limit of ours does, such as a person who does not move.

import { countMembers } from "../../shared/ground/count-members.ts";
import { remember } from "../../shared/ground/remember.ts";
import type { Json, SensorValue } from "../../shared/rules/reading.ts";

/** Members of a reading by which a device calls for help, as `plainOf` leaves them. */
const CALLS: ReadonlySet<string> = new Set(
  "sos panic emergency mandown fall falldetected nomotion alarm".split(" "),
);
/** Members that may say it in words. */
const STATUS: ReadonlySet<string> = new Set(["stat", "status", "state", "alarmstate", "alarmstatus"]);
/** Words of a status that are an alarm. */
const ALARM_WORDS =
  /^(alarm\d?|a[12]|al[12]|hi|hihi|high|highalarm|lo|lolo|low|lowalarm|over|ol|overrange|stel|twa|sos|mandown|panic|emergency)$/;

function plainOf(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, "");
}

/** Whether the value of such a member means yes. */
function isYes(value: Json | undefined): boolean {
  if (typeof value === "string") return !/^(|0|no|off|false|none|ok|normal|idle)$/.test(plainOf(value));
  return value === true || (typeof value === "number" && value !== 0);
}

type Meaning = "call" | "status" | "nothing";

/** Member names whose meaning is remembered: each device names the same each time. */
const MAX_MEANINGS = 1_000;

/** What a member's name means, as it is posted. */
const meaningOf = remember(MAX_MEANINGS, (member: string): Meaning => {
  const name = plainOf(member);
  if (CALLS.has(name)) return "call";
  return STATUS.has(name) ? "status" : "nothing";
});

function saysAlarm(member: string, value: Json | undefined): boolean {
  const meaning = meaningOf(member);
  if (meaning === "nothing") return false;
  if (meaning === "call") return isYes(value);
  return typeof value === "string" && ALARM_WORDS.test(plainOf(value));
}

/** Whether a device says in its reading that there is an alarm, and by which member; undefined where it says nothing of it. */
export function calledIn(extra: { readonly [member: string]: Json } | undefined): string | undefined {
  if (extra === undefined) return undefined;
  return Object.keys(extra).find((member) => saysAlarm(member, extra[member]));
}

/** The same of one sensor's part of a reading. */
export function sensorCalls(sensor: SensorValue): boolean {
  // Nearly all have a type and a value and nothing else.
  if (countMembers(sensor) === 2) return false;
  for (const member in sensor)
    if (member !== "type" && member !== "val" && saysAlarm(member, sensor[member])) return true;
  return false;
}
