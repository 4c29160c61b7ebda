import type { SliceColumns } from "../../columns.ts";

/** A column in which no row has a number yet. */
export function emptyColumn(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Memory of columns, bytes. */
export function bytesOf({ t, sensors }: SliceColumns): number {
  return t.length * 8 * (2 + 5 * sensors.length) + 500;
}
