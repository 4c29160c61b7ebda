import { expect, it } from "vitest";
import { presentSensor, scaleOf } from "../../../shared/present/present-sensor.ts";
import { gasOf } from "../../../shared/rules/gases.ts";
import { ruleOf } from "../../../shared/rules/judge.ts";
import {
  beyond,
  faultAlarmBelow,
  maySuitAnotherUnit,
  possibleRange,
} from "../../../shared/rules/sensor-range.ts";
import type { Limits } from "../../../shared/rules/settings.ts";

interface Case {
  readonly unit?: string;
  readonly limits?: Limits;
  readonly preset?: "instrument" | "original";
}

function stateOf(type: string, value: number, { unit, limits, preset = "instrument" }: Case = {}) {
  const id = { key: type, type, ...(unit && { unit }) };
  const scale = scaleOf(id, limits && { limits }, { preset, units: "usual" });
  return presentSensor({ ...id, value, measuredAt: 0 } as never, scale, { status: "live", ageMs: 0 } as never)
    .state;
}

it.each([
  ["CO", { low: 0 }, -3.5],
  ["CO", { low: 20 }, 16.5],
  ["O2", { low: 50_000 }, 45_000],
  ["Radon", { low: 5 }, 5],
])("%s of the range %j is a fault below %d", (type, range, low) => {
  expect(ruleOf({ type }, { range }, "instrument").range.low).toBeCloseTo(low);
});

it.each([
  ["CO", -3.5, "normal"],
  ["CO", -3.6, "fault"],
  ["CO", -8, "fault"],
  ["H2S", -1.1, "fault"],
  ["CH4", -500, "normal"],
  ["CH4", -501, "fault"],
  ["CH4", -1_500, "fault"],
  ["O2", -5_000, "a2"],
  ["O2", -5_001, "fault"],
  ["CO", 1e12, "fault"],
  ["CO", 1_000_000, "a2"],
  ["CH4", 1_000_000, "a2"],
  ["O2", 1_200_000, "fault"],
  ["temperature", -40, "normal"],
  ["temperature", 1e12, "fault"],
])("takes %s of %d ppm for %s", (type, value, state) => {
  expect(stateOf(type, value)).toBe(state);
});

it("goes by the limits that were set for the sensor, and by the preset's where those say nothing", () => {
  expect(stateOf("CO", -8, { limits: { a1: 100 } })).toBe("normal");
  expect(stateOf("CO", -11, { limits: { a1: 100 } })).toBe("fault");
  expect(stateOf("CO", -8, { limits: { lowA1: -100 } })).toBe("fault");
  expect(stateOf("CO", -5, { limits: { lowA1: -100 } })).toBe("fault");
  expect(stateOf("CO", -3, { limits: { a1: 0.5 } })).toBe("fault");
  expect(stateOf("CO", -3, { limits: { a1: 0 } })).toBe("normal");
  expect(stateOf("CO2", -501, { preset: "original" })).toBe("fault");
});

it("lets the zero of a combustible gas drift by 1 %LEL, whatever its limits", () => {
  expect(stateOf("CH4", -499, { limits: { a1: 100 } })).toBe("normal");
  expect(stateOf("CH4", -501, { limits: { a1: 20_000 } })).toBe("fault");
});

it("goes by the unit in which the sensor states its values", () => {
  expect(stateOf("CH4", -0.9, { unit: "%LEL" })).toBe("normal");
  expect(stateOf("CH4", -1.1, { unit: "%LEL" })).toBe("fault");
  expect(stateOf("O2", -0.6, { unit: "%vol" })).toBe("fault");
  expect(stateOf("CO", 1e10, { unit: "counts" })).toBe("fault");
  expect(stateOf("CO", -1e10, { unit: "counts" })).toBe("fault");
  expect(stateOf("CO", -1e8, { unit: "counts" })).not.toBe("fault");
});

it.each([
  [{ type: "CO" }, -1_000_000_000, 1_100_000],
  [{ type: "carbon monoxide", unit: "ppb" }, -1_000_000_000, 1_100_000_000],
  [{ type: "CO", unit: "%vol" }, -1_000_000_000, 110],
  [{ type: "CH4", unit: "%LEL" }, -1_000_000_000, 2_500],
  [{ type: "O2" }, -5_000, 1_100_000],
  [{ type: "O2", unit: "%vol" }, -0.5, 110],
  [{ type: "LPG", unit: "mg/m³" }, -1_000_000_000, 1_000_000_000],
  [{ type: "CO", unit: "counts" }, -1_000_000_000, 1_000_000_000],
  [{ type: "temperature" }, -1_000_000_000, 1_000_000_000],
])("knows what %j can be at all", (sensor, low, high) => {
  const range = possibleRange(sensor);
  expect(range).toEqual({ low, high });
  expect([low, high].map((value) => beyond(value, range))).toEqual([undefined, undefined]);
});

it.each([
  [{ type: "VOC" }, { unit: "ppb" }, [-1_000_000_000, 1_100_000_000]],
  [{ type: "CO", unit: "ppm" }, { unit: "%vol" }, [-1_000_000_000, 110]],
  [{ type: "CO" }, { gain: 0.5, zero: 10 }, [-1_999_999_990, 2_200_010]],
  // What a version of before took.
  [{ type: "O2", unit: "%vol" }, { gain: -1 }, [-110, 0.5]],
])("knows what the numbers of %j can be where its settings say %j", (sensor, settings, [low, high]) => {
  expect(possibleRange(sensor, settings)).toEqual({ low, high });
});

it.each([
  ["CO", {}, -17.5],
  ["CO", { own: { low: 20 } }, 2.5],
  ["CO", { limits: { a1: 100 } }, -50],
  ["CO", { limits: { a2: 10 } }, -5],
  ["CO", { unit: "counts" }, -1e9],
  ["CH4", {}, -2_500],
  ["O2", {}, -5_000],
  ["O2", { limits: { a1: 400_000 } }, -5_000],
  ["temperature", {}, -1e9],
  ["temperature", { own: { low: -40 }, limits: { a1: 80 } }, -40],
] as const)("calls somebody for %s with %j below %d, and not for a zero that drifts", (type, over, below) => {
  const needs = { gas: gasOf(type), unit: "ppm", limits: {}, preset: "instrument", ...over } as const;
  expect(faultAlarmBelow(needs)).toBeCloseTo(below);
});

it.each([
  [0, true],
  [1.1e9, true],
  [-1.1e9, true],
  [1.1e9 + 1, false],
  [-1.1e9 - 1, false],
])("finds whether %d may be a measurement in another unit: %s", (value, may) => {
  expect(maySuitAnotherUnit(value)).toBe(may);
});
