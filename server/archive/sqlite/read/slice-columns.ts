// A slice as the archive holds it in memory, from which its JSON and every reduced history are made.

import type { DeviceColumns } from "../../../../shared/history/columns.ts";

/** All columns of one slice. */
export interface SliceColumns extends DeviceColumns {
  /** Another resolution has readings of the period that this one has no more. */
  readonly isThinned?: boolean;
  /** There are more sensors than an answer has; those with the fewest rows are left out. */
  readonly isCut?: boolean;
}

/** A column in which no row has a number yet. */
export function emptyColumn(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Memory of columns, bytes. */
export function bytesOf({ t, sensors }: SliceColumns): number {
  return t.length * 8 * (2 + 5 * sensors.length) + 500;
}
