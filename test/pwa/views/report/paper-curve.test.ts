import { expect, it } from "vitest";
import { paperPath } from "../../../../pwa/src/views/report/paper-curve.ts";

const RANGE = { low: -3.5, high: 1_100_000 };

function pathOf(v: readonly (number | null)[], t = v.map((_, index) => index * 10)) {
  const series = { key: "CO", type: "CO", t, v };
  const period = { from: 0, to: 640 };
  return paperPath({ series, period, toShown: (raw) => raw, limits: [35], range: RANGE });
}

it("draws the highest value at the top and zero at the bottom, with the limits that it comes near to", () => {
  expect(pathOf([0, 90, 45])).toEqual({
    path: "M0.0 93.0h1L10.0 3.0L20.0 48.0",
    limits: [expect.closeTo(58, 9)],
  });
});

it("draws a reading that stands alone between two silences", () => {
  expect(pathOf([0, null, 90, null, 0])?.path).toBe("M0.0 93.0h1M20.0 3.0h1M40.0 93.0h1");
});

it("keeps a peak as high as it is beside a number that can be no measurement", () => {
  expect(pathOf([0, 90, 0, 1e12, -1e12])?.path).toBe("M0.0 93.0h1L10.0 3.0L20.0 93.0L30.0 3.0L40.0 93.0");
});

it("draws what began before the period at its edge, and nothing where there is no number", () => {
  expect(pathOf([90, 0], [-20, 10])?.path).toBe("M0.0 3.0h1L10.0 93.0");
  expect(pathOf([null, null])).toBe(undefined);
});
