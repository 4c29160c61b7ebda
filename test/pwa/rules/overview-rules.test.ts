import fc from "fast-check";
import { expect, it } from "vitest";
import { limitsPatch } from "../../../pwa/src/rules/bulk-limits.ts";
import { inParts, isLongSilent } from "../../../pwa/src/rules/fleet-order.ts";
import { gasColumns, gasRow } from "../../../pwa/src/rules/gas-columns.ts";
import { limitShare } from "../../../pwa/src/rules/limit-share.ts";
import { parseWish, wishQuery } from "../../../pwa/src/rules/overview-wish.ts";
import { nearestToLimit, rowSpark } from "../../../pwa/src/rules/row-spark.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice, scriptedFleet } from "../../helpers/scripted-fleet.ts";

const NOW = 1_800_000_000_000;
const VIEWING = { preset: "instrument", units: "usual" } as const;

function present(state: ReturnType<typeof buildDevice>, link: "live" | "lost" = "live") {
  return presentDevice(state, { link, serverNow: NOW }, VIEWING);
}

const build = (values: Parameters<typeof buildDevice>[1], ageMs = 1_000) =>
  present(buildDevice("a", values, { now: NOW, ageMs }));

it("gives a column to the four most common gases, in the catalogue's order, and loses no sensor", () => {
  const fleet = scriptedFleet(NOW).map((state) => present(state));
  const columns = gasColumns(fleet);
  expect(columns.map(({ symbol }) => symbol)).toEqual(["CH₄", "CO", "CO₂", "O₂"]);
  for (const device of fleet) {
    const { cells, rest } = gasRow(device, columns);
    const shown = [...cells.filter((cell) => cell !== undefined), ...rest];
    expect(shown).toHaveLength(device.sensors.length);
    expect(new Set(shown)).toEqual(new Set(device.sensors));
  }
});

it("says how near a value is to its first limit: 0 at rest, 1 at the limit, oxygen by the nearer of two", () => {
  const [co, oxygen] = build({ CO: 1, O2: 209_000 }).sensors.map(({ scale }) => scale);
  if (!co || !oxygen) throw new Error("no scale");
  expect(limitShare(0, co)).toBe(0);
  expect(limitShare(35, co)).toBe(1);
  expect(limitShare(-5, co)).toBe(0);
  expect(limitShare(20.9, oxygen)).toBeCloseTo(0, 6);
  expect(limitShare(19.5, oxygen)).toBeCloseTo(1, 6);
  expect(limitShare(23.5, oxygen)).toBeCloseTo(1, 6);
  expect(limitShare(22.2, oxygen)).toBeCloseTo(0.5, 6);
});

it("draws the sensor nearest to its limit, and none of a device without limits", () => {
  expect(nearestToLimit(build({ CH4: 10, CO: 30, O2: 208_000 }).sensors)?.scale.key).toBe("CO");
  expect(nearestToLimit(build({ CH4: 10, CO: 3, O2: 198_000 }).sensors)?.scale.key).toBe("O2");
  expect(nearestToLimit(build({ Radon: 41 }).sensors)).toBeUndefined();
});

it("has a peak of one reading in the line of the hour and in its colour, and breaks it where minutes are missing", () => {
  const scale = build({ CO: 1 }).sensors[0]?.scale;
  if (!scale) throw new Error("no scale");
  const calm = [59, 58, 57, 20, 19].map((back) => ({ back, min: 1, max: 1 }));
  const points = calm.with(1, { back: 58, min: 1, max: 900 });
  const { line, a1, a2 } = rowSpark(points, scale);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(line).toContain("L1.6 1.5");
  expect(a2).toBe("M0.0 25.0L1.6 1.5");
  expect(a1).toBe("");
});

it("folds only what is silent for more than a day and was in order when last heard", () => {
  const DAY = 86_400_000;
  expect(isLongSilent(build({ CO: 1 }, DAY + 60_000))).toBe(true);
  expect(isLongSilent(build({ CO: 1 }, DAY - 60_000))).toBe(false);
  expect(isLongSilent(build({ CO: 40 }, 3 * DAY))).toBe(false);
  expect(isLongSilent(build({ CO: null }, 3 * DAY))).toBe(false);
  expect(isLongSilent(present(buildDevice("a", { CO: 1 }, { now: NOW, ageMs: 3 * DAY }), "lost"))).toBe(
    false,
  );
});

it("divides a list into parts that are as equal as can be, and loses none", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (list, most) => {
      const parts = inParts(list, most);
      expect(parts.flat()).toEqual(list);
      expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(most);
    }),
  );
});

it("writes what is looked for into a query that reads the same, whatever was typed", () => {
  const filters = ["all", "alarm", "fault", "silent", "mine"] as const;
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), fc.constantFrom(...filters), (search, filter) => {
      const wish = { search, filter, isFinding: true };
      expect(parseWish(wishQuery(wish))).toEqual(wish);
    }),
  );
  expect(wishQuery({ search: "", filter: "all", isFinding: false })).toBe("");
  expect(parseWish("?show=everything&q=x")).toEqual({ search: "x", filter: "all", isFinding: true });
});

it("changes the typed limits of each sensor of a gas and leaves the others as they are", () => {
  const device = build({ CO: 1, "CO-2": 2, CH4: 5 });
  expect(limitsPatch(device, { "CO ppm": { a1: 20 } })).toEqual({
    sensors: { CO: { limits: { a1: 20, a2: 70 } }, "CO-2": { limits: { a1: 20, a2: 70 } } },
  });
  expect(limitsPatch(device, { "H2S ppm": { a1: 20 } })).toBeUndefined();
});
