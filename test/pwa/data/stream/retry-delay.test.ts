import fc from "fast-check";
import { expect, it } from "vitest";
import { CROWD_SPREAD_MS, retryDelay } from "../../../../pwa/src/data/stream/retry-delay.ts";

it("waits a second at first and half a minute at last, each half more or less", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(1_000), random, (attempt, drawn) => {
      const delay = retryDelay(attempt, drawn);
      expect(delay).toBeGreaterThanOrEqual(500);
      expect(delay).toBeLessThanOrEqual(45_000);
      expect(retryDelay(attempt + 1, drawn)).toBeGreaterThanOrEqual(delay);
    }),
  );
  expect([retryDelay(0, 0), retryDelay(0, 1), retryDelay(99, 0)]).toEqual([500, 1_500, 15_000]);
});

it("brings fifty pages back after a restart with at most twenty in any second", () => {
  const fifty = fc.array(fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff)), { minLength: 50, maxLength: 50 });
  const asFraction = (drawn: number) => drawn / 2 ** 32;
  // Chance may put more than twenty into one second; over a hundred restarts it hardly ever does.
  let crowded = 0;
  fc.assert(
    fc.property(fc.noBias(fifty), (pages) => {
      const seconds = new Map<number, number>();
      for (const [spread, jitter] of pages) {
        const at = CROWD_SPREAD_MS * asFraction(spread) + retryDelay(0, asFraction(jitter));
        const second = Math.floor(at / 1_000);
        seconds.set(second, (seconds.get(second) ?? 0) + 1);
      }
      if (Math.max(...seconds.values()) > 20) crowded += 1;
    }),
    { numRuns: 100, seed: 1 },
  );
  expect(crowded).toBeLessThanOrEqual(1);
});
