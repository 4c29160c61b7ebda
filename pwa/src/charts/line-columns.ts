// From the columns that the app holds to those that a chart draws: one sensor, and a gap wherever the device was silent.

import { HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import type { CoarserStretch, HistoryColumns, SensorColumns } from "../../../shared/history/columns.ts";
import { gapOf, LEAST_GAP_MS } from "../../../shared/history/gaps.ts";
import type { Period, Resolution } from "../../../shared/history/slice.ts";
import { identityText, type SensorIdentity } from "../../../shared/rules/reading.ts";
import type { LineColumns } from "./chart-picture.ts";

/** How long a row is, ms; a reading is of a moment. */
const ROW_MS: { readonly [R in Resolution]: number } = { raw: 0, minute: MINUTE_MS, hour: HOUR_MS };

/** The stretch whose coarser rows stand in at a moment. Its first row may have begun before it. */
function standInAt({ coarser = [] }: HistoryColumns, time: number): CoarserStretch | undefined {
  return coarser.find((stretch) => time > stretch.from - ROW_MS[stretch.resolution] && time < stretch.to);
}

/** How long the row of a history is that begins at a moment, ms; 0 for a reading. */
export function rowMsAt(history: HistoryColumns, time: number): number {
  return ROW_MS[standInAt(history, time)?.resolution ?? history.resolution];
}

/** How far apart two rows are joined, ms. */
function joinMsOf(history: HistoryColumns): number {
  const { t, resolution, coarser = [] } = history;
  const own = coarser.length > 0 ? t.filter((time) => !standInAt(history, time)) : t;
  return gapOf(own, resolution);
}

/** After which rows a gap follows. Where coarser rows stand in, their length counts. */
function breaksIn(history: HistoryColumns, gapMs = joinMsOf(history)): number[] {
  const { t } = history;
  const standIn = (time: number) => standInAt(history, time);
  const breaks: number[] = [];
  for (let i = 1; i < t.length; i += 1) {
    const [before = 0, after = 0] = [t[i - 1], t[i]];
    if (after - before <= gapMs) continue;
    const longest = [before, after].map((time) => LEAST_GAP_MS[standIn(time)?.resolution ?? "raw"]);
    if (after - before > Math.max(gapMs, ...longest)) breaks.push(i - 1);
  }
  return breaks;
}

/** The stretches in which the device was silent, each from its last row before to its first row after; ascending. */
export function silencesIn(history: HistoryColumns): Period[] {
  const { t } = history;
  return breaksIn(history).map((row) => ({ from: t[row] ?? 0, to: t[row + 1] ?? 0 }));
}

function insertAfter(
  column: Float64Array,
  breaks: readonly number[],
  fill: (row: number) => number,
): Float64Array {
  if (breaks.length === 0) return column;
  const filled = new Float64Array(column.length + breaks.length);
  let start = 0;
  for (const [inserted, row] of breaks.entries()) {
    filled.set(column.subarray(start, row + 1), start + inserted);
    filled[row + 1 + inserted] = fill(row);
    start = row + 1;
  }
  filled.set(column.subarray(start), start + breaks.length);
  return filled;
}

const EMPTY = new Float64Array(0);

/** One sensor's columns with gaps made visible; empty when the history has no such sensor. */
export function lineColumns(history: HistoryColumns, of: SensorIdentity): LineColumns {
  const identity = identityText(of);
  const sensor = history.sensors.find((candidate) => identityText(candidate) === identity);
  if (!sensor) return { t: EMPTY, low: EMPTY, mean: EMPTY, high: EMPTY, banded: false };
  return columnsWithGaps(history, sensor);
}

function columnsWithGaps(history: HistoryColumns, sensor: SensorColumns): LineColumns {
  const { t } = history;
  const joinMs = joinMsOf(history);
  const breaks = breaksIn(history, joinMs);
  const spanOf = (time: number) => rowMsAt(history, time);
  const noNumber = () => Number.NaN;
  const mean = insertAfter(sensor.values, breaks, noNumber);
  // The silence begins where the row before it ends.
  const times = insertAfter(t, breaks, (row) => (t[row] ?? 0) + Math.max(1, spanOf(t[row] ?? 0)));
  if (!sensor.min || !sensor.max) return { t: times, low: mean, mean, high: mean, banded: false, joinMs };
  const low = insertAfter(sensor.min, breaks, noNumber);
  const high = insertAfter(sensor.max, breaks, noNumber);
  return { t: times, low, mean, high, banded: true, spanOf, joinMs };
}
