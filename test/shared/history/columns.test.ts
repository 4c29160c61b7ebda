// Columns by hand: what is cut, joined and laid beside each other, figure by figure.

import { expect, it } from "vitest";
import { alignRows } from "../../../shared/history/align-rows.ts";
import {
  cutRows,
  type HistoryColumns,
  highsOf,
  lowsOf,
  mapColumns,
} from "../../../shared/history/columns.ts";
import { concatenate, joinSensors } from "../../../shared/history/join-sensors.ts";
import { joinColumns, mergeRaw, mergeRollUps } from "../../../shared/history/merge-columns.ts";
import { banded, fillHoles, joinMixed, mergeReadings } from "../../../shared/history/mixed-columns.ts";
import { columnsOfReadings } from "../../../shared/history/reading-columns.ts";
import { rawColumns } from "../../helpers/build-columns.ts";

const NONE = Number.NaN;
const of = (...figures: readonly number[]) => Float64Array.from(figures);
const CO = { key: "CO", type: "CO" };
const FULL = { ...CO, values: of(1, 2), min: of(0, 1), max: of(5, 6), count: of(3, 4), faults: of(0, 1) };

/** Minutes of one sensor: mean, lowest, highest and how many of each. */
function minutes(
  rows: readonly (readonly [t: number, mean: number, min: number, max: number, count: number])[],
  over: Partial<HistoryColumns> = {},
): HistoryColumns {
  const column = (place: number) => Float64Array.from(rows, (row) => row[place] ?? NONE);
  return {
    device: "handheld 1",
    resolution: "minute",
    t: column(0),
    battery: Float32Array.from(rows, () => 90),
    sensors: [{ ...CO, values: column(1), min: column(2), max: column(3), count: column(4) }],
    known: [],
    ...over,
  };
}

it("takes of a reading its value for the highest and the lowest, of a row of minutes those", () => {
  expect([highsOf(FULL), lowsOf(FULL)]).toEqual([of(5, 6), of(0, 1)]);
  const raw = { ...CO, values: of(1, 2) };
  expect([highsOf(raw), lowsOf(raw)]).toEqual([of(1, 2), of(1, 2)]);
});

it("changes each column that a sensor has, and makes none up", () => {
  const half = (column: Float64Array) => column.subarray(0, 1);
  expect(mapColumns(FULL, half)).toStrictEqual({
    ...CO,
    values: of(1),
    min: of(0),
    max: of(5),
    count: of(3),
    faults: of(0),
  });
  expect(mapColumns({ ...CO, values: of(1, 2) }, half)).toStrictEqual({ ...CO, values: of(1) });
});

it("cuts rows out of all columns", () => {
  const battery = Float32Array.of(90, 80, 70);
  const sensors = [{ ...CO, values: of(1, 2, 3) }];
  expect(cutRows({ t: of(10, 20, 30), battery, sensors }, 1, 2)).toEqual({
    t: of(20),
    battery: Float32Array.of(80),
    sensors: [{ ...CO, values: of(2) }],
  });
});

it("lays rows of equal times beside each other where they are the same, the first table's before the second's", () => {
  const all = alignRows(of(1, 2, 2, 5), of(0, 2, 2, 2, 6), () => true);
  expect(all).toEqual({
    rows: 7,
    a: Int32Array.of(-1, 0, 1, 2, -1, 3, -1),
    b: Int32Array.of(0, -1, 1, 2, 3, -1, 4),
  });
  const none = alignRows(of(1, 2), of(2, 3), () => false);
  expect(none).toEqual({ rows: 4, a: Int32Array.of(0, 1, -1, -1), b: Int32Array.of(-1, -1, 0, 1) });
  const second = alignRows(of(2, 2), of(2), (a) => a === 1);
  expect(second).toEqual({ rows: 2, a: Int32Array.of(0, 1), b: Int32Array.of(-1, 0) });
  expect(alignRows(of(), of(7), () => true)).toEqual({ rows: 1, a: Int32Array.of(-1), b: Int32Array.of(0) });
});

it("puts columns one after the other", () => {
  expect(concatenate([of(1, 2), Float32Array.of(3), of()])).toEqual(of(1, 2, 3));
  expect(concatenate([])).toEqual(of());
});

it("joins sensors by what they are; a part that lacks one has no numbers, a reading is its own lowest and highest", () => {
  const parts = [
    { t: of(0, 60_000), sensors: [FULL] },
    {
      t: of(120_000),
      sensors: [
        { ...CO, values: of(7) },
        { ...CO, key: "CO-2", values: of(8) },
      ],
    },
  ];
  expect(joinSensors(parts, ["values", "min", "max", "count"])).toStrictEqual([
    { ...CO, values: of(1, 2, 7), min: of(0, 1, 7), max: of(5, 6, 7), count: of(3, 4, NONE) },
    {
      key: "CO-2",
      type: "CO",
      values: of(NONE, NONE, 8),
      min: of(NONE, NONE, 8),
      max: of(NONE, NONE, 8),
      count: of(NONE, NONE, NONE),
    },
  ]);
  const kept = joinSensors(parts, ["values"], (identity) => identity.includes("CO-2"));
  expect(kept).toStrictEqual([{ key: "CO-2", type: "CO", values: of(NONE, NONE, 8) }]);
});

it("merges rows of minutes: the lowest and highest of both, and the mean of the one that was made of more", () => {
  const first = minutes([
    [0, 10, 5, 20, 4],
    [60_000, 11, 6, 21, 4],
    [120_000, 12, 7, 22, 4],
  ]);
  const second = minutes([
    [60_000, 30, 3, 25, 5],
    [120_000, 40, 8, 23, 4],
    [180_000, 50, 40, 60, 2],
  ]);
  const merged = mergeRollUps(
    { ...first, battery: Float32Array.of(90, 80, 70) },
    { ...second, battery: Float32Array.of(85, 60, 50) },
  );
  expect(merged).toEqual({
    ...minutes([
      [0, 10, 5, 20, 4],
      [60_000, 30, 3, 25, 5],
      [120_000, 12, 7, 23, 4],
      [180_000, 50, 40, 60, 2],
    ]),
    battery: Float32Array.of(90, 80, 60, 50),
  });
});

it("lets a row without numbers take those of the other side", () => {
  const empty = minutes([[0, NONE, NONE, NONE, 0]]);
  const full = minutes([[0, 10, 5, 20, 4]]);
  expect(mergeRollUps(empty, full).sensors).toEqual(full.sensors);
  expect(mergeRollUps(full, empty).sensors).toEqual(full.sensors);
});

it("keeps the rows, and adds what is known, where the other side has no rows", () => {
  const known = [{ from: 0, to: 60_000 }];
  const later = { ...minutes([]), sensors: [], known: [{ from: 60_000, to: 90_000 }], dataUntil: 90_000 };
  const all = { known: [{ from: 0, to: 90_000 }], dataUntil: 90_000 };
  const rows = minutes([[0, 10, 5, 20, 4]], { known });
  expect(mergeRollUps(rows, later)).toEqual({ ...rows, ...all });
  const raw = rawColumns([[5, 90, 1]], { known });
  expect(mergeRaw(raw, { ...later, resolution: "raw" })).toEqual({ ...raw, ...all });
  expect(mergeRaw(raw, rawColumns([]))).toStrictEqual(raw);
});

it("keeps a reading's battery and values on either side of a merge", () => {
  const merged = mergeRaw(
    rawColumns([[5, 90, 1]]),
    rawColumns([
      [5, 80, 1],
      [7, 70, null],
    ]),
  );
  expect(merged).toEqual(
    rawColumns([
      [5, 90, 1],
      [5, 80, 1],
      [7, 70, null],
    ]),
  );
});

it("joins parts as they are, one alone as itself, and none not at all", () => {
  const first = rawColumns([[5, 90, 1]], { known: [{ from: 0, to: 6 }], dataUntil: 9 });
  const second = rawColumns([[7, 80, 2]], { known: [{ from: 6, to: 8 }], dataUntil: 8 });
  expect(joinColumns([first, second])).toStrictEqual(
    rawColumns(
      [
        [5, 90, 1],
        [7, 80, 2],
      ],
      { known: [{ from: 0, to: 8 }], dataUntil: 9 },
    ),
  );
  expect(joinColumns([first])).toBe(first);
  expect(joinColumns([rawColumns([]), rawColumns([])])).not.toHaveProperty("dataUntil");
  expect(() => joinColumns([])).toThrow("There is nothing to join.");
});

it("makes readings of the stream into columns, in order of time", () => {
  const reading = (
    t: number,
    battery: number | null,
    ...sensors: { type: string; val: number | null }[]
  ) => ({
    t,
    battery,
    sensors,
  });
  const columns = columnsOfReadings("d", [
    reading(9, null, { type: "CO", val: 3 }, { type: "CO", val: 4 }),
    reading(5, 80, { type: "CO", val: null }),
  ]);
  expect(columns).toStrictEqual({
    device: "d",
    resolution: "raw",
    t: of(5, 9),
    battery: Float32Array.of(80, NONE),
    sensors: [
      { ...CO, values: of(NONE, 3) },
      { key: "CO-2", type: "CO", values: of(NONE, 4) },
    ],
    known: [],
  });
});

it("gives readings a lowest, a highest and a count, and leaves those that rows have", () => {
  const sensors = [{ ...CO, values: of(1, NONE) }, FULL];
  expect(banded({ ...rawColumns([]), sensors }).sensors).toEqual([
    { ...CO, values: of(1, NONE), min: of(1, NONE), max: of(1, NONE), count: of(1, 0) },
    FULL,
  ]);
});

it("takes a row of minutes into a hole that it reaches into, and none that ends before", () => {
  const coarse = minutes(
    [
      [0, 1, 1, 1, 1],
      [60_000, 2, 2, 2, 1],
      [120_000, 3, 3, 3, 1],
    ],
    { known: [{ from: 0, to: 180_000 }], unconfirmed: [{ from: 100_000, to: 130_000 }] },
  );
  const filled = fillHoles(rawColumns([]), coarse, [{ from: 60_000, to: 120_000 }]);
  expect([...filled.t]).toEqual([60_000]);
  expect(filled.unconfirmed).toEqual([{ from: 100_000, to: 120_000 }]);
  expect([...fillHoles(rawColumns([]), coarse, [{ from: 59_999, to: 60_001 }]).t]).toEqual([0, 60_000]);
  const hours = { ...coarse, resolution: "hour" as const };
  expect([...fillHoles(rawColumns([]), hours, [{ from: 130_000, to: 140_000 }]).t]).toEqual([
    0, 60_000, 120_000,
  ]);
});

it("leaves a history as it is where nothing coarser is known of its holes", () => {
  const raw = rawColumns([[5, 90, 1]]);
  const hole = [{ from: 0, to: 60_000 }];
  expect(fillHoles(raw, minutes([], { known: [] }), hole)).toBe(raw);
  expect(fillHoles(raw, rawColumns([[7, 90, 1]], { known: hole }), hole)).toBe(raw);
  expect(fillHoles(raw, minutes([], { known: hole }), [])).toBe(raw);
});

it("says where rows are coarser in order of time, and says nothing where none are", () => {
  const coarser = (from: number) => [{ from, to: from + 1, resolution: "minute" as const }];
  const first = rawColumns([[1, 90, 1]], { coarser: coarser(9) });
  const second = rawColumns([[5, 90, 2]], { coarser: coarser(4) });
  expect(joinMixed([first, second]).coarser).toEqual([...coarser(4), ...coarser(9)]);
  const plain = joinMixed([rawColumns([[1, 90, 1]]), rawColumns([[5, 90, 2]])]);
  expect(plain).not.toHaveProperty("coarser");
  expect(plain).not.toHaveProperty("unconfirmed");
  expect(plain.sensors[0]).not.toHaveProperty("min");
  expect(joinMixed([first, rawColumns([[5, 90, 2]])]).sensors[0]).toMatchObject({
    min: of(1, 2),
    max: of(1, 2),
  });
});

it("merges readings into rows of whatever length", () => {
  const reading = rawColumns([[61_000, 80, 30]]);
  const rows = minutes([[60_000, 10, 10, 10, 1]]);
  expect(mergeReadings(rows, reading)).toMatchObject({
    resolution: "minute",
    t: of(60_000),
    sensors: [{ min: of(10), max: of(30) }],
  });
  const mixed = {
    ...banded(rawColumns([[1, 90, 1]])),
    coarser: [{ from: 0, to: 1, resolution: "minute" as const }],
  };
  expect(mergeReadings(mixed, reading)).toMatchObject({
    t: of(1, 61_000),
    sensors: [{ min: of(1, 30), max: of(1, 30), count: of(1, 1) }],
    coarser: mixed.coarser,
  });
  const raw = mergeReadings(rawColumns([[1, 90, 1]]), reading);
  expect(raw.sensors[0]).not.toHaveProperty("min");
  expect([...raw.t]).toEqual([1, 61_000]);
});
