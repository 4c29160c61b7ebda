// The one hot parser: what a device sent → a reading on its way to the log, or everything that is wrong with it.
// Hand-written because every reading passes here; all else at the edges is checked by zod.

import { countMembers } from "../../shared/count-members.ts";
import type { ReadingDraft } from "../../shared/entry.ts";
import {
  type DeviceTime,
  type Json,
  MAX_ID_LENGTH,
  MAX_SENSORS,
  MAX_TYPE_LENGTH,
  PATH_STEPS,
  type SensorValue,
} from "../../shared/reading.ts";

/** Deepest nesting of members beyond the known ones; nothing known in the field nests deeper than two. */
const MAX_DEPTH = 8;
/** Most members beyond the known ones, of a reading or of a sensor. */
const MAX_EXTRAS = 32;
const MAX_UID_LENGTH = 100;
/** Half a character: UTF-8 cannot carry it, so it would not come back as it was sent. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const NO_SENSORS: readonly SensorValue[] = [];
const READING_MEMBERS = new Set(["id", "pct", "ts", "sensors", "uid"]);

/** A reading, with the sender's own key if it gave one; or the problems, in words. */
export type ParsedReading =
  | { readonly draft: ReadingDraft; readonly uid?: string; readonly problems?: undefined }
  | { readonly problems: readonly string[] };

type Members = { readonly [member: string]: unknown };

/** What the original answers when the battery or the id is not there. */
export const MISSING_FIELDS = "Missing required fields: 'pct' or 'id'";
/** What the original answers to a body without anything in it. */
export const NO_PAYLOAD = "No JSON payload provided";

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** A finite number, also from its text ("90"); else undefined. */
function parseNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  // Number() also reads "0x10" and "Infinity", which no device means.
  return Number.isFinite(number) && /^[\s\d.eE+-]+$/.test(value) ? number : undefined;
}

function isShallow(value: unknown, depth: number): value is Json {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.values(value).every((member) => isShallow(member, depth - 1));
}

/** What is wrong with an id that is text; undefined when nothing is. */
function problemOfId(id: string): string | undefined {
  if (id.length > MAX_ID_LENGTH) return `must have at most ${MAX_ID_LENGTH} characters, not ${id.length}`;
  if (PATH_STEPS.includes(id)) return "must be more than dots, which mean something else in an address";
  return id === "" || LONE_SURROGATE.test(id) ? `must be text that is not empty, not ${show(id)}` : undefined;
}

function parseId(value: unknown, problems: string[]): string {
  const id = typeof value === "number" ? String(value) : value;
  const isText = typeof id === "string";
  const problem = isText ? problemOfId(id) : `must be text that is not empty, not ${show(value)}`;
  if (isText && problem === undefined) return id;
  problems.push(`id ${problem}`);
  return "";
}

function problemOfSensor(value: unknown): string | undefined {
  if (!isMembers(value)) return ` must be an object with type and val, not ${show(value)}`;
  const { type, val } = value;
  if (typeof type !== "string" || type === "" || type.length > MAX_TYPE_LENGTH)
    return `.type must be text of 1 to ${MAX_TYPE_LENGTH} characters, not ${show(type)}`;
  if (val !== null && parseNumber(val) === undefined)
    return `.val must be a number or null, not ${show(val)}`;
  const members = countMembers(value);
  if (members > 2 && (members > MAX_EXTRAS || !isShallow(value, MAX_DEPTH)))
    return " has more, or deeper nested, members than can be kept";
  return undefined;
}

/** A number that was sent as text becomes one. */
function withNumber(sensor: Members): Members {
  return typeof sensor["val"] === "string" ? { ...sensor, val: parseNumber(sensor["val"]) } : sensor;
}

function parseSensors(value: unknown, problems: string[]): readonly SensorValue[] {
  if (value === undefined || value === null) return NO_SENSORS;
  if (!Array.isArray(value)) {
    problems.push(`sensors must be an array, not ${show(value)}`);
    return NO_SENSORS;
  }
  if (value.length > MAX_SENSORS) {
    problems.push(`sensors must have at most ${MAX_SENSORS} items, not ${value.length}`);
    return NO_SENSORS;
  }
  const sensors: readonly unknown[] = value;
  let hasTexts = false;
  for (let index = 0; index < sensors.length; index += 1) {
    const sensor = sensors[index];
    const problem = problemOfSensor(sensor);
    if (problem !== undefined) problems.push(`sensors[${index}]${problem}`);
    else hasTexts ||= isMembers(sensor) && typeof sensor["val"] === "string";
  }
  // Kept as they came, so that further members survive, and no copies are made of thousands a second. Each was checked above.
  return (hasTexts ? (sensors as Members[]).map(withNumber) : sensors) as readonly SensorValue[];
}

function parseTime(value: unknown, problems: string[]): DeviceTime {
  if (value === undefined || value === null || (typeof value === "number" && Number.isFinite(value)))
    return value ?? null;
  if (typeof value === "string" && value.length <= 64) return value;
  problems.push(`ts must be a number or text of at most 64 characters, not ${show(value)}`);
  return null;
}

function parseUid(value: unknown, problems: string[]): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (
    typeof value === "number" ||
    (typeof value === "string" && value !== "" && value.length <= MAX_UID_LENGTH)
  )
    return String(value);
  problems.push(`uid must be text of 1 to ${MAX_UID_LENGTH} characters, not ${show(value)}`);
  return undefined;
}

function parseExtra(value: Members, problems: string[]): { readonly [member: string]: Json } | undefined {
  const names: string[] = [];
  for (const name in value) if (!READING_MEMBERS.has(name)) names.push(name);
  if (names.length === 0) return undefined;
  const extras = names.map((name) => [name, value[name]] as const);
  if (names.length <= MAX_EXTRAS && extras.every(([, member]) => isShallow(member, MAX_DEPTH))) {
    // fromEntries defines even a member named __proto__ as an ordinary one.
    return Object.fromEntries(extras) as { [member: string]: Json };
  }
  problems.push(`the reading has more, or deeper nested, members than can be kept`);
  return undefined;
}

/**
 * Parses what a device sent as one reading. Never throws; all problems are named together. `judge` says when a reading with
 * such a time was measured; null means when it is received.
 */
export function parseReading(
  value: unknown,
  judge: (deviceTime: DeviceTime) => number | null,
): ParsedReading {
  if (!isMembers(value)) return { problems: [`a reading must be a JSON object, not ${show(value)}`] };
  if (countMembers(value) === 0) return { problems: [NO_PAYLOAD] };
  if (value["pct"] == null || value["id"] == null) return { problems: [MISSING_FIELDS] };
  const problems: string[] = [];
  const device = parseId(value["id"], problems);
  const battery = parseNumber(value["pct"]);
  if (battery === undefined) problems.push(`pct must be a number, not ${show(value["pct"])}`);
  const deviceTime = parseTime(value["ts"], problems);
  const sensors = parseSensors(value["sensors"], problems);
  const uid = parseUid(value["uid"], problems);
  const extra = parseExtra(value, problems);
  if (problems.length > 0 || battery === undefined) return { problems };
  const measuredAt = judge(deviceTime);
  const known = { kind: "reading" as const, device, measuredAt, deviceTime, battery, sensors };
  const draft = extra ? { ...known, extra } : known;
  return uid === undefined ? { draft } : { draft, uid };
}
