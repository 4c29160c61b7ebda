// The slices of a range as one, with no more of them than a reduced history needs.

import { firstIndexAt } from "../../../../shared/history/reduce.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { identityText } from "../../../../shared/rules/reading.ts";
import type { SliceSensor } from "../../../../shared/wire/api.ts";
import { mostHeard } from "./most-heard.ts";
import { emptyColumn, type SensorColumns, type SliceColumns, sensorOf } from "./slice-columns.ts";

export type RangeSensor = SliceSensor & Pick<SensorColumns, "lows" | "highs">;

/** Rows first ≤ i < end that are `unitMs` long each, 1 for readings. */
export interface Run {
  readonly first: number;
  readonly end: number;
  readonly unitMs: number;
}

/** `t` ascending unix ms; NaN where there is no number. */
export interface RangeColumns {
  readonly t: Float64Array;
  readonly sensors: readonly RangeSensor[];
  /** What the rows are, in their order and without empty ones. */
  readonly runs: readonly Run[];
  /** Sensors were left out, here or in a piece. */
  readonly isCut: boolean;
}

/** Columns of rows of one length. */
export interface Piece {
  readonly columns: SliceColumns;
  readonly unitMs: number;
}

/** Pieces put one after the other; a sensor that a piece lacks has no numbers there. */
export function joinPieces(pieces: readonly Piece[]): RangeColumns {
  const own = pieces.map(({ columns: { t, sensors } }) => ({
    length: t.length,
    sensors: new Map(sensors.map((sensor) => [identityText(sensor), sensor])),
  }));
  const known = new Map(own.flatMap(({ sensors }) => [...sensors]));
  const rows = new Map<string, number>();
  for (const { length, sensors } of own)
    for (const identity of sensors.keys()) rows.set(identity, (rows.get(identity) ?? 0) + length);
  const most = mostHeard(rows);
  const kept = [...known].filter(([identity]) => most?.has(identity) !== false);
  const sensors = kept.map(([identity, sensor]) => {
    const parts = own.map((piece) => ({ length: piece.length, columns: piece.sensors.get(identity) }));
    return joinSensor(parts, sensorOf(sensor));
  });
  const isCut = most !== undefined || pieces.some(({ columns }) => columns.isCut);
  return { t: join(pieces.map(({ columns }) => columns.t)), sensors, runs: runsOf(pieces), isCut };
}

function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  let first = 0;
  for (const { columns, unitMs } of pieces) {
    const end = first + columns.t.length;
    const last = runs.at(-1);
    if (last?.unitMs === unitMs) runs[runs.length - 1] = { ...last, end };
    else if (end > first) runs.push({ first, end, unitMs });
    first = end;
  }
  return runs;
}

/** The rows of a piece that reach into a period. Shares memory with what was given. */
export function cutPiece({ columns, unitMs }: Piece, { from, to }: Period): Piece {
  // A minute or an hour that began before the period reaches into it.
  const [first, end] = [firstIndexAt(columns.t, from - unitMs + 1), firstIndexAt(columns.t, to)];
  const sensors = columns.sensors.map((sensor) => {
    const lows = sensor.lows.subarray(first, end);
    const isOne = sensor.lows === sensor.highs;
    return { ...sensor, lows, highs: isOne ? lows : sensor.highs.subarray(first, end) };
  });
  return { columns: { ...columns, t: columns.t.subarray(first, end), sensors }, unitMs };
}

interface SensorPart {
  readonly length: number;
  readonly columns: SensorColumns | undefined;
}

function joinSensor(parts: readonly SensorPart[], sensor: SliceSensor): RangeSensor {
  const own = parts.map(({ length, columns }) => {
    const { lows, highs } = columns ?? { lows: emptyColumn(length), highs: undefined };
    // Raw readings have one column under both names; it is joined once.
    return { lows, highs: highs ?? lows };
  });
  const lows = join(own.map((columns) => columns.lows));
  const isOne = own.every((columns) => columns.lows === columns.highs);
  return { ...sensor, lows, highs: isOne ? lows : join(own.map(({ highs }) => highs)) };
}

function join(columns: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  return whole;
}
