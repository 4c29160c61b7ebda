// A device's settings while somebody types: text fields in, a patch or problems out. Pure.

import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { SensorId } from "../../../shared/present/present-sensor.ts";
import type { Refused } from "../../../shared/rules/dangers.ts";
import type { SensorRange } from "../../../shared/rules/sensor-range.ts";
import {
  BOUNDS,
  type DeviceSettings,
  type DeviceSettingsPatch,
  type Limits,
  type MeasuringRange,
  type SensorSettings,
} from "../../../shared/rules/settings.ts";
import { MAX_TEST_DAYS } from "../../../shared/rules/site.ts";
import type { TypedNumbers } from "../i18n/typed-numbers.ts";

export type Bound = (typeof BOUNDS)[number];

/** One sensor's fields as typed. */
export interface SensorDraft {
  readonly label: string;
  readonly unit: string;
  readonly zero: string;
  readonly gain: string;
  /** From where to where it measures. */
  readonly rangeLow: string;
  readonly rangeHigh: string;
  readonly hasOwnLimits: boolean;
  readonly limits: { readonly [B in Bound]: string };
}

/** A device's fields as typed; the interval in seconds. */
export interface SettingsDraft {
  readonly name: string;
  readonly place: string;
  readonly wearer: string;
  readonly intervalSeconds: string;
  readonly bumpDays: string;
  readonly calibrationDays: string;
  readonly sensors: { readonly [key: string]: SensorDraft };
}

export type ProblemKind = "number" | "interval" | "days" | "gain" | "order" | "ends" | "empty" | "range";

/** What is wrong with which field: `intervalSeconds`, `CO.zero`, `CO.a1`. */
export interface FieldProblem {
  readonly field: string;
  readonly kind: ProblemKind;
  /** Of a limit that no value could reach. */
  readonly range?: SensorRange;
}

export type DraftResult =
  | { readonly patch: DeviceSettingsPatch }
  | { readonly problems: readonly FieldProblem[] };

/** One sensor of each key: settings are the key's, whatever unit its sensor stated at a time. */
export function settable<Sensor extends SensorId>(sensors: readonly Sensor[]): Sensor[] {
  return [...new Map(sensors.map((sensor) => [sensor.key, sensor])).values()];
}

const MAX_INTERVAL_SECONDS = 7 * 86_400;

function sensorDraft(settings: SensorSettings | undefined, numbers: TypedNumbers): SensorDraft {
  const limits = settings?.limits;
  const text = (value: number | undefined) => (value === undefined ? "" : numbers.print(value));
  return {
    label: settings?.label ?? "",
    unit: settings?.unit ?? "",
    zero: text(settings?.zero),
    gain: text(settings?.gain),
    rangeLow: text(settings?.range?.low),
    rangeHigh: text(settings?.range?.high),
    hasOwnLimits: limits !== undefined,
    limits: {
      lowA2: text(limits?.lowA2),
      lowA1: text(limits?.lowA1),
      a1: text(limits?.a1),
      a2: text(limits?.a2),
    },
  };
}

/** The fields as they stand in a device's settings, numbers as the reader writes them. */
export function draftOf(
  settings: DeviceSettings,
  sensors: readonly SensorId[],
  numbers: TypedNumbers,
): SettingsDraft {
  const { expectedIntervalMs, bumpDays, calibrationDays } = settings;
  const text = (value: number | undefined) => (value === undefined ? "" : numbers.print(value));
  return {
    name: settings.name ?? "",
    place: settings.place ?? "",
    wearer: settings.wearer ?? "",
    intervalSeconds: expectedIntervalMs === undefined ? "" : numbers.print(expectedIntervalMs / SECOND_MS),
    bumpDays: text(bumpDays),
    calibrationDays: text(calibrationDays),
    sensors: Object.fromEntries(
      sensors.map(({ key }) => [key, sensorDraft(settings.sensors?.[key], numbers)]),
    ),
  };
}

/** Reads fields and collects what is wrong with them. */
class FieldReader {
  readonly problems: FieldProblem[] = [];
  readonly #numbers: TypedNumbers;

  constructor(numbers: TypedNumbers) {
    this.#numbers = numbers;
  }

  number(field: string, typed: string): number | null {
    const value = this.#numbers.parse(typed);
    if (!Number.isNaN(value)) return value;
    this.reject(field, "number");
    return null;
  }

  reject(field: string, kind: ProblemKind): void {
    this.problems.push({ field, kind });
  }
}

function readInterval(typed: string, reader: FieldReader): number | null {
  const seconds = reader.number("intervalSeconds", typed);
  if (seconds === null) return null;
  if (seconds <= 0 || seconds > MAX_INTERVAL_SECONDS) reader.reject("intervalSeconds", "interval");
  return Math.round(seconds * SECOND_MS);
}

function readDays(field: "bumpDays" | "calibrationDays", typed: string, reader: FieldReader): number | null {
  const days = reader.number(field, typed);
  if (days === null) return null;
  if (!Number.isInteger(days) || days < 0 || days > MAX_TEST_DAYS) reader.reject(field, "days");
  return days;
}

function readRange(
  key: string,
  { rangeLow, rangeHigh }: SensorDraft,
  reader: FieldReader,
): MeasuringRange | null {
  const low = reader.number(`${key}.rangeLow`, rangeLow);
  const high = reader.number(`${key}.rangeHigh`, rangeHigh);
  if (low === null && high === null) return null;
  if (low !== null && high !== null && low >= high) reader.reject(`${key}.rangeHigh`, "ends");
  return { ...(low === null ? {} : { low }), ...(high === null ? {} : { high }) };
}

function readLimits(key: string, draft: SensorDraft, reader: FieldReader): Limits | null {
  if (!draft.hasOwnLimits) return null;
  const limits: { [B in Bound]?: number } = {};
  const given: number[] = [];
  for (const bound of BOUNDS) {
    const value = reader.number(`${key}.${bound}`, draft.limits[bound]);
    if (value === null) continue;
    // From the lowest alarm to the highest, each must be beyond the one before.
    const before = given[given.length - 1];
    if (before !== undefined && value <= before) reader.reject(`${key}.${bound}`, "order");
    given.push(value);
    limits[bound] = value;
  }
  // Own limits without a figure would silence the sensor, which nobody asks for by leaving fields empty.
  if (given.length === 0) reader.reject(`${key}.a2`, "empty");
  return limits;
}

function readGain(key: string, typed: string, reader: FieldReader): number | null {
  const gain = reader.number(`${key}.gain`, typed);
  if (gain === 0) reader.reject(`${key}.gain`, "gain");
  return gain;
}

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Member by member: a zero that somebody took back meanwhile must not come again with a label. */
function readSensor(
  key: string,
  { draft, from }: { readonly draft: SensorDraft; readonly from: SensorDraft | undefined },
  reader: FieldReader,
) {
  const isTouched = (member: keyof SensorDraft) => !sameText(draft[member], from?.[member]);
  return {
    ...(isTouched("label") && { label: draft.label.trim() || null }),
    ...(isTouched("unit") && { unit: draft.unit || null }),
    ...(isTouched("gain") && { gain: readGain(key, draft.gain, reader) }),
    ...(isTouched("zero") && { zero: reader.number(`${key}.zero`, draft.zero) }),
    ...((isTouched("rangeLow") || isTouched("rangeHigh")) && { range: readRange(key, draft, reader) }),
    ...((isTouched("limits") || isTouched("hasOwnLimits")) && { limits: readLimits(key, draft, reader) }),
  };
}

type SensorsPatch = Pick<DeviceSettingsPatch, "sensors">;

function readSensors(draft: SettingsDraft, from: SettingsDraft, reader: FieldReader): SensorsPatch {
  const changed = Object.entries(draft.sensors).filter(
    ([key, sensor]) => !sameText(sensor, from.sensors[key]),
  );
  if (changed.length === 0) return {};
  const read = (key: string, sensor: SensorDraft) =>
    readSensor(key, { draft: sensor, from: from.sensors[key] }, reader);
  return { sensors: Object.fromEntries(changed.map(([key, sensor]) => [key, read(key, sensor)])) };
}

/**
 * What the typed fields change of those they were drafted `from`, or all that is wrong with them. An empty field removes
 * a setting. What nobody touched is not in the patch, so that it cannot undo what another person changed meanwhile.
 */
export function readDraft(draft: SettingsDraft, from: SettingsDraft, numbers: TypedNumbers): DraftResult {
  const reader = new FieldReader(numbers);
  const patch: DeviceSettingsPatch = {
    ...(draft.name === from.name ? {} : { name: draft.name.trim() || null }),
    ...(draft.place === from.place ? {} : { place: draft.place.trim() || null }),
    ...(draft.wearer === from.wearer ? {} : { wearer: draft.wearer.trim() || null }),
    ...(draft.intervalSeconds === from.intervalSeconds
      ? {}
      : { expectedIntervalMs: readInterval(draft.intervalSeconds, reader) }),
    ...(draft.bumpDays === from.bumpDays ? {} : { bumpDays: readDays("bumpDays", draft.bumpDays, reader) }),
    ...(draft.calibrationDays === from.calibrationDays
      ? {}
      : { calibrationDays: readDays("calibrationDays", draft.calibrationDays, reader) }),
    ...readSensors(draft, from, reader),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { patch };
}

/** What the server would refuse of a change, by the same rule and at the fields that it is about. */
export function refusedFields(refused: readonly Refused[]): FieldProblem[] {
  return refused.map((one) =>
    one.kind === "gain"
      ? { field: `${one.sensor}.gain`, kind: "gain" }
      : { field: `${one.sensor}.${one.bound}`, kind: "range", range: one.range },
  );
}
