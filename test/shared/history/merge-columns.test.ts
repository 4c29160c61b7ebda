import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HistoryColumns } from "../../../shared/history/columns.ts";
import {
  cutColumns,
  emptyColumns,
  joinColumns,
  mergeRaw,
  mergeRollUps,
} from "../../../shared/history/merge-columns.ts";
import { columnsOfReadings } from "../../../shared/history/reading-columns.ts";
import { rollUp } from "../../../shared/history/roll-up.ts";
import { type Row, rawColumns, rows, rowsOf } from "../../helpers/build-columns.ts";

const isAscending = (t: Float64Array) => t.every((time, row) => row === 0 || time >= (t[row - 1] ?? 0));

/** Two histories that share some readings, as a slice and the stream do, and all readings of both. */
const overlapping = fc
  .tuple(rows, fc.array(fc.constantFrom("first", "second", "both"), { minLength: 12, maxLength: 12 }))
  .map(([all, owners]) => {
    const of = (name: string) => all.filter((_, row) => owners[row] === name || owners[row] === "both");
    return { all, first: of("first"), second: of("second") };
  });

describe("merging raw readings", () => {
  it("keeps the values of one gas in two units apart", () => {
    const posted = (t: number, val: number, unit?: string) => ({
      t,
      battery: 90,
      sensors: [unit === undefined ? { type: "CO", val } : { type: "CO", val, unit }],
    });
    const slice = columnsOfReadings("d", [posted(1, 12), posted(2, 500, "mg/m³")]);
    const live = columnsOfReadings("d", [posted(3, 501, "mg/m³")]);
    for (const joined of [mergeRaw(slice, live), joinColumns([slice, live])])
      expect(joined.sensors.map(({ unit, values }) => [unit, [...values]])).toEqual([
        [undefined, [12, Number.NaN, Number.NaN]],
        ["mg/m³", [Number.NaN, 500, 501]],
      ]);
  });

  it("keeps every reading, in order", () => {
    fc.assert(
      fc.property(overlapping, ({ all, first, second }) => {
        const merged = mergeRaw(rawColumns(first), rawColumns(second));
        expect(isAscending(merged.t)).toBe(true);
        const found = new Set(rowsOf(merged));
        for (const row of rowsOf(rawColumns(all))) expect(found).toContain(row);
      }),
    );
  });

  it("has a reading that both have only once", () => {
    const distinct = overlapping.filter(({ all }) => new Set(rowsOf(rawColumns(all))).size === all.length);
    fc.assert(
      fc.property(distinct, ({ all, first, second }) => {
        expect(mergeRaw(rawColumns(first), rawColumns(second)).t.length).toBe(all.length);
      }),
    );
  });

  it("changes nothing when the same is merged again", () => {
    fc.assert(
      fc.property(overlapping, ({ first, second }) => {
        const once = mergeRaw(rawColumns(first), rawColumns(second));
        expect(rowsOf(mergeRaw(once, rawColumns(second)))).toEqual(rowsOf(once));
        expect(rowsOf(mergeRaw(once, once))).toEqual(rowsOf(once));
      }),
    );
  });

  it("has the same readings whichever side comes first", () => {
    fc.assert(
      fc.property(overlapping, ({ first, second }) => {
        const one = mergeRaw(rawColumns(first), rawColumns(second));
        const other = mergeRaw(rawColumns(second), rawColumns(first));
        expect(rowsOf(one).sort()).toEqual(rowsOf(other).sort());
      }),
    );
  });

  it("keeps two equal readings of one moment that one side has", () => {
    const twice: Row[] = [
      [5_000, 90, 1],
      [5_000, 90, 1],
    ];
    expect(mergeRaw(rawColumns(twice), rawColumns(twice.slice(0, 1))).t.length).toBe(2);
    expect(mergeRaw(rawColumns(twice.slice(0, 1)), rawColumns(twice)).t.length).toBe(2);
  });

  it("gives a sensor that only one side has no values on the other's rows", () => {
    const merged = mergeRaw(rawColumns([[1_000, 90, 1]]), rawColumns([[2_000, 90, 2, 3]]));
    expect(merged.sensors.map(({ key, values }) => [key, ...values])).toEqual([
      ["CO", 1, 2],
      ["CO-2", Number.NaN, 3],
    ]);
  });

  it("knows what either side knows, until the later of both", () => {
    const first = rawColumns([], { known: [{ from: 0, to: 10 }], dataUntil: 10 });
    const second = rawColumns([[4, 90, 1]], { known: [{ from: 8, to: 20 }], dataUntil: 20 });
    expect(mergeRaw(first, second)).toMatchObject({ known: [{ from: 0, to: 20 }], dataUntil: 20 });
    const unsaid = rawColumns([[6, 90, 1]]);
    expect([mergeRaw(first, unsaid).dataUntil, mergeRaw(unsaid, second).dataUntil]).toEqual([10, 20]);
  });
});

describe("merging roll-ups", () => {
  const minutes = (drawn: readonly Row[]) => rollUp(rawColumns(drawn), "minute");

  it("has each row once, in order, with the extremes of both sides", () => {
    fc.assert(
      fc.property(overlapping, ({ all, first, second }) => {
        const merged = mergeRollUps(minutes(first), minutes(second));
        const whole = minutes(all);
        expect([...merged.t]).toEqual([...whole.t]);
        for (const { key, min, max } of whole.sensors) {
          const found = merged.sensors.find((sensor) => sensor.key === key);
          expect(found?.min).toEqual(min);
          expect(found?.max).toEqual(max);
        }
      }),
    );
  });

  it("has the same extremes in whichever order, also of the two zeros", () => {
    const [zero, below] = [minutes([[1_000, 90, 0]]), minutes([[2_000, 90, -0]])];
    for (const merged of [mergeRollUps(zero, below), mergeRollUps(below, zero)]) {
      expect(Object.is(merged.sensors[0]?.min?.[0], -0)).toBe(true);
      expect(Object.is(merged.sensors[0]?.max?.[0], 0)).toBe(true);
    }
    for (const [first, second] of [
      [0, -0],
      [-0, 0],
    ] as const) {
      const rolled = minutes([
        [1_000, 90, first],
        [2_000, 90, second],
      ]);
      expect(Object.is(rolled.sensors[0]?.min?.[0], -0)).toBe(true);
      expect(Object.is(rolled.sensors[0]?.max?.[0], 0)).toBe(true);
    }
  });

  it("changes nothing when the same is merged again", () => {
    fc.assert(
      fc.property(overlapping, ({ first, second }) => {
        const once = mergeRollUps(minutes(first), minutes(second));
        expect(mergeRollUps(once, minutes(second))).toEqual(once);
        expect(mergeRollUps(once, once)).toEqual(once);
      }),
    );
  });

  it("takes the mean of the side that was made of more readings", () => {
    const few = minutes([[0, 90, 10]]);
    const many = minutes([
      [0, 90, 10],
      [10_000, 90, 40],
    ]);
    expect([...(mergeRollUps(few, many).sensors[0]?.values ?? [])]).toEqual([25]);
    expect([...(mergeRollUps(many, few).sensors[0]?.values ?? [])]).toEqual([25]);
  });
});

describe("cutting and joining", () => {
  it("gives back what was cut into pieces", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 13 }), (drawn, step) => {
        const cut = 1_800_000_000_000 + step * 10_000;
        const end = 1_800_000_000_000 + 1_000_000;
        const raw = rawColumns(drawn, { known: [{ from: 1_800_000_000_000, to: end }], dataUntil: end });
        const joined = joinColumns([
          cutColumns(raw, { from: 0, to: cut }),
          cutColumns(raw, { from: cut, to: end }),
        ]);
        expect(joined).toEqual(raw);
      }),
    );
  });

  it("cuts at from, which is in, and at to, which is not", () => {
    const raw = rawColumns([
      [1, 90, 1],
      [2, 90, 2],
      [3, 90, 3],
    ]);
    expect([...cutColumns(raw, { from: 1, to: 3 }).t]).toEqual([1, 2]);
  });

  it("joins parts of which one has no rows or lacks a sensor", () => {
    const nothing = emptyColumns({ device: "handheld 1", resolution: "raw" });
    const joined = joinColumns([rawColumns([[1, 90, 1]]), nothing, rawColumns([[2, 80, 2, 3]])]);
    expect(rowsOf(joined)).toEqual(rowsOf(mergeRaw(rawColumns([[1, 90, 1]]), rawColumns([[2, 80, 2, 3]]))));
  });
});

describe("sensors that one side alone has", () => {
  const CO = { key: "CO", type: "CO" };
  const O2 = { key: "O2", type: "O2" };
  const of = (value: number) => Float64Array.of(value);
  const history = (resolution: "raw" | "minute", ...sensors: HistoryColumns["sensors"]): HistoryColumns => ({
    ...emptyColumns({ device: "d", resolution }),
    t: of(0),
    battery: Float32Array.of(90),
    sensors,
  });
  const full = (value: number, count: number) => ({
    values: of(value),
    min: of(value - 1),
    max: of(value + 1),
    count: of(count),
  });

  it("keep the readings of one moment apart", () => {
    const merged = mergeRaw(
      history("raw", { ...CO, values: of(1) }),
      history("raw", { ...CO, values: of(1) }, { ...O2, values: of(2) }),
    );
    expect(merged.sensors).toEqual([
      { ...CO, values: Float64Array.of(1, 1) },
      { ...O2, values: Float64Array.of(Number.NaN, 2) },
    ]);
    const other = mergeRaw(
      history("raw", { ...CO, values: of(1) }),
      history("raw", { ...O2, values: of(2) }),
    );
    expect(other.sensors).toEqual([
      { ...CO, values: Float64Array.of(1, Number.NaN) },
      { ...O2, values: Float64Array.of(Number.NaN, 2) },
    ]);
  });

  it("keep their figures in a row that both have", () => {
    const merged = mergeRollUps(
      history("minute", { ...CO, ...full(10, 2) }),
      history("minute", { ...O2, ...full(20, 3) }),
    );
    expect(merged.sensors).toEqual([
      { ...CO, ...full(10, 2) },
      { ...O2, ...full(20, 3) },
    ]);
  });

  it("leave readings readings where a part has no sensors at all", () => {
    const joined = joinColumns([
      history("raw", { ...CO, values: of(1) }),
      emptyColumns({ device: "d", resolution: "raw" }),
    ]);
    expect(joined.sensors).toStrictEqual([{ ...CO, values: of(1) }]);
  });

  it("begin with nothing", () => {
    expect(emptyColumns({ device: "d", resolution: "hour" })).toStrictEqual({
      device: "d",
      resolution: "hour",
      t: new Float64Array(),
      battery: new Float32Array(),
      sensors: [],
      known: [],
    });
  });
});
