// The one hot parser: what a device sent → a reading on its way to the log, or everything that is wrong with it.
// Hand-written because every reading passes here; all else at the edges is checked by zod. A reading is refused only when
// it cannot be told whose it is or nothing of it can be kept; all else that is unfit is said in warnings.

import type { ReadingDraft } from "../../shared/entries/entry.ts";
import { countMembers } from "../../shared/ground/count-members.ts";
import { hasHalfCharacter } from "../../shared/ground/half-character.ts";
import { isMembers, type Members, parseNumber } from "../../shared/ground/members.ts";
import { type DeviceTime, parseDeviceTime } from "../../shared/ground/time.ts";
import { type Json, MAX_ID_LENGTH, PATH_STEPS } from "../../shared/rules/reading.ts";
import { describeFlatPost } from "./flat-post.ts";
import {
  charactersOf,
  isShallow,
  isTooDeep,
  MAX_DEPTH,
  MAX_EXTRA_CHARACTERS,
  MAX_EXTRAS,
  show,
} from "./json-value.ts";
import { parseSensors } from "./parse-sensors.ts";

const MAX_UID_LENGTH = 100;
const MAX_TIME_LENGTH = 64;
const READING_MEMBERS = new Set(["id", "pct", "ts", "sensors", "uid"]);
const TIME_FORMS = "Send unix seconds, ms, µs or ns, or ISO 8601 with a zone";

/** A reading, with the sender's own key if it gave one and what its sender should hear; or the problems, in words. */
export type ParsedReading =
  | {
      readonly draft: ReadingDraft;
      readonly uid?: string;
      /** What was unfit, and what became of it. */
      readonly warnings?: readonly string[];
      /** Something that was posted is not in the draft, and is to be kept elsewhere. */
      readonly isCut?: true;
      readonly problems?: undefined;
    }
  | { readonly problems: readonly string[] };

/** What the original answers when the id is not there. */
export const MISSING_FIELDS = "Missing required fields: 'pct' or 'id'";
/** What the original answers to a body without anything in it. */
export const NO_PAYLOAD = "No JSON payload provided";

/** What is to be said of a reading that is taken: of nearly all nothing, and no list is made for them. */
class Remarks {
  warnings: string[] | undefined;
  isCut = false;

  warn(...warnings: readonly string[]): void {
    if (warnings.length > 0) this.warnings = [...(this.warnings ?? []), ...warnings];
  }
}

/** What is wrong with an id; undefined when nothing is. */
function problemOfId(id: unknown): string | undefined {
  if (typeof id !== "string" || id === "") return `id must be text that is not empty, not ${show(id)}`;
  if (hasHalfCharacter(id)) return `id must be text of whole characters, not ${show(id)}`;
  if (id.length > MAX_ID_LENGTH) return `id must have at most ${MAX_ID_LENGTH} characters, not ${id.length}`;
  if (PATH_STEPS.includes(id)) return "id must be more than dots, which mean something else in an address";
  return undefined;
}

function parseBattery(value: unknown, remarks: Remarks): number | null {
  // Mains-powered detectors have none.
  if (value === undefined || value === null) return null;
  const battery = parseNumber(value);
  if (battery === undefined)
    remarks.warn(`pct must be a number, not ${show(value)}; the battery was kept as unknown`);
  return battery ?? null;
}

function parseTime(value: unknown, remarks: Remarks): DeviceTime {
  if (value === undefined || value === null) return null;
  const isNumber = typeof value === "number" && Number.isFinite(value);
  const isText = typeof value === "string" && value.length <= MAX_TIME_LENGTH;
  const time = isNumber || isText ? value : null;
  if (isNumber || (time !== null && parseDeviceTime(time) !== undefined)) return time;
  if (time === null) remarks.isCut = true;
  remarks.warn(`ts ${show(value)} was not understood, and the time of arrival taken instead. ${TIME_FORMS}`);
  return time;
}

function parseUid(value: unknown, remarks: Remarks): string | undefined {
  if (value === undefined || value === null) return undefined;
  const uid = typeof value === "number" ? String(value) : value;
  if (typeof uid === "string" && uid !== "" && uid.length <= MAX_UID_LENGTH) return uid;
  remarks.isCut = true;
  const wanted = `text of 1 to ${MAX_UID_LENGTH} characters, not ${show(value)}`;
  remarks.warn(`uid must be ${wanted}; without it a repetition of this reading is not recognised`);
  return undefined;
}

/** The members beyond the known ones, as many of them as can be kept. */
function parseExtra(value: Members, remarks: Remarks): { readonly [member: string]: Json } | undefined {
  const names: string[] = [];
  for (const name in value) if (!READING_MEMBERS.has(name)) names.push(name);
  if (names.length === 0) return undefined;
  let room: number = MAX_EXTRA_CHARACTERS.reading;
  const fits = (name: string) => {
    if (!isShallow(value[name], MAX_DEPTH)) return false;
    const characters = name.length + charactersOf(value[name]);
    if (characters > room) return false;
    room -= characters;
    return true;
  };
  const kept = names.filter(fits).slice(0, MAX_EXTRAS);
  if (kept.length < names.length) {
    const lost = names.filter((name) => !kept.includes(name)).slice(0, 3);
    remarks.isCut = true;
    remarks.warn(
      `the reading has more, longer or deeper nested members than can be kept; left out: ${lost.map(show).join(", ")}`,
    );
  }
  // fromEntries defines even a member named __proto__ as an ordinary one. Each was looked at above.
  return Object.fromEntries(kept.map((name) => [name, value[name]])) as { [member: string]: Json };
}

/** Whether writing down what was sent could fail; the known members are looked at only when something was unfit. */
function problemOfDepth(value: unknown): string | undefined {
  return isTooDeep(value)
    ? "the reading nests deeper than can be kept; nothing in it may nest deeper than 8"
    : undefined;
}

/**
 * Parses what a device sent as one reading. Never throws; all problems are named together. When it was measured is not
 * judged here.
 */
export function parseReading(value: unknown): ParsedReading {
  if (!isMembers(value)) {
    const problem = `a reading must be a JSON object, not ${show(value)}`;
    return { problems: [problem, problemOfDepth(value)].filter((text) => text !== undefined) };
  }
  if (countMembers(value) === 0) return { problems: [NO_PAYLOAD] };
  if (value["id"] == null) return { problems: [MISSING_FIELDS] };
  const device = Number.isFinite(value["id"]) ? String(value["id"]) : value["id"];
  const remarks = new Remarks();
  const battery = parseBattery(value["pct"], remarks);
  const deviceTime = parseTime(value["ts"], remarks);
  const { sensors, warnings, isCut, problem } = parseSensors(value["sensors"]);
  const uid = parseUid(value["uid"], remarks);
  const extra = parseExtra(value, remarks);
  remarks.warn(...warnings);
  remarks.isCut ||= isCut;
  const depthProblem = remarks.warnings || problem !== undefined ? problemOfDepth(value) : undefined;
  const idProblem = problemOfId(device);
  if ((idProblem ?? problem ?? depthProblem) !== undefined || typeof device !== "string") {
    const problems = [idProblem, problem, depthProblem].filter((text) => text !== undefined);
    return { problems: [...problems, ...(remarks.warnings ?? [])] };
  }
  if (extra && value["sensors"] == null) remarks.warn(...describeFlatPost(value, extra));
  const known = { kind: "reading" as const, device, measuredAt: null, deviceTime, battery, sensors };
  const draft = extra ? { ...known, extra } : known;
  if (uid === undefined && !remarks.warnings && !remarks.isCut) return { draft };
  return {
    draft,
    ...(uid === undefined ? {} : { uid }),
    ...(remarks.warnings ? { warnings: remarks.warnings } : {}),
    ...(remarks.isCut ? { isCut: true } : {}),
  };
}
