import fc from "fast-check";
import { expect, it } from "vitest";
import {
  MAX_RELOADS,
  parseReloads,
  RELOADS_WITHIN_MS,
  recentReloads,
} from "../../../../pwa/src/data/health/reload-budget.ts";

it("allows three reloads in ten minutes, and more after that", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2_000_000 }), { maxLength: 12 }), (times) => {
      const now = 2_000_000;
      const recent = recentReloads(
        [...times].sort((a, b) => a - b),
        now,
      );
      expect(recent.length).toBe(
        Math.min(MAX_RELOADS, times.filter((time) => now - time < RELOADS_WITHIN_MS).length),
      );
    }),
  );
});

it("takes whatever lies in the storage", () => {
  expect(parseReloads(null)).toEqual([]);
  expect(parseReloads("{nonsense")).toEqual([]);
  expect(parseReloads('{"a":1}')).toEqual([]);
  expect(parseReloads('[1,"2",3]')).toEqual([1, 3]);
});
