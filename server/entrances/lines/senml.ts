// SenML in JSON (RFC 8428): a list of records, of which base values hold for those that follow.

import { isMembers, type Members, parseNumber } from "../../../shared/ground/members.ts";
import { gasNamedBy } from "../../../shared/rules/gas-names.ts";
import { sourceStep } from "../../../shared/rules/mapping/mapping.ts";
import { type Adapted, adaptedOf, type Uplink } from "../uplink.ts";

/** Most records of a pack. */
const MAX_RECORDS = 5_000;
/** RFC 8428, 4.5.3: what is less is counted from now, in seconds. */
const ABSOLUTE_FROM_S = 2 ** 28;
/** RFC 8428, 12.1, and its units of ratios; others keep their name. */
const UNITS: { readonly [unit: string]: { readonly unit: string; readonly factor: number } } = {
  "/": { unit: "ppm", factor: 1e6 },
  "%": { unit: "%vol", factor: 1 },
  "g/m3": { unit: "mg/m³", factor: 1_000 },
  "kg/m3": { unit: "mg/m³", factor: 1e6 },
};

/** A record with the base values in force. `time` is unix s; undefined: now. */
interface Resolved {
  readonly name: string;
  readonly base: string;
  readonly own: string;
  readonly time: number | undefined;
  readonly unit: string | undefined;
  readonly value: unknown;
}

/** The base values that are in force. */
interface Bases {
  name: string;
  time: number;
  unit: string | undefined;
  value: number;
}

function take(record: Members, bases: Bases): void {
  if (typeof record["bn"] === "string") bases.name = record["bn"];
  bases.time = parseNumber(record["bt"]) ?? bases.time;
  if (typeof record["bu"] === "string") bases.unit = record["bu"];
  bases.value = parseNumber(record["bv"]) ?? bases.value;
}

function resolve(record: Members, bases: Bases, nowS: number): Resolved {
  const own = typeof record["n"] === "string" ? record["n"] : "";
  const time = bases.time + (parseNumber(record["t"]) ?? 0);
  const number = parseNumber(record["v"]);
  // What is no number tells that the sensor gave none: it must not leave the last one standing.
  const value = number === undefined ? (record["vs"] ?? record["vb"] ?? record["v"]) : number + bases.value;
  return {
    name: bases.name + own,
    base: bases.name,
    own,
    time: time === 0 ? undefined : time < ABSOLUTE_FROM_S ? nowS + time : time,
    unit: typeof record["u"] === "string" ? record["u"] : bases.unit,
    value,
  };
}

/** A name's device and what of it is measured: what the base does not have, else what stands last. */
function split({ name, base, own }: Resolved): readonly [device: string, quantity: string] {
  const plain = (text: string) => text.replace(/[:/._-]+$/, "");
  if (plain(base) !== "" && own !== "") return [plain(base), own.replace(/^[:/._-]+/, "")];
  const [, device = "", quantity = name] = /^(.*)[:/._-]([^:/._-]+)$/.exec(name) ?? [];
  return [plain(device), quantity];
}

/** The member that a record becomes: its quantity, with a gas's unit. */
function memberOf(quantity: string, { unit = "", value }: Resolved): readonly [string, unknown] {
  const known = UNITS[unit];
  const number = typeof value === "number" && known ? value * known.factor : value;
  const isGas = gasNamedBy(quantity) !== undefined;
  const isCharge = unit === "%EL";
  if (isCharge) return ["battery_pct", value];
  return isGas && unit !== "" ? [`${quantity} ${known?.unit ?? unit}`, number] : [quantity, value];
}

/**
 * Takes a pack apart; `now` is unix ms. Records of one device and time become one payload. A record that cannot be read costs no other:
 * RFC 8428 would have the whole pack thrown away, and with it the gas of all others.
 */
export function adaptSenml(body: unknown, now: number): Adapted {
  if (!Array.isArray(body)) return { problem: "A SenML pack is a JSON array of records" };
  const records: readonly unknown[] = body;
  if (records.length === 0 || records.length > MAX_RECORDS)
    return { problem: `Send 1 to ${MAX_RECORDS} records in a pack` };
  const bases: Bases = { name: "", time: 0, unit: undefined, value: 0 };
  const payloads = new Map<
    string,
    { device: string; time: number | undefined; members: (readonly [string, unknown])[] }
  >();
  const leftOut: string[] = [];
  for (const [place, record] of records.entries()) {
    if (!isMembers(record)) {
      leftOut.push(`Record ${place} is no object`);
      continue;
    }
    take(record, bases);
    const resolved = resolve(record, bases, now / 1_000);
    if (resolved.value === undefined) continue;
    if (resolved.name === "") {
      leftOut.push(`Record ${place} has neither n nor bn, so it has no name`);
      continue;
    }
    const [device, quantity] = split(resolved);
    const id = JSON.stringify([device, resolved.time]);
    const payload = payloads.get(id) ?? { device, time: resolved.time, members: [] };
    payload.members.push(memberOf(quantity, resolved));
    payloads.set(id, payload);
  }
  return adaptedOf([...payloads.values()].map(uplinkOf), leftOut);
}

function uplinkOf(payload: {
  device: string;
  time: number | undefined;
  members: readonly (readonly [string, unknown])[];
}): Uplink {
  const { device, time, members } = payload;
  const date = time === undefined ? undefined : new Date(time * 1_000);
  return {
    source: `senml/${sourceStep(device)}`,
    likelyDevice: device === "" ? undefined : device,
    time: date === undefined || Number.isNaN(date.getTime()) ? null : date.toISOString(),
    members: joined(members),
  };
}

/** Values of one name are all of them kept: the second must not take the place of the first. */
function joined(members: readonly (readonly [string, unknown])[]): { readonly [name: string]: unknown } {
  const names = new Map<string, unknown[]>();
  for (const [name, value] of members) names.set(name, [...(names.get(name) ?? []), value]);
  return Object.fromEntries([...names].map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}
