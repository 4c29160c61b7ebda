import { expect, it } from "vitest";
import type { ChartLine } from "../../../pwa/src/charts/chart-picture.ts";
import { summariseLine, tableOf } from "../../../pwa/src/charts/line-summary.ts";
import { buildLine, rawColumns } from "./build-picture.ts";

const RANGE = { low: -3.5, high: 1_100_000 };
const WINDOW = { from: 0, to: 10_000 };

function lineOf(values: readonly number[], line: Partial<ChartLine> = {}): ChartLine {
  return buildLine({ columns: rawColumns(values), range: RANGE, limits: { a1: 35, a2: 70 }, ...line });
}

function band(low: number, mean: number, high: number) {
  const of = (value: number) => Float64Array.of(value);
  return { t: of(0), low: of(low), mean: of(mean), high: of(high), banded: true };
}

it("says lowest, mean, highest and where the line is beyond a limit", () => {
  expect(summariseLine(lineOf([10, 90, 20]), WINDOW)).toEqual({
    lowest: { t: 0, value: 10 },
    highest: { t: 1_000, value: 90 },
    mean: 40,
    excursions: [{ level: "a2", side: "high", value: 90, t: 1_000, from: 1_000, to: 1_000 }],
    misread: [],
  });
});

it("takes no number that can be no measurement for one, and says that there were such", () => {
  const summary = summariseLine(lineOf([10, 1e12, 90, -500, 20]), WINDOW);
  expect(summary).toMatchObject({ lowest: { value: 10 }, mean: 40, highest: { t: 2_000, value: 90 } });
  expect(summary?.misread).toEqual(["below", "above"]);
  expect(summary?.excursions.map(({ value }) => value)).toEqual([90]);
});

it("has no figures where no number can be a measurement", () => {
  expect(summariseLine(lineOf([1e12, 1e300]), WINDOW)).toEqual({
    lowest: undefined,
    highest: undefined,
    mean: undefined,
    excursions: [],
    misread: ["above"],
  });
});

it("keeps of a minute the end that can be a measurement, but not the mean that the other one spoilt", () => {
  const summary = summariseLine(lineOf([], { columns: band(2, 5e11, 1e12) }), WINDOW);
  expect(summary).toMatchObject({ lowest: { value: 2 }, highest: { value: 2 }, mean: undefined });
  expect(summary?.misread).toEqual(["above"]);
});

it("turns lowest and highest with a negative gain", () => {
  const line = lineOf([], { columns: band(-9, -4, -1), toShown: (raw) => -raw });
  expect(summariseLine(line, WINDOW)).toMatchObject({ lowest: { value: 1 }, mean: 4, highest: { value: 9 } });
});

it("has nothing to say of a window without numbers", () => {
  expect(summariseLine(lineOf([Number.NaN]), WINDOW)).toBeUndefined();
  expect(
    tableOf(lineOf([1, 1e12]), { from: 0, to: 3_000 }, 3).map(({ summary }) => summary?.misread),
  ).toEqual([[], ["above"], undefined]);
});
