// Slices and reduced histories as the JSON that goes out, and its tag: the same for every engine, which answers columns.
//
// An engine calls this in the thread in which it reads. Measured on a day's minutes of four sensors: columns that come over and are
// written down by the server's own thread keep that busy 25 times as long as ready bytes do, and posts and streams wait for as long.

import { createHash } from "node:crypto";
import { STALE_INTERVALS } from "../../shared/fleet/rhythm.ts";
import { HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import { highsOf, lowsOf, type SensorColumns } from "../../shared/history/columns.ts";
import { gapOf } from "../../shared/history/gaps.ts";
import { MAX_KEPT_PER_BUCKET, reduceRows } from "../../shared/history/reduce.ts";
import type { Resolution } from "../../shared/history/slice.ts";
import { identityOf } from "../../shared/rules/reading.ts";
import { beyond, possibleRange } from "../../shared/rules/sensor-range.ts";
import type { HistorySeries, RawSlice, RollUpSlice } from "../../shared/wire/api.ts";
import type { HistoryRequest, JsonAnswer, SliceRequest } from "./archive.ts";
import type { RangeColumns, SliceColumns } from "./columns.ts";

/** By the length of a row, ms. */
const RESOLUTION_OF: ReadonlyMap<number, Resolution> = new Map([
  [1, "raw"],
  [MINUTE_MS, "minute"],
  [HOUR_MS, "hour"],
]);

/** NaN becomes null in JSON by itself. */
function numbers(column: Float32Array | Float64Array | undefined): number[] {
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
  const sensors = columns.sensors.map(identityOf);
  const head = { device, slice, complete, sensors, t: numbers(columns.t), battery: numbers(columns.battery) };
  if (resolution === "raw") {
    const values = columns.sensors.map((sensor) => numbers(sensor.values));
    return encode({ ...head, resolution, values } satisfies RawSlice, complete);
  }
  const answer = {
    ...head,
    resolution,
    count: columns.sensors.map((sensor) => numbers(sensor.count)),
    faults: columns.sensors.map((sensor) => numbers(sensor.faults)),
    min: columns.sensors.map((sensor) => numbers(sensor.min)),
    mean: columns.sensors.map((sensor) => numbers(sensor.values)),
    max: columns.sensors.map((sensor) => numbers(sensor.max)),
  } satisfies RollUpSlice;
  return encode(answer, complete);
}

/** Where no line is drawn: after which row, and when its hole begins, unix ms. */
interface Hole {
  readonly after: number;
  readonly at: number;
}

/** The holes of a range, in order. Between two runs the coarser one's distance counts, since its last row may be an hour long. */
function holesOf({ t, runs }: RangeColumns): Hole[] {
  const holes: Hole[] = [];
  const look = (row: number, longest: number) => {
    const at = t[row] ?? 0;
    if ((t[row + 1] ?? 0) - at > longest) holes.push({ after: row, at: at + longest / STALE_INTERVALS });
  };
  let before = 0;
  for (const { first, end, unitMs } of runs) {
    const longest = gapOf(t.subarray(first, end), RESOLUTION_OF.get(unitMs) ?? "raw");
    if (first > 0) look(first - 1, Math.max(before, longest));
    for (let row = first; row < end - 1; row += 1) look(row, longest);
    before = longest;
  }
  return holes;
}

interface Reduction {
  readonly t: Float64Array;
  readonly rows: readonly number[];
  readonly holes: readonly Hole[];
}

/** The points of kept rows; a row whose lowest and highest differ gives both. Of several holes between two rows the first is told. */
function seriesOf(sensor: SensorColumns, { t, rows, holes }: Reduction): HistorySeries {
  const times: number[] = [];
  const values: (number | null)[] = [];
  const add = (at: number, value: number) => {
    times.push(at);
    values.push(Number.isNaN(value) ? null : value);
  };
  // Once a sensor: sensors come in several shapes, and to ask one in each row takes as long as all the rest.
  const [lows, highs] = [lowsOf(sensor), highsOf(sensor)];
  let place = 0;
  const nextFrom = (row: number) => {
    while (place < holes.length && (holes[place]?.after ?? row) < row) place += 1;
    return holes[place];
  };
  let hole = nextFrom(rows[0] ?? 0);
  for (const row of rows) {
    if (hole && hole.after < row) {
      add(hole.at, Number.NaN);
      hole = nextFrom(row);
    }
    const low = lows[row] ?? Number.NaN;
    const high = highs[row] ?? Number.NaN;
    add(t[row] ?? 0, low);
    if (high !== low && !Number.isNaN(high)) add(t[row] ?? 0, high);
  }
  return { ...identityOf(sensor), t: times, v: values };
}

interface HistoryOptions {
  readonly request: HistoryRequest;
  /** What a range of this length is drawn from as a rule. */
  readonly resolution: Resolution;
  readonly complete: boolean;
}

/**
 * The answer for a range, with every excursion in it: all rows where there are no more of them than `points`, else at most
 * `points` points per sensor and those that tell of gaps. The answer's resolution is that of its coarsest rows.
 */
export function historyAnswer(columns: RangeColumns, options: HistoryOptions): JsonAnswer {
  const { request, complete } = options;
  const { device, from, to, points } = request;
  const { t } = columns;
  const unitMs = Math.max(0, ...columns.runs.map((run) => run.unitMs));
  const resolution = RESOLUTION_OF.get(unitMs) ?? options.resolution;
  // A reading gives one point, a minute or an hour its lowest and its highest.
  const perBucket = MAX_KEPT_PER_BUCKET * (resolution === "raw" ? 1 : 2);
  const buckets = Math.max(1, Math.floor(points / perBucket));
  // Readings may crowd in one bucket of many: what fits as a whole is not reduced at all.
  const all = t.length <= points ? Array.from(t.keys()) : undefined;
  const holes = holesOf(columns);
  const series = columns.sensors.map((sensor) => {
    const range = possibleRange(sensor);
    const isPossible = (value: number) => beyond(value, range) === undefined;
    const reducible = { t, low: lowsOf(sensor), high: highsOf(sensor), isPossible };
    const rows = all ?? reduceRows(reducible, { from: from - unitMs + 1, to, buckets });
    return seriesOf(sensor, { t, rows, holes });
  });
  return encode({ device, from, to, resolution, complete, series }, complete);
}
