import fc from "fast-check";
import { expect, it } from "vitest";
import { rollUp } from "../../../shared/history/roll-up.ts";
import { rawColumns, rows } from "../../helpers/build-columns.ts";

it("keeps minimum, maximum, count and lowest battery of each minute, and loses no excursion", () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const minutes = rollUp(rawColumns(drawn), "minute");
      const starts = [...new Set(drawn.map(([t]) => Math.floor(t / 60_000) * 60_000))];
      expect([...minutes.t]).toEqual(starts);
      for (const [row, start] of starts.entries()) {
        const inside = drawn.filter(([t]) => t >= start && t < start + 60_000);
        const values = inside.flatMap(([, , value]) =>
          // Of -0 and 0 either may stand for both.
          typeof value === "number" && value >= -1_000_000_000 && value <= 1_100_000 ? [value + 0] : [],
        );
        const [co] = minutes.sensors;
        expect(co?.count?.[row]).toBe(values.length);
        expect(minutes.battery[row]).toBe(Math.min(...inside.map(([, battery]) => battery)));
        if (values.length === 0) expect(co?.min?.[row]).toBeNaN();
        else {
          const extremes = [co?.min?.[row], co?.max?.[row]].map((value = Number.NaN) => value + 0);
          expect(extremes).toEqual([Math.min(...values), Math.max(...values)]);
        }
      }
    }),
  );
});

it("hides no peak behind a number that cannot be", () => {
  const values = [5, 900, 1e12, -Number.MAX_VALUE, 1_100_001, 4];
  const rows = values.map((value, index): [number, number, number] => [index, 90, value]);
  const [co] = rollUp(rawColumns(rows), "minute").sensors;
  expect([co?.count?.[0], co?.min?.[0], co?.max?.[0], co?.values[0]]).toEqual([3, 4, 900, 303]);
});

it("hides no peak of a sensor that is set to a unit of which there may be more", () => {
  const rows = [5, 8_000_000, 1e12, 4].map((value, index): [number, number, number] => [index, 90, value]);
  const minutes = rollUp(rawColumns(rows), "minute", { CO: { unit: "ppb" } });
  expect([minutes.sensors[0]?.count?.[0], minutes.sensors[0]?.max?.[0]]).toEqual([3, 8_000_000]);
  const [hour] = rollUp(minutes, "hour", { CO: { unit: "ppb" } }).sensors;
  expect([hour?.min?.[0], hour?.max?.[0]]).toEqual([4, 8_000_000]);
});

it("hides no peak of an hour behind a minute that an earlier version gave a number that cannot be", () => {
  const minutes = {
    ...rawColumns([]),
    resolution: "minute" as const,
    t: Float64Array.of(0, 60_000),
    battery: Float32Array.of(90, 90),
    sensors: [
      {
        key: "CO",
        type: "CO",
        values: Float64Array.of(4, 1_000_000),
        min: Float64Array.of(3, 2),
        max: Float64Array.of(900, 5_000_000),
        count: Float64Array.of(5, 5),
      },
    ],
  };
  const [co] = rollUp(minutes, "hour").sensors;
  expect([co?.min?.[0], co?.max?.[0]]).toEqual([2, 900]);
});

it("has the lowest battery of those that were told, and none where none was", () => {
  const rows: [number, number, number][] = [
    [0, Number.NaN, 1],
    [1, 80, 1],
    [2, 70, 1],
    [60_000, Number.NaN, 1],
  ];
  expect([...rollUp(rawColumns(rows), "minute").battery]).toEqual([70, Number.NaN]);
});
