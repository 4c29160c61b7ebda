// History in columns, the same for the server's archive and the phone: typed arrays, NaN where there is no value.

import type { SensorIdentity } from "../rules/reading.ts";
import type { Period, Resolution } from "./slice.ts";

/** Columns of one sensor. Raw readings have `values`; roll-ups have all but `faults`, which the server alone has. */
export interface SensorColumns extends SensorIdentity {
  /** The value, at coarse resolutions the mean. NaN: a row of the device in which this sensor gave no number. */
  readonly values: Float64Array;
  readonly min?: Float64Array;
  readonly max?: Float64Array;
  /** How many numbers each row was made of. */
  readonly count?: Float64Array;
  /** How many readings of each row had no number. */
  readonly faults?: Float64Array;
}

/** Rows of one device; all arrays of one length, `t` ascending unix ms, `battery` percent, NaN for none. */
export interface DeviceColumns {
  readonly t: Float64Array;
  readonly battery: Float32Array | Float64Array;
  readonly sensors: readonly SensorColumns[];
}

/** What can be the highest of a row: its maximum, of a raw reading its value. */
export function highsOf({ max, values }: SensorColumns): Float64Array {
  return max ?? values;
}

/** What can be the lowest of a row. */
export function lowsOf({ min, values }: SensorColumns): Float64Array {
  return min ?? values;
}

/** Rows first ≤ i < end. Shares memory with what was given. */
export function cutRows<Of extends DeviceColumns>({ t, battery, sensors }: Of, first: number, end: number) {
  const cut = (column: Float64Array) => column.subarray(first, end);
  return {
    t: cut(t),
    battery: battery.subarray(first, end) as Of["battery"],
    sensors: sensors.map((sensor) => mapColumns(sensor, cut)),
  };
}

/** A sensor with each of its columns changed. */
export function mapColumns(
  sensor: SensorColumns,
  change: (column: Float64Array) => Float64Array,
): SensorColumns {
  const { values, min, max, count, faults } = sensor;
  return {
    ...sensor,
    values: change(values),
    ...(min && { min: change(min) }),
    ...(max && { max: change(max) }),
    ...(count && { count: change(count) }),
    ...(faults && { faults: change(faults) }),
  };
}

/** A stretch of which the rows are coarser than the others. */
export interface CoarserStretch extends Period {
  readonly resolution: "minute" | "hour";
}

/** A stretch of one device's history as the app holds it, in memory and in IndexedDB alike. */
export interface HistoryColumns extends DeviceColumns {
  readonly device: string;
  readonly resolution: Resolution;
  readonly battery: Float32Array;
  /** Which parts of the asked range are known, ascending and disjoint. What is outside is unknown, not empty. */
  readonly known: readonly Period[];
  /** Until when (unix ms, server time) the data is known to be whole; undefined when nothing is known. */
  readonly dataUntil?: number;
  /** Where coarser rows stand in for those that are gone or were never fetched. All sensors have `min` and `max` then. */
  readonly coarser?: readonly CoarserStretch[];
  /** What was not confirmed since the last contact with the server, which may have had late readings of it. */
  readonly unconfirmed?: readonly Period[];
}
