import fc from "fast-check";
import { expect, it } from "vitest";
import type { Piece } from "../../../pwa/offline/database.ts";
import { choosePiecesToEvict } from "../../../pwa/offline/evict.ts";

const piece = fc.record({ bytes: fc.integer({ min: 1, max: 500 }), usedAt: fc.nat(50), to: fc.nat(50) }).map(
  ({ bytes, usedAt, to }): Piece => ({
    key: ["a", "raw", String(to)],
    from: 0,
    to,
    bytes,
    usedAt,
    fetchedAt: 0,
    until: 0,
  }),
);
const sum = (pieces: readonly Piece[]) => pieces.reduce((all, { bytes }) => all + bytes, 0);

it("brings what is kept under the bound, and takes nothing while it fits", () => {
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 1, max: 5_000 }), (pieces, bound) => {
      const victims = choosePiecesToEvict(pieces, bound);
      if (sum(pieces) <= bound) expect(victims).toEqual([]);
      else expect(sum(pieces) - sum(victims)).toBeLessThanOrEqual(bound);
    }),
  );
});

it("takes the longest unused first, and no more than it must", () => {
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 1, max: 5_000 }), (pieces, bound) => {
      const victims = choosePiecesToEvict(pieces, bound);
      const kept = pieces.filter((candidate) => !victims.includes(candidate));
      const latest = Math.max(0, ...victims.map(({ usedAt }) => usedAt));
      for (const { usedAt } of kept) expect(usedAt).toBeGreaterThanOrEqual(latest);
      const spared = victims.at(-1);
      if (spared) expect(sum(kept) + spared.bytes).toBeGreaterThan(bound * 0.95);
    }),
  );
});
