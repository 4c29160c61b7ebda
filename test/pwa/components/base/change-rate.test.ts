import { expect, it } from "vitest";
import { createChangeRate } from "../../../../pwa/src/components/base/motion.ts";

it("tells twenty changes of a second apart, and no more", () => {
  const isMany = createChangeRate();
  const changes = Array.from({ length: 21 }, (_, change) => isMany(5_000 + change * 40));
  expect(changes).toEqual([...Array(20).fill(false), true]);
});

it("tells none apart in the second after one with too many, and begins anew after it", () => {
  const isMany = createChangeRate();
  for (let change = 0; change < 21; change += 1) isMany(5_000);
  expect([isMany(6_000), isMany(6_001), isMany(7_002)]).toEqual([true, true, false]);
});

it("begins anew after a pause", () => {
  const isMany = createChangeRate();
  for (let change = 0; change < 21; change += 1) isMany(5_000);
  expect(isMany(7_001)).toBe(false);
});
