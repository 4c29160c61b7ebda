// A device's minutes or hours out of the files of a period. Each part has a stretch of time to itself.

import type { SensorColumns } from "../../../../shared/history/columns.ts";
import { identityText, type SensorIdentity } from "../../../../shared/rules/reading.ts";
import { beyond, possibleRange, type SensorRange } from "../../../../shared/rules/sensor-range.ts";
import type { SensorsSettings } from "../../../../shared/rules/settings.ts";
import type { SliceColumns } from "../../columns.ts";
import type { DataFile } from "../files/data-file.ts";
import { MAX_SENSORS_ANSWERED, mostHeard } from "./most-heard.ts";
import { emptyColumn } from "./slice-columns.ts";

/** What the schema says of the columns that are read: start, sensor, count, faults, mean, lowest, highest. */
type Figures = [number, number, number, number, number | null, number | null, number | null];
/** Start and lowest battery. */
type Battery = [number, number | null];

const STRAYS = "SELECT start, sensor, count, sum, min, max FROM strays WHERE device = ? ORDER BY start";
const FIGURES = `SELECT start, sensor, count, faults, sum / count, min, max
  FROM roll_ups WHERE device = ? ORDER BY start, sensor`;
const COUNTS = "SELECT sensor, count(*) FROM roll_ups WHERE device = ? GROUP BY sensor";
const BATTERIES = "SELECT start, lowest FROM batteries WHERE device = ? ORDER BY start";

interface Part {
  readonly file: DataFile;
  /** The device's id in this file. */
  readonly device: number;
}

/** Those of roll-ups have every column. */
type RollUpColumns = SensorColumns & Required<Omit<SensorColumns, "unit">>;

/** Reads a device's columns. `settings` say what the numbers can mean, where the device does not. */
export function readRollUpColumns(
  files: readonly DataFile[],
  device: string,
  settings?: SensorsSettings,
): SliceColumns {
  const parts = [...files]
    .sort((a, b) => a.info.firstMeasuredAt - b.info.firstMeasuredAt)
    .map((file) => ({ file, device: file.names.findId("devices", device) }))
    .filter((part): part is Part => part.device !== undefined);
  const starts: number[] = [];
  const batteries: number[] = [];
  for (const { file, device: id } of parts) {
    file.each<Battery>(BATTERIES, [id], ([start, lowest]) => {
      starts.push(start);
      batteries.push(lowest ?? Number.NaN);
    });
  }
  const t = Float64Array.from(starts);
  const columns = { t, battery: Float64Array.from(batteries) };
  const most = mostHeardOf(parts);
  const sensors = readSensors(parts, t, most);
  if (settings) takeStraysIn(parts, { t, sensors }, settings);
  return most ? { ...columns, sensors, isCut: true } : { ...columns, sensors };
}

/** Of more sensors than an answer has, those with the most rows. Few files have so many that they must be counted. */
function mostHeardOf(parts: readonly Part[]): ReadonlySet<string> | undefined {
  if (parts.reduce((sum, { file }) => sum + file.names.countNames("sensors"), 0) <= MAX_SENSORS_ANSWERED)
    return undefined;
  const rows = new Map<string, number>();
  for (const { file, device } of parts) {
    file.each<[number, number]>(COUNTS, [device], ([sensor, count]) => {
      const identity = file.names.nameOf("sensors", sensor);
      rows.set(identity, (rows.get(identity) ?? 0) + count);
    });
  }
  return mostHeard(rows);
}

/**
 * Row by row: as one text built inside SQLite they take three times as long, because its printf needs 17 digits to tell doubles
 * apart. And each into its place at once: tens of thousands of rows that wait for each other are copied by the garbage collector.
 */
function readSensors(
  parts: readonly Part[],
  t: Float64Array,
  only: ReadonlySet<string> | undefined,
): RollUpColumns[] {
  const byIdentity = new Map<string, RollUpColumns>();
  let place = 0;
  for (const { file, device } of parts) {
    const byId: RollUpColumns[] = [];
    const isLeftOut = (sensor: number) => only?.has(file.names.nameOf("sensors", sensor)) === false;
    file.each<Figures>(FIGURES, [device], (figures) => {
      const [start, sensor] = figures;
      // Both are in order of start.
      while ((t[place] ?? start) < start) place += 1;
      if (t[place] !== start || (only && isLeftOut(sensor))) return;
      byId[sensor] ??= columnsOf(byIdentity, file.names.nameOf("sensors", sensor), t.length);
      put(byId[sensor], place, figures);
    });
  }
  return [...byIdentity.values()];
}

function columnsOf(known: Map<string, RollUpColumns>, identity: string, length: number): RollUpColumns {
  const own = known.get(identity) ?? {
    ...(JSON.parse(identity) as SensorIdentity),
    values: emptyColumn(length),
    min: emptyColumn(length),
    max: emptyColumn(length),
    count: new Float64Array(length),
    faults: new Float64Array(length),
  };
  known.set(identity, own);
  return own;
}

/** The mean; where rounding took it beyond the greatest double, that is what the extremes are of. */
function inRange(mean: number, min: number | null, max: number | null): number {
  return Number.isFinite(mean) ? mean : ((mean < 0 ? min : max) ?? Number.NaN);
}

function put(columns: RollUpColumns, row: number, [, , count, faults, mean, min, max]: Figures): void {
  columns.count[row] = count;
  columns.faults[row] = faults;
  if (count === 0) return;
  columns.values[row] = inRange(mean ?? Number.NaN, min, max);
  columns.min[row] = min ?? Number.NaN;
  columns.max[row] = max ?? Number.NaN;
}

/** Count, sum, lowest and highest of numbers that were faults by the unit of then. */
type Strays = [number, number, number, number];

/** What of them can be measurements today: all, or as much as is known of some. */
function possibleOf([count, sum, min, max]: Strays, range: SensorRange): Strays | undefined {
  const isPossible = (value: number) => beyond(value, range) === undefined;
  if (isPossible(min) && isPossible(max)) return [count, sum, min, max];
  const [one] = [max, min].filter(isPossible);
  return one === undefined ? undefined : [1, one, one, one];
}

/** Takes numbers in that are measurements by the settings of today. */
function takeStraysIn(
  parts: readonly Part[],
  { t, sensors }: { readonly t: Float64Array; readonly sensors: readonly RollUpColumns[] },
  settings: SensorsSettings,
): void {
  const rowOf = new Map([...t].map((start, row) => [start, row]));
  const judged = sensors.map((own) => ({ own, range: possibleRange(own, settings[own.key]) }));
  const byIdentity = new Map(judged.map((one) => [identityText(one.own), one]));
  for (const { file, device } of parts) {
    file.each<[number, number, ...Strays]>(STRAYS, [device], ([start, sensor, ...strays]) => {
      const known = byIdentity.get(file.names.nameOf("sensors", sensor));
      const possible = known && possibleOf(strays, known.range);
      const row = rowOf.get(start);
      if (possible && row !== undefined) takeIn(known.own, row, possible);
    });
  }
}

function takeIn({ count, faults, values, min, max }: RollUpColumns, row: number, more: Strays): void {
  const [moreCount, moreSum, low, high] = more;
  const had = count[row] ?? 0;
  const all = had + moreCount;
  const sum = had > 0 ? (values[row] ?? 0) * had + moreSum : moreSum;
  count[row] = all;
  faults[row] = (faults[row] ?? 0) - moreCount;
  values[row] = sum / all;
  min[row] = had > 0 ? Math.min(min[row] ?? low, low) : low;
  max[row] = had > 0 ? Math.max(max[row] ?? high, high) : high;
}
