// A slice as columns in memory, from which its JSON and every reduced history are made.

import type { SliceSensor } from "../../../../shared/wire/api.ts";

/** One sensor's columns; NaN where there is no number. Raw readings have one column under three names. */
export interface SensorColumns extends SliceSensor {
  readonly means: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  /** Numbers and nulls per row; undefined for raw readings. */
  readonly counts?: Int32Array;
  readonly faults?: Int32Array;
}

/** All columns of one slice; `t` ascending unix ms, `battery` percent, NaN for none. */
export interface SliceColumns {
  readonly t: Float64Array;
  readonly battery: Float64Array;
  readonly sensors: readonly SensorColumns[];
  /** Another resolution has readings of the period that this one has no more. */
  readonly isThinned?: boolean;
  /** There are more sensors than an answer has; those with the fewest rows are left out. */
  readonly isCut?: boolean;
}

/** What a sensor is, without its columns. */
export function sensorOf({ key, type, unit }: SliceSensor): SliceSensor {
  return unit === undefined ? { key, type } : { key, type, unit };
}

/** A column in which no row has a number yet. */
export function emptyColumn(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Memory of columns, bytes. */
export function bytesOf(columns: SliceColumns): number {
  return columns.t.length * 8 * (2 + 4 * columns.sensors.length) + 500;
}
