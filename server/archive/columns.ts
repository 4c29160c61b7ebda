// What history is read as, whatever keeps it. answers.ts makes JSON of it. Types only.

import type { DeviceColumns } from "../../shared/history/columns.ts";

/** All columns of one slice. */
export interface SliceColumns extends DeviceColumns {
  /** Another resolution has readings of the period that this one has no more. */
  readonly isThinned?: boolean;
  /** There are more sensors than an answer has; those with the fewest rows are left out. */
  readonly isCut?: boolean;
}

/** Rows first ≤ i < end that are `unitMs` long each, 1 for readings. */
export interface Run {
  readonly first: number;
  readonly end: number;
  readonly unitMs: number;
}

/** The columns of a range. Of sensors where all rows are readings the values, else the lowest and the highest of each row. */
export interface RangeColumns extends Pick<DeviceColumns, "t" | "sensors"> {
  /** What the rows are, in their order and without empty ones. */
  readonly runs: readonly Run[];
  /** Sensors were left out, here or in a piece. */
  readonly isCut: boolean;
}
