import fc from "fast-check";
import { expect, it } from "vitest";
import { limitScale } from "../../../pwa/src/rules/limit-scale.ts";

it("fills from zero and leaves room beyond the highest limit", () => {
  const scale = limitScale(35, { a1: 35, a2: 70 });
  expect(scale?.kind).toBe("fill");
  expect(scale?.at).toBeCloseTo(35 / 91);
  expect(scale?.ticks.map(({ level }) => level)).toEqual(["a1", "a2"]);
});

it("marks a place between two limits", () => {
  expect(limitScale(21.5, { lowA2: 19.5, a2: 23.5 })).toMatchObject({ kind: "marker", at: 0.5 });
});

it("has no bar without limits", () => {
  expect(limitScale(21, {})).toBeUndefined();
});

it("stays within the bar for every value and any mix of limits", () => {
  const bound = fc.option(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.double({ noNaN: true }),
      fc.record({ a1: bound, a2: bound, lowA2: bound }),
      (value, given) => {
        const limits = Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined));
        const scale = limitScale(value, limits);
        for (const at of [scale?.at ?? 0, ...(scale?.ticks.map((tick) => tick.at) ?? [])]) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});
