// Lines of the InfluxDB protocol as Telegraf and others write them, as uplinks.

import { gasNamedBy } from "../../../shared/rules/gas-names.ts";
import { sourceStep } from "../../../shared/rules/mapping/mapping.ts";
import { keyOf } from "../parts.ts";
import type { Uplink } from "../uplink.ts";
import { type Line, parseLine, splitLines } from "./line-protocol.ts";

/** How many ms one of the time's units is. */
const UNIT_MS: { readonly [precision: string]: number } = {
  n: 1e-6,
  ns: 1e-6,
  u: 1e-3,
  us: 1e-3,
  µ: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Whether a precision is one of InfluxDB's; none at all is. */
export function isPrecision(text: string | undefined): boolean {
  return text === undefined || Object.hasOwn(UNIT_MS, text);
}

/** Tags that name a device, the best first. */
const DEVICE_TAGS = [
  "device",
  "device_id",
  "deviceid",
  "id",
  "dev_eui",
  "deveui",
  "sensor_id",
  "sensor",
  "name",
  "topic",
];
const UNIT_TAGS = ["unit", "units"];
/** Tags that say of which gas a field `value` is. */
const GAS_TAGS = ["gas", "type", "gas_type", "sensor_type", "parameter", "quantity", "measurement"];
const VALUE_FIELD = /^(value|val|reading|concentration|gauge|ppm|ppb|raw_value)$/i;

function tagOf({ tags }: Line, names: readonly string[]): string | undefined {
  const found = [...tags].filter(([name]) => names.includes(name.toLowerCase()));
  const rank = ([name]: readonly [string, string]) => names.indexOf(name.toLowerCase());
  return found.sort((one, other) => rank(one) - rank(other))[0]?.[1];
}

/** The gas of a field that does not name one: a tag says it, or the measurement; with the unit, where a tag has that. */
function gasOf(line: Line, field: string): string | undefined {
  if (!VALUE_FIELD.test(field)) return undefined;
  const named = [tagOf(line, GAS_TAGS), line.measurement].find(
    (text) => text !== undefined && gasNamedBy(text) !== undefined,
  );
  const unit = /^pp[mb]$/i.test(field) ? field : tagOf(line, UNIT_TAGS);
  return named === undefined || unit === undefined ? named : `${named} ${unit}`;
}

/** Tags and fields as the members of a payload; fields that name a gas by a tag or the measurement have its name. */
function membersOf(line: Line): { readonly [member: string]: string | number | boolean } {
  const fields = [...line.fields].map(([name, value]) => [gasOf(line, name) ?? name, value] as const);
  return Object.fromEntries([...line.tags, ...fields]);
}

/**
 * The device that a line is of. Where no tag names one, all tags together do: Telegraf adds its own host to whatever it passes on, and
 * two probes behind one host must not become one device.
 */
function deviceOf(line: Line): string | undefined {
  const named = tagOf(line, DEVICE_TAGS);
  if (named !== undefined) return named;
  const others = [...line.tags].filter(([name]) => ![...GAS_TAGS, ...UNIT_TAGS].includes(name.toLowerCase()));
  const host = others.filter(([name]) => name === "host");
  const rest = others.filter(([name]) => name !== "host");
  const values = [...host, ...rest.sort(([one], [other]) => (one < other ? -1 : 1))].map(
    ([, value]) => value,
  );
  if (values.length > 0) return values.join("/");
  return gasNamedBy(line.measurement) === undefined ? line.measurement : undefined;
}

/** When it was. What is no number stays as it came: its reading counts as of its arrival, and says why. */
function timeOf({ timestamp }: Line, precision: string): string | null {
  if (timestamp === undefined) return null;
  const time = Number(timestamp);
  if (Number.isNaN(time)) return timestamp;
  const date = new Date(time * (UNIT_MS[precision] ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function uplinkOf(text: string, line: Line, precision: string): Uplink {
  const { measurement, timestamp } = line;
  return {
    source: `influx/${sourceStep(measurement)}`,
    likelyDevice: deviceOf(line),
    time: timeOf(line, precision),
    members: membersOf(line),
    needsGas: true,
    // A point of a time is the same point however often it is sent.
    key: Number.isNaN(Number(timestamp ?? Number.NaN)) ? undefined : keyOf("influx", text),
  };
}

/** What of a body could be read, and what is wrong with each other line. */
export interface AdaptedLines {
  readonly uplinks: readonly Uplink[];
  readonly broken: readonly { readonly text: string; readonly problem: string }[];
}

/** Takes lines apart, `size` at a time; `precision` is the unit of their times, ns where none is given. */
export function* adaptLines(
  body: string,
  { precision = "ns", size }: { readonly precision?: string | undefined; readonly size: number },
): Generator<AdaptedLines> {
  let group: { uplinks: Uplink[]; broken: { text: string; problem: string }[] } = { uplinks: [], broken: [] };
  for (const text of splitLines(body)) {
    const parsed = parseLine(text);
    if ("problem" in parsed) group.broken.push({ text, problem: parsed.problem });
    else group.uplinks.push(uplinkOf(text, parsed.line, precision));
    if (group.uplinks.length + group.broken.length < size) continue;
    yield group;
    group = { uplinks: [], broken: [] };
  }
  if (group.uplinks.length + group.broken.length > 0) yield group;
}
