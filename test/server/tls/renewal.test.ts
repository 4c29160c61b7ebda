import { expect, it } from "vitest";
import { leafLife, reasonToRenew, rootLife } from "../../../server/tls/renewal.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 26, 12);
const leaf = { ...leafLife(NOW), names: ["davy.local", "192.168.7.20"] };

it("keeps a certificate for thirty of its 45 days, the day before it was made included", () => {
  expect(reasonToRenew(leaf, leaf.names, NOW)).toBeUndefined();
  expect(reasonToRenew(leaf, leaf.names, NOW + 29 * DAY_MS - 1)).toBeUndefined();
  expect(reasonToRenew(leaf, leaf.names, NOW + 29 * DAY_MS)).toMatch(/two thirds/);
});

it("renews it when the clock jumps out of its life, either way", () => {
  expect(reasonToRenew(leaf, leaf.names, NOW - DAY_MS)).toBeUndefined();
  expect(reasonToRenew(leaf, leaf.names, NOW - DAY_MS - 1)).toMatch(/clock/);
  expect(reasonToRenew(leaf, leaf.names, NOW + 3_650 * DAY_MS)).toMatch(/two thirds/);
});

it("renews it for an address that appears, not for one that goes", () => {
  expect(reasonToRenew(leaf, ["davy.local", "10.0.0.4"], NOW)).toBe("it is not for 10.0.0.4");
  expect(reasonToRenew(leaf, ["davy.local"], NOW)).toBeUndefined();
  expect(reasonToRenew(undefined, [], NOW)).toBeDefined();
});

it.each([0, NOW - 400 * DAY_MS, NOW, Date.UTC(2040, 0, 1)])(
  "makes a root that is valid today and in nine years, whatever the clock said: %d",
  (clock) => {
    const { notBefore, notAfter } = rootLife(clock, NOW);
    expect(notBefore).toBeLessThan(NOW);
    expect(notAfter).toBeGreaterThan(NOW + 9 * 365 * DAY_MS);
  },
);
