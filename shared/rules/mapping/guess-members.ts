// Which members of a payload are gases, batteries and times, told by their names alone, where no mapping says so.

import { parseNumber } from "../../ground/members.ts";
import { gasNamedBy } from "../gas-names.ts";
import { isOxygenPercent } from "../oxygen-percent.ts";
import { type Json, MAX_TYPE_LENGTH } from "../reading.ts";
import { parseUnit, type Unit } from "../units.ts";
import type { Leaf } from "./members-of-payload.ts";

/** A sensor of which nothing but its place is sure; the parser of readings says of an unfit value what is wrong. */
export interface ReadSensor {
  readonly type: string;
  readonly val: Json;
  readonly unit?: string;
}

/** What the names of members tell. */
export interface Guessed {
  readonly sensors: readonly ReadSensor[];
  readonly id?: string | number;
  readonly battery?: number;
  readonly time?: number | string;
  /** Paths of the members that were taken, and of the gases whose unit is not said. */
  readonly taken: readonly string[];
  readonly unitless: readonly string[];
}

/** Words in a name of a gas that make it no concentration: `co_alarm`, `ch4_temperature`. */
const NO_CONCENTRATION =
  /^(alarms?|status|states?|errors?|faults?|flags?|limits?|thresholds?|cal\w*|temp\w*|count\w*|index|ids?|version|raw|adc|volt\w*|mv|age|time|days?|hours?|sn|serial|type|zero|span|range|sensitivity)$/i;
/** How units are spelt as words of a name. */
const UNIT_WORDS: { readonly [word: string]: Unit } = {
  ppm: "ppm",
  ppb: "ppb",
  lel: "%LEL",
  ueg: "%LEL",
  percentlel: "%LEL",
  vol: "%vol",
  percent: "%vol",
  pct: "%vol",
  mgm3: "mg/m³",
};
const DEVICE = /^(id|device|device_?id|dev_?eui|device_?name)$/i;
const BATTERY =
  /^(pct|(bat|batt|battery)(_?(pct|percent|percentage|level|soc))?|batterylevel|last_battery_percentage)$/i;
const TIME = /^(ts|timestamp|time|measured_?at|device_?time)$/i;
/** Below this a charge with a fraction is a voltage. */
const VOLTS_BELOW = 5;

function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])|(\d)([A-Z][a-z])/g, "$1$3 $2$4")
    .split(/[^\p{L}\p{N}%]+/u)
    .filter((word) => word !== "");
}

/** The name that counts: that of the member itself, or of the list that it stands in. */
function nameOf(path: string): string {
  const steps = path.split(".");
  return steps.findLast((step) => !/^\d+$/.test(step)) ?? path;
}

/** The unit that a word is; undefined for none. */
function unitIn(word: string): Unit | undefined {
  return UNIT_WORDS[word.toLowerCase()] ?? (/%/.test(word) ? parseUnit(word) : undefined);
}

function unitOf(name: string): Unit | undefined {
  if (/mg\s*[/·]?\s*m[3³]/i.test(name)) return "mg/m³";
  return wordsOf(name)
    .map(unitIn)
    .find((unit) => unit !== undefined);
}

/** The gas that a name is of, and whether it names nothing else. */
function gasOfName(name: string): { readonly gas: string; readonly isBare: boolean } | undefined {
  const words = wordsOf(name);
  if (words.some((word) => NO_CONCENTRATION.test(word))) return undefined;
  const rest = words.filter((word) => unitIn(word) === undefined);
  const gas = gasNamedBy(rest.join(" ")) ?? gasNamedBy(name);
  if (gas === undefined) return undefined;
  return { gas, isBare: gasNamedBy(rest.join("")) === gas && rest.length === 1 };
}

function usualUnit(gas: string, value: Json): Unit | undefined {
  const number = parseNumber(value);
  return number !== undefined && isOxygenPercent(gas, number) ? "%vol" : undefined;
}

/** A charge in percent; undefined for what is none, such as a voltage. */
function chargeIn({ path, value }: Leaf): number | undefined {
  const number = parseNumber(value);
  if (number === undefined || number < 0 || number > 100 || !BATTERY.test(nameOf(path))) return undefined;
  return number < VOLTS_BELOW && number % 1 !== 0 ? undefined : number;
}

/** The sensor's type: the gas where the member names nothing else, else its name, so that no two members change places. */
function typeOf(
  path: string,
  { gas, isBare }: { gas: string; isBare: boolean },
  others: readonly Leaf[],
): string {
  const name = nameOf(path);
  const twins = others.filter((leaf) => nameOf(leaf.path) === name);
  const isAlone = twins.every((leaf) => leaf.path.replace(/\.\d+$/, "") === path.replace(/\.\d+$/, ""));
  if (isAlone) return isBare ? gas : name.slice(0, MAX_TYPE_LENGTH);
  return path.slice(-MAX_TYPE_LENGTH);
}

/** The device that a payload names at its top. */
function deviceIn(leaves: readonly Leaf[]): string | number | undefined {
  const value = leaves.find(({ path }) => DEVICE.test(path))?.value;
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** Tells which values are what, by their names. */
export function guessMembers(leaves: readonly Leaf[]): Guessed {
  const sensors: ReadSensor[] = [];
  const taken: string[] = [];
  const unitless: string[] = [];
  let battery: number | undefined;
  let time: number | string | undefined;
  for (const leaf of leaves) {
    const { path, value } = leaf;
    const charge = chargeIn(leaf);
    const gas = gasOfName(nameOf(path));
    const isTime = TIME.test(path) && (typeof value === "number" || typeof value === "string");
    if (battery === undefined && charge !== undefined) battery = charge;
    else if (time === undefined && isTime) time = value;
    else if (gas && isValue(value, gas.isBare)) {
      const unit = unitOf(nameOf(path)) ?? usualUnit(gas.gas, value);
      if (unit === undefined) unitless.push(path);
      sensors.push({ type: typeOf(path, gas, leaves), val: value, ...(unit ? { unit } : {}) });
    } else continue;
    taken.push(path);
  }
  const found = { id: deviceIn(leaves), battery, time };
  return { sensors, taken, unitless, ...(withoutAbsent(found) as Partial<Guessed>) };
}

function withoutAbsent(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** A number, also one beyond all that can be told; and where the name is that of a gas alone also what stands in the place of one: null, `OL`. */
function isValue(value: Json, isBare: boolean): boolean {
  if (typeof value === "number" || parseNumber(value) !== undefined) return true;
  return isBare && (value === null || typeof value === "string");
}
