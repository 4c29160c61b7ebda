// An alarm as it comes from outside. What a newer server may say otherwise is shown as well as it can be: an alarm that is
// left out is an alarm that nobody hears of.

import {
  ALARM_STATES,
  type Alarm,
  CONDITIONS,
  PRIORITIES,
  SYSTEM_PARTS,
  type SystemPart,
  TRANSITIONS,
} from "../../../../shared/entries/alarm.ts";
import type { SensorIdentity } from "../../../../shared/rules/reading.ts";
import type { AlarmEvent } from "../../../../shared/wire/alarms.ts";

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

const numberOrNull = (value: unknown): number | null => (isNumber(value) ? value : null);
const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

function oneOf<const T extends string>(names: readonly T[], value: unknown, fallback: T): T {
  return names.find((name) => name === value) ?? fallback;
}

function parseSensor(value: unknown): SensorIdentity | null {
  if (!isFields(value)) return null;
  const { key, type, unit } = value;
  if (typeof key !== "string" || typeof type !== "string") return null;
  return { key, type, ...(typeof unit === "string" ? { unit } : {}) };
}

function parseSystem(value: unknown): SystemPart | null {
  if (!isFields(value)) return null;
  const { id, name } = value;
  return { kind: oneOf(SYSTEM_PARTS, value["kind"], "server"), id: String(id), name: textOrNull(name) ?? "" };
}

function parseHighest(value: unknown, raisedAt: number): Alarm["highest"] {
  if (!isFields(value)) return { value: null, at: raisedAt };
  return { value: numberOrNull(value["value"]), at: isNumber(value["at"]) ? value["at"] : raisedAt };
}

/** What is known of somebody's answer, and of how it went on. */
function parseCourse(given: Fields) {
  return {
    acknowledgedAt: numberOrNull(given["acknowledgedAt"]),
    acknowledgedBy: textOrNull(given["acknowledgedBy"]),
    comment: textOrNull(given["comment"]),
    returnedAt: numberOrNull(given["returnedAt"]),
    endedAt: numberOrNull(given["endedAt"]),
    shelvedUntil: numberOrNull(given["shelvedUntil"]),
    quietUntil: numberOrNull(given["quietUntil"]),
    unsure: oneOf(["fault", "silent", "missing", "none"], given["unsure"], "none"),
  };
}

/** An alarm; undefined for what has no id, time or count of steps, and so is none. */
export function parseAlarm(given: unknown): Alarm | undefined {
  if (!isFields(given)) return undefined;
  const { id, raisedAt, knownAt, rev, ask } = given;
  if (typeof id !== "string" || !isNumber(raisedAt) || !isNumber(rev)) return undefined;
  const { unsure, ...course } = parseCourse(given);
  return {
    id,
    device: textOrNull(given["device"]),
    system: parseSystem(given["system"]),
    raisedAt,
    rev,
    knownAt: isNumber(knownAt) ? knownAt : raisedAt,
    ask: isNumber(ask) ? ask : rev,
    sensor: parseSensor(given["sensor"]),
    place: textOrNull(given["place"]),
    condition: parseCondition(given["condition"]),
    level: oneOf(["normal", "a1", "a2", "over"], given["level"], "normal"),
    side: oneOf(["high", "low"], given["side"], "high"),
    priority: oneOf(PRIORITIES, given["priority"], "medium"),
    state: oneOf(ALARM_STATES, given["state"], "active-unacknowledged"),
    value: numberOrNull(given["value"]),
    highest: parseHighest(given["highest"], raisedAt),
    limit: numberOrNull(given["limit"]),
    unit: textOrNull(given["unit"]) ?? "",
    late: given["late"] === true,
    drill: given["drill"] === true,
    needsTest: given["needsTest"] === true,
    count: isNumber(given["count"]) ? given["count"] : 1,
    ...course,
    unsure: unsure === "none" ? null : unsure,
  };
}

/** Kept as it is, also where this app has no words for it. */
function parseCondition(value: unknown): Alarm["condition"] {
  const known = CONDITIONS.find((name) => name === value);
  return known ?? (String(value) as Alarm["condition"]);
}

/** A step of the stream; undefined for what is none. */
export function parseAlarmEvent(given: unknown): AlarmEvent | undefined {
  const alarm = parseAlarm(given);
  if (!alarm || !isFields(given) || !isNumber(given["seq"])) return undefined;
  return { ...alarm, seq: given["seq"], to: oneOf(TRANSITIONS, given["to"], "raised") };
}

/** A page of alarms; undefined for an answer that is none, be it for one alarm that cannot be read. */
export function parseAlarms(
  answer: unknown,
): { readonly alarms: readonly Alarm[]; readonly cursor?: string } | undefined {
  if (!isFields(answer) || !Array.isArray(answer["alarms"])) return undefined;
  const alarms = answer["alarms"].map(parseAlarm);
  const known = alarms.filter((alarm) => alarm !== undefined);
  if (known.length !== alarms.length) return undefined;
  const { cursor } = answer;
  return { alarms: known, ...(typeof cursor === "string" ? { cursor } : {}) };
}
