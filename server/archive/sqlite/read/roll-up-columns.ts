// A device's minutes or hours out of the files of a period. Each part has a stretch of time to itself.

import type { SensorColumns } from "../../../../shared/history/columns.ts";
import type { SensorIdentity } from "../../../../shared/rules/reading.ts";
import type { SliceColumns } from "../../columns.ts";
import type { DataFile } from "../files/data-file.ts";
import { MAX_SENSORS_ANSWERED, mostHeard } from "./most-heard.ts";
import { emptyColumn } from "./slice-columns.ts";

/** What the schema says of the columns that are read: start, sensor, count, faults, mean, lowest, highest. */
type Figures = [number, number, number, number, number | null, number | null, number | null];
/** Start and lowest battery. */
type Battery = [number, number | null];

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

/** Reads a device's columns. */
export function readRollUpColumns(files: readonly DataFile[], device: string): SliceColumns {
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
): SensorColumns[] {
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
