import { expect, it } from "vitest";
import { joinDoses } from "../../../../shared/rules/exposure/join-exposures.ts";

it("adds up what one person had of two devices, and leaves what is unknown unknown", () => {
  const a = { dose: { low: (35 * 240) / 480, coverage: 1 }, minutes: 240 };
  const b = { dose: { low: (20 * 240) / 480, coverage: 1 }, minutes: 240 };
  expect(joinDoses([a, b], 480)).toEqual({ low: 27.5, mean: 27.5, coverage: 1 });
  expect(joinDoses([a], 480)).toEqual({ low: 17.5, mean: null, coverage: 0.5 });
  expect(joinDoses([], 480)).toEqual({ low: 0, mean: null, coverage: 0 });
  expect(joinDoses([], 0)).toEqual({ low: 0, mean: null, coverage: 0 });
});

it("takes the unknown minutes as the known ones were once three quarters are known", () => {
  const part = { dose: { low: (40 * 360) / 480, coverage: 1 }, minutes: 360 };
  expect(joinDoses([part], 480)).toEqual({ low: 30, mean: 40, coverage: 0.75 });
});
