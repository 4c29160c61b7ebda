// Columns for tests: by hand, and any that fast-check thinks of.

import fc from "fast-check";
import type { HistoryColumns, SensorColumns } from "../../shared/history/columns.ts";

/** What a test says of a row: time, battery, and a value per sensor (null for none). */
export type Row = readonly [t: number, battery: number, ...values: readonly (number | null)[]];

function column(rows: readonly Row[], of: (row: Row) => number | null | undefined): Float64Array {
  return Float64Array.from(rows, (row) => of(row) ?? Number.NaN);
}

/** Raw columns of a device; sensors are named `CO`, `CO-2`, … */
export function rawColumns(rows: readonly Row[], over: Partial<HistoryColumns> = {}): HistoryColumns {
  const width = Math.max(0, ...rows.map((row) => row.length - 2));
  const sensors = Array.from({ length: width }, (_, index): SensorColumns => {
    const key = index === 0 ? "CO" : `CO-${index + 1}`;
    return { key, type: "CO", values: column(rows, (row) => row[index + 2] as number | null) };
  });
  return {
    device: "handheld 1",
    resolution: "raw",
    t: column(rows, ([t]) => t),
    battery: Float32Array.from(rows, ([, battery]) => battery),
    sensors,
    known: [],
    ...over,
  };
}

/** The rows of raw columns as text, one line each, in their order. */
export function rowsOf({ t, battery, sensors }: HistoryColumns): string[] {
  return Array.from(t, (time, row) =>
    JSON.stringify([time, battery[row], ...sensors.map(({ key, values }) => `${key}=${values[row]}`)]),
  );
}

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2_000 }).map((tenths) => tenths / 10) },
  { weight: 2, arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** Readings in few moments, so that equal times and equal readings are common; ascending. */
export const rows: fc.Arbitrary<Row[]> = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 12 }).map((step) => 1_800_000_000_000 + step * 10_000),
      fc.integer({ min: 0, max: 3 }),
      value,
      value,
    ),
    { maxLength: 12 },
  )
  .map((drawn) => drawn.sort(([a], [b]) => a - b));
