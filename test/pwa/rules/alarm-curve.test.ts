import { expect, it } from "vitest";
import { areaOf, type Curve, type CurvePoint } from "../../../pwa/src/rules/alarm-curve.ts";

function curve(points: readonly CurvePoint[]): Curve {
  return { from: 0, to: 900_000, points, low: 0, high: 80, limit: 70, band: { x: 0, width: 2 } };
}

it("fills what lies below the highest values, down to the picture's edge", () => {
  const points = [
    { step: 0, low: 10, high: 20 },
    { step: 1, low: 30, high: 80 },
  ];
  expect(areaOf(curve(points))).toBe("M1.0 160.0L1.0 120.0L3.0 0.0L3.0 160.0Z");
});

it("fills nothing where nothing was measured, and no single point", () => {
  const points = [
    { step: 0, low: 0, high: 40 },
    { step: 1, low: 0, high: 40 },
    { step: 100, low: 0, high: 40 },
  ];
  expect(areaOf(curve(points))).toBe("M1.0 160.0L1.0 80.0L3.0 80.0L3.0 160.0Z");
  expect(areaOf(curve([]))).toBe("");
});
