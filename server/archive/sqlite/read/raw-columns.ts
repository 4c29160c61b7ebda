// A device's raw readings out of the files of an hour's day. Plain loops: what is asked first after a start runs uncompiled.

import type { Period } from "../../../../shared/history/slice.ts";
import { identityText, type SensorIdentity } from "../../../../shared/rules/reading.ts";
import type { SliceColumns } from "../../columns.ts";
import type { DataFile } from "../files/data-file.ts";
import type { Layouts } from "../layouts/layouts.ts";
import { mostHeard } from "./most-heard.ts";
import { emptyColumn } from "./slice-columns.ts";

/** What the schema says of the columns that are read: measured_at, battery, layout, vals. */
type Figures = [number, number | null, number, string];

const FIGURES = `SELECT measured_at, battery, layout, vals FROM readings
  WHERE device = ? AND measured_at >= ? AND measured_at < ? ORDER BY measured_at, seq`;

interface Row {
  readonly t: number;
  readonly battery: number | null;
  readonly sensors: readonly SensorIdentity[];
  /** JSON of the values in the order of the sensors. */
  readonly values: string;
}

interface RawSource {
  readonly files: readonly DataFile[];
  readonly layouts: Layouts;
}

/** Reads the columns of a device's readings with from ≤ measured_at < to. */
export function readRawColumns({ files, layouts }: RawSource, device: string, period: Period): SliceColumns {
  const perFile = files
    .map((file) => readRows(file, layouts, { device, period }))
    .filter(({ length }) => length > 0);
  const rows = perFile.flat();
  // Each file's rows are in order; several parts of a day interleave where readings came late.
  if (perFile.length > 1) rows.sort((a, b) => a.t - b.t);
  const [t, battery] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    t[index] = row?.t ?? 0;
    battery[index] = row?.battery ?? Number.NaN;
  }
  const most = mostHeard(rowsBySensor(rows));
  const sensors = columnsOf(rows, most);
  return most ? { t, battery, sensors, isCut: true } : { t, battery, sensors };
}

function readRows(
  file: DataFile,
  layouts: Layouts,
  { device, period: { from, to } }: { device: string; period: Period },
): Row[] {
  const id = file.names.findId("devices", device);
  if (id === undefined) return [];
  const rows: Row[] = [];
  const byLayout: (readonly SensorIdentity[])[] = [];
  file.each<Figures>(FIGURES, [id, from, to], ([t, battery, layout, values]) => {
    const sensors = byLayout[layout] ?? layouts.parse(file.names.nameOf("layouts", layout)).sensors;
    byLayout[layout] = sensors;
    rows.push({ t, battery, sensors, values });
  });
  return rows;
}

interface OwnColumn {
  readonly sensor: SensorIdentity;
  readonly values: Float64Array;
}

/** How many rows have each sensor. Readings of one layout share their list of sensors. */
function rowsBySensor(rows: readonly Row[]): Map<string, number> {
  const byList = new Map<readonly SensorIdentity[], number>();
  for (const { sensors } of rows) byList.set(sensors, (byList.get(sensors) ?? 0) + 1);
  const bySensor = new Map<string, number>();
  for (const [sensors, count] of byList) {
    for (const sensor of sensors) {
      const identity = identityText(sensor);
      bySensor.set(identity, (bySensor.get(identity) ?? 0) + count);
    }
  }
  return bySensor;
}

/** The columns of all sensors, or of those given; a reading without one of them has no number in it. */
function columnsOf(rows: readonly Row[], only: ReadonlySet<string> | undefined): SliceColumns["sensors"] {
  const columns = new Map<string, OwnColumn>();
  // Parsed as one text: it saves entering the parser thousands of times.
  const values = JSON.parse(`[${rows.map((row) => row.values).join()}]`) as (number | null)[][];
  let sensors: readonly SensorIdentity[] = [];
  let ofSensors: (Float64Array | undefined)[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const own = rows[index]?.sensors ?? [];
    // Readings of one layout follow each other, as a rule.
    if (own !== sensors) {
      ofSensors = own.map((sensor) => {
        const identity = identityText(sensor);
        return only?.has(identity) === false
          ? undefined
          : columnOf(columns, identity, { sensor, rows: rows.length });
      });
    }
    sensors = own;
    put(values[index] ?? [], ofSensors, index);
  }
  return [...columns.values()].map(({ sensor, values: column }) => ({ ...sensor, values: column }));
}

function put(
  values: readonly (number | null)[],
  columns: readonly (Float64Array | undefined)[],
  row: number,
): void {
  for (let place = 0; place < columns.length; place += 1) {
    const column = columns[place];
    if (column) column[row] = values[place] ?? Number.NaN;
  }
}

function columnOf(
  known: Map<string, OwnColumn>,
  identity: string,
  { sensor, rows }: { sensor: SensorIdentity; rows: number },
): Float64Array {
  const own = known.get(identity) ?? { sensor, values: emptyColumn(rows) };
  known.set(identity, own);
  return own.values;
}
