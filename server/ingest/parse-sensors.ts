// The sensors of a post. One of them that is unfit costs the others nothing: its value becomes null and says why.

import { countMembers } from "../../shared/ground/count-members.ts";
import { isMembers, type Members, parseNumber } from "../../shared/ground/members.ts";
import { MAX_SENSORS, MAX_TYPE_LENGTH, type SensorValue } from "../../shared/rules/reading.ts";
import { charactersOf, isShallow, MAX_DEPTH, MAX_EXTRA_CHARACTERS, MAX_EXTRAS, show } from "./json-value.ts";

/** Why a value became null. The words are kept beside the reading. */
export type Fault = "not a number" | "out of range" | "missing";

const NO_SENSORS: readonly SensorValue[] = [];
/** What instruments and languages write for a value beyond what they can show: infinite, overload, over range. */
const BEYOND =
  /^\s*[+-]?(?:inf(?:inity)?|∞|1\.#inf\w*|o\.?l|ovf|of|or|over|overload|over ?range|under ?range)\s*$/i;

/** What the sensors of a post gave: those that can be kept, and what has to be said of the others. */
export interface ParsedSensors {
  readonly sensors: readonly SensorValue[];
  /** What was changed, or left out. */
  readonly warnings: readonly string[];
  /** Something that was posted is in none of the sensors. */
  readonly isCut: boolean;
  /** Why nothing of them can be kept. */
  readonly problem?: string;
}

const NO_WARNINGS: readonly string[] = [];
const NONE: ParsedSensors = { sensors: NO_SENSORS, warnings: NO_WARNINGS, isCut: false };

function refuse(problem: string): ParsedSensors {
  return { ...NONE, problem };
}

/** Why a value is unfit; undefined for a number, its text, and null. */
function faultIn(val: unknown): Fault | undefined {
  if (val === null || parseNumber(val) !== undefined) return undefined;
  if (val === undefined) return "missing";
  const isBeyond = typeof val === "number" ? !Number.isNaN(val) : typeof val === "string" && BEYOND.test(val);
  return isBeyond ? "out of range" : "not a number";
}

/** Beside the type, the texts of a sensor that screens, streams and files repeat with each of its readings. */
const REPEATED = ["unit", "fault"] as const;

function isLong(text: unknown): text is string {
  return typeof text === "string" && text.length > MAX_TYPE_LENGTH;
}

/** Whether the members of a sensor, so many of them, are few, short and shallow enough. */
function isKeepable(sensor: Members, members: number): boolean {
  const isFlat = members <= MAX_EXTRAS && isShallow(sensor, MAX_DEPTH);
  return isFlat && charactersOf(sensor) <= MAX_EXTRA_CHARACTERS.sensor;
}

/** Whether a sensor can be kept exactly as it came, as nearly all can. */
function isPlain(sensor: unknown): sensor is SensorValue {
  if (!isMembers(sensor)) return false;
  const { type, val } = sensor;
  if (typeof type !== "string" || type === "" || type.length > MAX_TYPE_LENGTH) return false;
  if (val !== null && !(typeof val === "number" && Number.isFinite(val))) return false;
  const members = countMembers(sensor);
  if (members === 2) return true;
  return isKeepable(sensor, members) && !REPEATED.some((name) => isLong(sensor[name]));
}

/** Gathers what becomes of sensors that cannot all be kept as they came. */
class Mending {
  readonly sensors: SensorValue[] = [];
  readonly warnings: string[] = [];
  readonly leftOut: string[] = [];

  add(sensor: unknown, place: number): void {
    if (isPlain(sensor)) {
      this.sensors.push(sensor);
      return;
    }
    if (!isMembers(sensor)) {
      this.leftOut.push(`sensors[${place}] must be an object with type and val, not ${show(sensor)}`);
      return;
    }
    const type = typeof sensor["type"] === "number" ? String(sensor["type"]) : sensor["type"];
    if (typeof type === "string" && type !== "" && type.length <= MAX_TYPE_LENGTH)
      this.sensors.push(this.#mended(sensor, type, place));
    else {
      const wanted = `text of 1 to ${MAX_TYPE_LENGTH} characters`;
      this.leftOut.push(`sensors[${place}].type must be ${wanted}, not ${show(sensor["type"])}`);
    }
  }

  #mended(sensor: Members, type: string, place: number): SensorValue {
    const { val } = sensor;
    const fault = faultIn(val);
    const members = this.#membersOf(sensor, place);
    if (fault === undefined)
      return { ...members, type, val: val === null ? null : (parseNumber(val) ?? null) };
    const what = fault === "missing" ? "is missing" : `${show(val)} is ${fault}`;
    this.warnings.push(`sensors[${place}].val (${type}) ${what}; it was kept as a fault of the sensor`);
    return { ...members, type, val: null, fault };
  }

  /** The members beyond type and val, where they can be kept. */
  #membersOf({ type, val, ...others }: Members, place: number): Partial<SensorValue> {
    const repeated: Record<string, unknown> = {};
    for (const name of REPEATED) {
      const text = others[name];
      if (typeof text === "string") repeated[name] = text.slice(0, MAX_TYPE_LENGTH);
      if (isLong(text))
        this.leftOut.push(
          `what sensors[${place}].${name} has beyond ${MAX_TYPE_LENGTH} characters cannot be kept`,
        );
    }
    const all = { ...others, ...repeated };
    const isKept = isKeepable(all, countMembers(all) + 2);
    if (!isKept)
      this.leftOut.push(`sensors[${place}] has more, longer or deeper nested members than can be kept`);
    const kept = isKept ? all : repeated;
    return kept as Partial<SensorValue>;
  }
}

/** Parses the member `sensors` of a post. */
export function parseSensors(value: unknown): ParsedSensors {
  if (value === undefined || value === null) return NONE;
  if (!Array.isArray(value)) return refuse(`sensors must be an array, not ${show(value)}`);
  const { length } = value;
  if (length > MAX_SENSORS)
    return refuse(
      `sensors must have at most ${MAX_SENSORS} items, not ${length}; send the others in a post of their own`,
    );
  const sensors: readonly unknown[] = value;
  // As they came, so that no copies are made of thousands a second.
  if (sensors.every(isPlain)) return { sensors, warnings: NO_WARNINGS, isCut: false };
  const mending = new Mending();
  for (const [place, sensor] of sensors.entries()) mending.add(sensor, place);
  if (mending.sensors.length === 0) return refuse(mending.leftOut.join("; "));
  const { warnings, leftOut } = mending;
  const said = leftOut.map((text) => `${text}; it was left out, the rest is stored`);
  return { sensors: mending.sensors, warnings: [...warnings, ...said], isCut: leftOut.length > 0 };
}
