// History as the app holds it, in memory and in IndexedDB alike: typed-array columns, NaN where there is no value.

import type { Period, Resolution } from "../../shared/history/slice.ts";
import type { SliceSensor } from "../../shared/wire/api.ts";

/** Columns of one sensor. Raw readings have `values`; roll-ups also `min`, `max` and `count`. */
export interface SensorColumns extends SliceSensor {
  /** The value, at coarse resolutions the mean. NaN: a row of the device in which this sensor gave no number. */
  readonly values: Float64Array;
  readonly min?: Float64Array;
  readonly max?: Float64Array;
  /** Roll-ups: how many numbers each row was made of. */
  readonly count?: Float64Array;
}

/** A stretch of which the rows are coarser than the others. */
export interface CoarserStretch extends Period {
  readonly resolution: "minute" | "hour";
}

/** A stretch of one device's history in columns; all arrays of one length, `t` ascending unix ms. */
export interface HistoryColumns {
  readonly device: string;
  readonly resolution: Resolution;
  readonly t: Float64Array;
  /** Percent; NaN for none. */
  readonly battery: Float32Array;
  readonly sensors: readonly SensorColumns[];
  /** Which parts of the asked range are known, ascending and disjoint. What is outside is unknown, not empty. */
  readonly known: readonly Period[];
  /** Until when (unix ms, server time) the data is known to be whole; undefined when nothing is known. */
  readonly dataUntil?: number;
  /** Where coarser rows stand in for those that are gone or were never fetched. All sensors have `min` and `max` then. */
  readonly coarser?: readonly CoarserStretch[];
  /** What was not confirmed since the last contact with the server, which may have had late readings of it. */
  readonly unconfirmed?: readonly Period[];
}
