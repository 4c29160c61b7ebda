// A slice as columns in memory, from which its JSON and every reduced history are made.

import type { SliceSensor } from "../../shared/api.ts";
import { type Resolution, slicePeriod } from "../../shared/slice.ts";
import type { FileKind } from "./data-file.ts";
import type { Layouts } from "./layouts.ts";
import type { OpenFiles } from "./open-files.ts";
import { type RawRow, readRawRows } from "./raw-readings.ts";
import { type RollUpRows, readRollUps } from "./roll-up-rows.ts";

/** One sensor's columns; NaN where there is no number. Raw readings have one column under three names. */
export interface SensorColumns extends SliceSensor {
  readonly means: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  /** Numbers and nulls per row; undefined for raw readings. */
  readonly counts?: Int32Array;
  readonly faults?: Int32Array;
}

/** All columns of one slice; `t` ascending unix ms, `battery` percent. */
export interface SliceColumns {
  readonly t: Float64Array;
  readonly battery: Float64Array;
  readonly sensors: readonly SensorColumns[];
}

function emptyColumn(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Which files hold a slice. */
const KINDS: Readonly<Record<Resolution, FileKind>> = { raw: "readings", minute: "minutes", hour: "hours" };
const DAY_LENGTH = "2026-11-23".length;

interface SliceSource {
  readonly files: OpenFiles;
  readonly layouts: Layouts;
}

/** Reads a slice's columns from the files. */
export function readColumns(
  { files, layouts }: SliceSource,
  { device, resolution, slice }: { device: string; resolution: Resolution; slice: string },
): SliceColumns {
  if (resolution !== "raw") return rollUpColumns(readRollUps(files.opened(KINDS[resolution], slice), device));
  const period = slicePeriod("raw", slice);
  const opened = period ? files.openedWithin(slice.slice(0, DAY_LENGTH), period) : [];
  const perFile = opened.map((file) => ({
    layoutOf: (id: number) => layouts.parse(file.nameOf("layouts", id)).sensors,
    rows: period ? readRawRows(file, device, period) : [],
  }));
  return rawColumns(perFile);
}

interface RawFileRows {
  readonly layoutOf: (id: number) => readonly SliceSensor[];
  readonly rows: readonly RawRow[];
}

function rawColumns(perFile: readonly RawFileRows[]): SliceColumns {
  const rows = perFile.flatMap(({ rows: own, layoutOf }) =>
    own.map((row) => ({ row, sensors: layoutOf(row[2]) })),
  );
  // Each file's rows are in order; several parts of a day interleave where readings came late.
  if (perFile.filter((file) => file.rows.length > 0).length > 1) rows.sort((a, b) => a.row[0] - b.row[0]);
  const t = new Float64Array(rows.length);
  const battery = new Float64Array(rows.length);
  const bySensor = new Map<SliceSensor | string, { sensor: SliceSensor; values: Float64Array }>();
  for (const [index, { row, sensors }] of rows.entries()) {
    t[index] = row[0];
    battery[index] = row[1];
    const values = JSON.parse(row[3]) as (number | null)[];
    for (const [place, sensor] of sensors.entries()) {
      const value = values[place];
      let column = bySensor.get(sensor);
      if (!column) {
        const identity = `${sensor.key} ${sensor.unit ?? ""}`;
        column = bySensor.get(identity) ?? { sensor, values: emptyColumn(rows.length) };
        bySensor.set(identity, column);
        bySensor.set(sensor, column);
      }
      if (value != null) column.values[index] = value;
    }
  }
  const columns = [...new Set(bySensor.values())];
  return {
    t,
    battery,
    sensors: columns.map(({ sensor, values }) => ({ ...sensor, means: values, lows: values, highs: values })),
  };
}

function rollUpColumns({ rows, batteries, sensors }: RollUpRows): SliceColumns {
  const t = Float64Array.from(batteries, ([start]) => start);
  const columns = new Map<number, Required<SensorColumns>>();
  let place = 0;
  // Both are in order of start.
  for (const [start, identity, count, faults, sum, min, max] of rows) {
    while ((t[place] ?? start) < start) place += 1;
    if (t[place] !== start) continue;
    let own = columns.get(identity);
    const sensor = sensors[identity];
    if (!own && sensor) {
      own = newRollUpColumns(sensor, t.length);
      columns.set(identity, own);
    }
    if (!own) continue;
    own.counts[place] = count;
    own.faults[place] = faults;
    if (count === 0) continue;
    own.means[place] = sum / count;
    own.lows[place] = min ?? Number.NaN;
    own.highs[place] = max ?? Number.NaN;
  }
  return {
    t,
    battery: Float64Array.from(batteries, ([, lowest]) => lowest),
    sensors: [...columns.values()],
  };
}

function newRollUpColumns(sensor: SliceSensor, length: number): Required<SensorColumns> {
  const columns = {
    ...sensor,
    means: emptyColumn(length),
    lows: emptyColumn(length),
    highs: emptyColumn(length),
    counts: new Int32Array(length),
    faults: new Int32Array(length),
  };
  return columns as Required<SensorColumns>;
}

/** Memory of columns, bytes. */
export function bytesOf(columns: SliceColumns): number {
  return columns.t.length * 8 * (2 + 4 * columns.sensors.length) + 500;
}
