import fc from "fast-check";
import { expect, it } from "vitest";
import { rollUp } from "../../../pwa/offline/roll-up.ts";
import { rawColumns, rows } from "./build-columns.ts";

it("keeps minimum, maximum, count and lowest battery of each minute, and loses no excursion", () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const minutes = rollUp(rawColumns(drawn), "minute");
      const starts = [...new Set(drawn.map(([t]) => Math.floor(t / 60_000) * 60_000))];
      expect([...minutes.t]).toEqual(starts);
      for (const [row, start] of starts.entries()) {
        const inside = drawn.filter(([t]) => t >= start && t < start + 60_000);
        const values = inside.map(([, , value]) => value).filter((value) => typeof value === "number");
        const [co] = minutes.sensors;
        expect(co?.count?.[row]).toBe(values.length);
        expect(minutes.battery[row]).toBe(Math.min(...inside.map(([, battery]) => battery)));
        if (values.length === 0) expect(co?.min?.[row]).toBeNaN();
        else expect([co?.min?.[row], co?.max?.[row]]).toEqual([Math.min(...values), Math.max(...values)]);
      }
    }),
  );
});

it("has a mean within the extremes of numbers whose sum is beyond the greatest double", () => {
  const most = Number.MAX_VALUE;
  const of = (...values: number[]) =>
    rollUp(rawColumns(values.map((value, index): [number, number, number] => [index, 90, value])), "minute")
      .sensors[0]?.values[0];
  expect(of(most, most, most)).toBe(most);
  expect(of(most, most, -most, -most)).toBe(0);
  expect(of(1, 2, 6)).toBe(3);
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
