// The rows of an export, one per value (long form), because devices differ in their sensors and change them.

import { type ReadingEntry, receivedAtOf } from "../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import type { Period, Resolution } from "../../../shared/history/slice.ts";
import { type SensorIdentity, sensorKeys } from "../../../shared/rules/reading.ts";
import type { Slice } from "../../../shared/wire/api.ts";
import type { CsvCell } from "./csv-text.ts";

/** A reading that took longer than this to get here is called late, ms. */
const LATE_AFTER_MS = MINUTE_MS;

/** How long a row is, ms. */
const ROW_MS = { minute: MINUTE_MS, hour: HOUR_MS } as const;

/** Columns of raw exports. Values are as posted; a screen shows (value − zero) × gain. */
export const RAW_COLUMNS = [
  "device",
  "name",
  "measured_at",
  "received_at",
  "sensor",
  "gas",
  "value",
  "unit",
  "zero",
  "gain",
  "battery",
  "quality",
] as const;

/** Columns of minute and hour exports. */
export const ROLL_UP_COLUMNS = [
  "device",
  "name",
  "start",
  "sensor",
  "gas",
  "count",
  "faults",
  "min",
  "mean",
  "max",
  "unit",
  "zero",
  "gain",
  "battery",
  "resolution",
] as const;

/** A part of an export: read at one resolution, which need not be the one that the file is of (`wanted`). */
export interface ExportPart extends Period {
  readonly resolution: Resolution;
  readonly wanted: Resolution;
}

/** A cell of an export: a moment is written as its form has it. */
export type ExportCell = CsvCell | Date;

/** Cells by row. */
export type Rows = ExportCell[][];

/** How a sensor's values are to be read: unit, zero and gain as they are set at present. */
function scaleCells({ settings }: DeviceState, key: string, stated: unknown): CsvCell[] {
  const sensor = settings.sensors?.[key];
  const unit = sensor?.unit ?? (typeof stated === "string" ? stated : "ppm");
  return [unit, sensor?.zero ?? 0, sensor?.gain ?? 1];
}

function isLate(entry: ReadingEntry): boolean {
  return receivedAtOf(entry) - entry.measuredAt > LATE_AFTER_MS;
}

/** The rows of one reading; one without sensors still has its battery to tell. */
export function rowsOfReading(entry: ReadingEntry, state: DeviceState): Rows {
  const inTime = isLate(entry) ? "late" : "live";
  const head = [
    entry.device,
    state.settings.name ?? "",
    new Date(entry.measuredAt),
    new Date(receivedAtOf(entry)),
  ];
  if (entry.sensors.length === 0) {
    return [[...head, "", "", null, "", null, null, entry.battery, inTime]];
  }
  const keys = sensorKeys(entry.sensors.map(({ type }) => type));
  return entry.sensors.map(({ type, val, unit }, index) => {
    const key = keys[index] ?? type;
    return [
      ...head,
      key,
      type,
      val,
      ...scaleCells(state, key, unit),
      entry.battery,
      val === null ? "fault" : inTime,
    ];
  });
}

/** A minute or an hour of one sensor. */
export interface RollUpFigures extends SensorIdentity {
  readonly start: number;
  readonly resolution: Resolution;
  readonly count: number;
  readonly faults: number;
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  readonly battery: number | null;
}

/**
 * By time, then sensor; a minute or hour in which a sensor said nothing at all is left out. One that stands for finer rows
 * may begin before the range.
 */
export function figuresOfSlice(slice: Slice, { from, to, wanted, resolution }: ExportPart): RollUpFigures[] {
  if (slice.resolution === "raw") return [];
  const { sensors, count, faults, min, mean, max, battery } = slice;
  const first = wanted === resolution ? from : from - ROW_MS[slice.resolution] + 1;
  return slice.t.flatMap((start, row) => {
    if (start < first || start >= to) return [];
    const at = (columns: readonly (readonly (number | null)[])[], sensor: number) =>
      columns[sensor]?.[row] ?? null;
    const figures = sensors.map((sensor, index) => ({
      ...sensor,
      start,
      resolution,
      count: at(count, index) ?? 0,
      faults: at(faults, index) ?? 0,
      min: at(min, index),
      mean: at(mean, index),
      max: at(max, index),
      battery: battery[row] ?? null,
    }));
    return figures.filter((sensor) => sensor.count > 0 || sensor.faults > 0);
  });
}

/** The row of a minute or an hour in a file of such. */
export function rowOfRollUp(figures: RollUpFigures, state: DeviceState): Rows {
  const { key, type, unit, start, resolution, count, faults, min, mean, max, battery } = figures;
  const head = [state.device, state.settings.name ?? "", new Date(start), key, type];
  return [[...head, count, faults, min, mean, max, ...scaleCells(state, key, unit), battery, resolution]];
}

/** The lowest, the mean and the highest of a minute or an hour whose readings are gone. `quality` says what each row is. */
export function rollUpAsReadings(figures: RollUpFigures, state: DeviceState): Rows {
  const { key, type, unit, start, resolution, count, faults, battery } = figures;
  const head = [state.device, state.settings.name ?? "", new Date(start), "", key, type];
  const tail = [...scaleCells(state, key, unit), battery];
  const numbers = (["min", "mean", "max"] as const).map((name) => [name, figures[name]] as const);
  const told = [...(count > 0 ? numbers : []), ...(faults > 0 ? [["fault", null] as const] : [])];
  return told.map(([name, value]) => [...head, value, ...tail, `${resolution} ${name}`]);
}

/** A reading in a file of minutes or hours that are gone. */
export function readingAsRollUp(entry: ReadingEntry, state: DeviceState): Rows {
  const keys = sensorKeys(entry.sensors.map(({ type }) => type));
  return entry.sensors.map(({ type, val, unit }, index) => {
    const key = keys[index] ?? type;
    const head = [entry.device, state.settings.name ?? "", new Date(entry.measuredAt), key, type];
    const counts = val === null ? [0, 1] : [1, 0];
    return [...head, ...counts, val, val, val, ...scaleCells(state, key, unit), entry.battery, "raw"];
  });
}
