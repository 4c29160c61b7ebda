import { expect, it } from "vitest";
import { applyCalibration, isCalibrated, rawOf } from "../../../shared/rules/calibration.ts";

it("takes the zero off and multiplies by the gain, to twelve digits, and gives the raw value back", () => {
  expect(applyCalibration(4.1, { zero: 0.1 })).toBe(4);
  expect(applyCalibration(60, { zero: 20, gain: 0.5 })).toBe(20);
  expect(applyCalibration(60, { gain: 2 })).toBe(120);
  expect(rawOf(20, { zero: 20, gain: 0.5 })).toBe(60);
  expect(rawOf(120, { gain: 2 })).toBe(60);
  expect(rawOf(0.3, { zero: 0.1 })).toBe(0.4);
});

it("leaves a value as it was posted, to its last digit, where nothing is set", () => {
  const raw = 1.234_567_890_123_456;
  for (const settings of [undefined, {}, { zero: 0 }, { gain: 1 }])
    expect([applyCalibration(raw, settings), rawOf(raw, settings), isCalibrated(settings)]).toEqual([
      raw,
      raw,
      false,
    ]);
  expect([isCalibrated({ zero: 1 }), isCalibrated({ gain: 2 })]).toEqual([true, true]);
});
