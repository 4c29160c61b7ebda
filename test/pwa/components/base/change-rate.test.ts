import { expect, it } from "vitest";
import { ChangeRate } from "../../../../pwa/src/components/base/motion.ts";

/** Counts so many changes at a time, ms; returns whether the last was one of many. */
function change(rate: ChangeRate, times: number, at: number): boolean {
  let isMany = false;
  for (let time = 0; time < times; time += 1) isMany = rate.isMany(at);
  return isMany;
}

it("tells twenty changes of a second apart, and no more", () => {
  const rate = new ChangeRate();
  expect(change(rate, 20, 5_000)).toBe(false);
  expect(change(rate, 1, 5_999)).toBe(true);
});

it("counts those of the second before, and forgets older ones", () => {
  const rate = new ChangeRate();
  change(rate, 20, 5_000);
  expect(change(rate, 1, 6_000)).toBe(true);
  expect(change(rate, 1, 8_000)).toBe(false);
  expect(change(rate, 19, 9_000)).toBe(false);
  expect(change(rate, 1, 9_500)).toBe(true);
});
