import { expect, it } from "vitest";
import {
  areaOf,
  type Curve,
  type CurvePoint,
  curveOf,
  pathOf,
  placeY,
} from "../../../pwa/src/rules/alarm-curve.ts";
import { presentAlarm } from "../../../shared/present/present-alarm.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";
import { rawColumns } from "../../helpers/build-columns.ts";

function curve(points: readonly CurvePoint[]): Curve {
  const drawn = { points, low: 0, high: 80, extent: undefined };
  return { from: 0, to: 900_000, ...drawn, limit: 70, band: { x: 0, width: 2 } };
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

const AROUND = {
  device: undefined,
  moment: { serverNow: 900_000, link: "live" },
  viewing: { preset: "instrument", units: "usual" },
} as const;

it("has the scale of what can be measured: beside an absurd number the peak keeps its height", () => {
  const columns = rawColumns([
    [0, 90, 0],
    [30_000, 90, 900],
    [60_000, 90, 1e12],
    [90_000, 90, 0],
  ]);
  const curve = curveOf(columns, presentAlarm(buildAlarm(), AROUND), { from: 0, to: 900_000 });
  expect([curve.low, curve.high]).toEqual([0, 900]);
  expect([900, 1e12, 0, -1e12].map((value) => placeY(value, curve))).toEqual([0, 0, 160, 160]);
});

it("draws a reading that stands alone: a line of no length is not seen", () => {
  const lone = { step: 100, low: 40, high: 40 };
  expect(pathOf(curve([lone]))).toBe("M201.0 80.0h2");
  expect(pathOf(curve([{ step: 0, low: 0, high: 40 }, lone]))).toBe("M1.0 160.0V80.0M201.0 80.0h2");
});

it("tells from the lowest to the highest that was measured, also of several readings in one step", () => {
  const columns = rawColumns([
    [0, 90, 20.9],
    [1_000, 90, 8],
    [2_000, 90, 20.8],
    [500_000, 90, 20.9],
    [600_000, 90, 1e12],
  ]);
  const { extent } = curveOf(columns, presentAlarm(buildAlarm(), AROUND), { from: 0, to: 900_000 });
  expect(extent).toEqual({ low: 8, high: 20.9 });
  const none = curveOf(rawColumns([]), presentAlarm(buildAlarm(), AROUND), { from: 0, to: 900_000 });
  expect(none.extent).toBe(undefined);
});
