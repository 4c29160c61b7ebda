// From a foreign payload to readings, by a mapping or, without one, by what the payload says of itself.

import { isMembers, parseNumber } from "../../ground/members.ts";
import type { Json } from "../reading.ts";
import { scale } from "../units.ts";
import { guessMembers, type ReadSensor } from "./guess-members.ts";
import type { MappedField, Mapping } from "./mapping.ts";
import { leavesOf, MAX_LEAVES, valueAt } from "./members-of-payload.ts";
import { readBytes } from "./read-bytes.ts";

/** Most readings that one payload may hold. */
const MAX_READINGS = 1_000;

/** What came, in a form of its own. */
export interface Payload {
  /** What a codec, or the sender itself, made of it; undefined for none. */
  readonly members?: unknown;
  readonly bytes?: Uint8Array | undefined;
}

/** One reading of a payload, as far as that says it; the parser of readings looks at what is unfit. */
export interface PayloadReading {
  readonly id?: unknown;
  readonly pct?: unknown;
  readonly ts?: unknown;
  readonly sensors: readonly unknown[];
}

/**
 * What a payload was understood as. `own`: it has Davy's own shape; `mapping`: by a mapping's fields; `names`: by the names of its members;
 * `raw`: bytes that nobody has said the meaning of; `nothing`: no gas is in it; `passed-over`: a mapping says that it is no reading.
 */
export interface Understood {
  readonly how: "own" | "mapping" | "names" | "raw" | "nothing" | "passed-over";
  /** One, unless it is passed over or holds several. */
  readonly readings: readonly PayloadReading[];
  /** Paths of numbers that became no part of a reading. */
  readonly unread: readonly string[];
  /** Paths of gases whose unit nobody has said: they are taken as ppm. */
  readonly unitless: readonly string[];
  /** It has more values than are looked at. */
  readonly isCut?: true;
  /** Fields of the mapping that the payload does not have. */
  readonly missing: readonly string[];
}

const NONE = { readings: [], unread: [], unitless: [], missing: [] } as const;

/** Reads a payload. Never throws, whatever it holds. */
export function readPayload(payload: Payload, mapping: Mapping | undefined): Understood {
  if (mapping?.passOver) return { ...NONE, how: "passed-over" };
  if (mapping && mapping.fields.length > 0) return readMapped(payload, mapping.fields);
  const own = ownReadings(payload.members);
  if (own) return { ...NONE, how: "own", readings: own };
  return readNames(payload);
}

/** Readings that are in Davy's own shape: one, a list of them, or a list in `readings`. */
function ownReadings(members: unknown): readonly PayloadReading[] | undefined {
  const list = isMembers(members) && Array.isArray(members["readings"]) ? members["readings"] : members;
  const items: readonly unknown[] = Array.isArray(list) ? list : [list];
  if (items.length === 0 || items.length > MAX_READINGS || !items.every(isOwn)) return undefined;
  return items;
}

function isOwn(value: unknown): value is PayloadReading {
  if (!isMembers(value) || !Array.isArray(value["sensors"])) return false;
  const sensors: readonly unknown[] = value["sensors"];
  return sensors.every((sensor) => isMembers(sensor) && "type" in sensor);
}

function readNames({ members, bytes }: Payload): Understood {
  const leaves = leavesOf(members);
  const { sensors, id, battery, time, taken, unitless } = guessMembers(leaves);
  const reading = {
    ...(id === undefined ? {} : { id }),
    ...(battery === undefined ? {} : { pct: battery }),
    ...(time === undefined ? {} : { ts: time }),
    sensors,
  };
  const unread = leaves
    .filter(({ path, value }) => typeof value === "number" && !taken.includes(path))
    .map(({ path }) => path);
  const isRaw = leaves.length === 0 && bytes !== undefined && bytes.length > 0;
  const how = sensors.length > 0 ? "names" : isRaw ? "raw" : "nothing";
  const cut = leaves.length >= MAX_LEAVES ? { isCut: true as const } : {};
  return { how, readings: [reading], unread, unitless, missing: [], ...cut };
}

/** A field's values: several where a list stands at its place. Undefined where there is none. */
function valuesOf({ from }: MappedField, { members, bytes }: Payload): readonly Json[] | undefined {
  if (typeof from !== "string") {
    const number = bytes === undefined ? undefined : readBytes(bytes, from);
    return number === undefined ? undefined : [number];
  }
  const value = valueAt(members, from);
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]) as readonly Json[];
}

/** How a field is named to people. */
function nameOfField({ from }: Pick<MappedField, "from">): string {
  return typeof from === "string" ? from : `bytes ${from.offset} to ${from.offset + from.width - 1}`;
}

function sensorOf({ type = "", unit, factor = 1 }: MappedField, value: Json): ReadSensor {
  const number = parseNumber(value);
  const val = number === undefined ? value : scale(number, factor);
  return { type, val, ...(unit === undefined ? {} : { unit }) };
}

function readMapped(payload: Payload, fields: readonly MappedField[]): Understood {
  const reading: { pct?: Json; ts?: Json; sensors: ReadSensor[] } = { sensors: [] };
  const missing: string[] = [];
  for (const field of fields) {
    const values = valuesOf(field, payload);
    const [first] = values ?? [];
    if (values === undefined || first === undefined) missing.push(nameOfField(field));
    else if (field.to === "sensor") reading.sensors.push(...values.map((value) => sensorOf(field, value)));
    else if (field.to === "battery") reading.pct = sensorOf(field, first).val;
    else reading.ts = sensorOf(field, first).val;
  }
  const paths = fields.flatMap(({ from }) => (typeof from === "string" ? [from] : []));
  const isRead = (path: string) => paths.some((one) => path === one || path.startsWith(`${one}.`));
  const unread = leavesOf(payload.members)
    .filter(({ path, value }) => typeof value === "number" && !isRead(path))
    .map(({ path }) => path);
  const isEmpty = missing.length === fields.length;
  return { how: isEmpty ? "nothing" : "mapping", readings: [reading], unread, unitless: [], missing };
}

/** The id that a mapping's template gives; undefined where a part of it is not there. */
export function fillDevice(template: string, source: string, members: unknown): string | undefined {
  const steps = source.split("/");
  let isWhole = true;
  const filled = template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = /^\d+$/.test(name) ? steps[Number(name)] : valueAt(members, name);
    if (typeof value === "string" || typeof value === "number") return String(value);
    isWhole = false;
    return "";
  });
  return isWhole && filled !== "" ? filled : undefined;
}
