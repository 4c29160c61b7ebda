// Slices and reduced histories as the JSON that goes out.

import { createHash } from "node:crypto";
import type { HistorySeries, RawSlice, RollUpSlice } from "../../shared/api.ts";
import { firstIndexAt, MAX_KEPT_PER_BUCKET, reduceRows } from "../../shared/reduce.ts";
import type { Resolution } from "../../shared/slice.ts";
import type { HistoryRequest, JsonAnswer, SliceRequest } from "./archive.ts";
import type { RangeColumns, RangeSensor } from "./join-slices.ts";
import { type SliceColumns, sensorOf } from "./slice-columns.ts";

/** A hole in the data longer than this many typical intervals is a gap in the line. */
const GAP_INTERVALS = 3;

/** NaN becomes null in JSON by itself. */
function numbers(column: Float64Array | Int32Array | undefined): number[] {
  return column ? Array.from(column) : [];
}

function encode(answer: object, complete: boolean): JsonAnswer {
  const json = new TextEncoder().encode(JSON.stringify(answer));
  const etag = `"${createHash("sha1").update(json).digest("base64url")}"`;
  return { json, etag, complete };
}

/** The answer for a slice. */
export function sliceAnswer(request: SliceRequest, columns: SliceColumns, complete: boolean): JsonAnswer {
  const { device, resolution, slice } = request;
  const sensors = columns.sensors.map(sensorOf);
  const head = { device, slice, complete, sensors, t: numbers(columns.t), battery: numbers(columns.battery) };
  if (resolution === "raw") {
    const values = columns.sensors.map((sensor) => numbers(sensor.means));
    return encode({ ...head, resolution, values } satisfies RawSlice, complete);
  }
  const answer = {
    ...head,
    resolution,
    count: columns.sensors.map((sensor) => numbers(sensor.counts)),
    faults: columns.sensors.map((sensor) => numbers(sensor.faults)),
    min: columns.sensors.map((sensor) => numbers(sensor.lows)),
    mean: columns.sensors.map((sensor) => numbers(sensor.means)),
    max: columns.sensors.map((sensor) => numbers(sensor.highs)),
  } satisfies RollUpSlice;
  return encode(answer, complete);
}

/** What is typical between rows, ms: the median of up to a thousand gaps. */
function typicalInterval(t: Float64Array): number {
  const step = Math.max(1, Math.floor(t.length / 1_000));
  const gaps: number[] = [];
  for (let at = step; at < t.length; at += step) gaps.push(((t[at] ?? 0) - (t[at - step] ?? 0)) / step);
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** The start of the longest hole among rows first ≤ i < last, when it is longer than `longest`. */
function holeBetween(
  t: Float64Array,
  [first, last]: readonly [number, number],
  longest: number,
): number | undefined {
  for (let at = first; at < last; at += 1) {
    if ((t[at + 1] ?? 0) - (t[at] ?? 0) > longest) return (t[at] ?? 0) + longest / GAP_INTERVALS;
  }
  return undefined;
}

interface Reduction {
  readonly t: Float64Array;
  readonly rows: readonly number[];
  readonly longest: number;
}

/** The points of kept rows; a row whose lowest and highest differ gives both. */
function seriesOf(sensor: RangeSensor, { t, rows, longest }: Reduction): HistorySeries {
  const times: number[] = [];
  const values: (number | null)[] = [];
  const add = (at: number, value: number) => {
    times.push(at);
    values.push(Number.isNaN(value) ? null : value);
  };
  for (const [place, row] of rows.entries()) {
    const before = rows[place - 1];
    const hole = before === undefined ? undefined : holeBetween(t, [before, row], longest);
    if (hole !== undefined) add(hole, Number.NaN);
    const low = sensor.lows[row] ?? Number.NaN;
    const high = sensor.highs[row] ?? Number.NaN;
    add(t[row] ?? 0, low);
    if (high !== low && !Number.isNaN(high)) add(t[row] ?? 0, high);
  }
  return { ...sensorOf(sensor), t: times, v: values };
}

interface HistoryOptions {
  readonly request: HistoryRequest;
  readonly resolution: Resolution;
  readonly unitMs: number;
  readonly complete: boolean;
}

/**
 * The answer for a range, with every excursion in it: all rows where there are no more of them than `points`, else at most
 * `points` points per sensor and those that tell of gaps.
 */
export function historyAnswer(
  columns: RangeColumns,
  { request, resolution, unitMs, complete }: HistoryOptions,
): JsonAnswer {
  const { device, to, points } = request;
  // A minute or an hour that began before the range reaches into it.
  const from = request.from - unitMs + 1;
  const first = firstIndexAt(columns.t, from);
  const rowsInRange = firstIndexAt(columns.t, to) - first;
  // A reading gives one point, a minute or an hour its lowest and its highest.
  const perBucket = MAX_KEPT_PER_BUCKET * (resolution === "raw" ? 1 : 2);
  const buckets = Math.max(1, Math.floor(points / perBucket));
  // Readings may crowd in one bucket of many: what fits as a whole is not reduced at all.
  const all =
    rowsInRange <= points ? Array.from({ length: rowsInRange }, (_, row) => first + row) : undefined;
  const longest = GAP_INTERVALS * Math.max(typicalInterval(columns.t), unitMs);
  const series = columns.sensors.map((sensor) => {
    const reducible = { t: columns.t, low: sensor.lows, high: sensor.highs };
    const rows = all ?? reduceRows(reducible, { from, to, buckets });
    return seriesOf(sensor, { t: columns.t, rows, longest });
  });
  return encode({ device, from: request.from, to, resolution, complete, series }, complete);
}
