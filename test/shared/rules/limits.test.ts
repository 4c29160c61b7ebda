import fc from "fast-check";
import { expect, it } from "vitest";
import { GAS_IDS, GASES } from "../../../shared/rules/gases.ts";
import { isRated, levelOf } from "../../../shared/rules/level.ts";
import { limitsOf, PRESET_IDS, PRESETS } from "../../../shared/rules/limits.ts";
import { sourceText } from "../../../shared/rules/source-texts.ts";
import { UNITS } from "../../../shared/rules/units.ts";

const inPpm = (type: string) => ({ type, unit: "ppm" as const });

it("gives the instrument's limits in the sensor's unit", () => {
  expect(limitsOf(inPpm("CO"), undefined, "instrument").limits).toEqual({ a1: 35, a2: 70 });
  expect(limitsOf(inPpm("CH4"), undefined, "instrument").limits).toEqual({ a1: 5_000, a2: 10_000 });
  expect(limitsOf(inPpm("CH4"), undefined, "eu").limits).toEqual({ a1: 4_400, a2: 8_800 });
  expect(limitsOf(inPpm("O2"), undefined, "instrument").limits).toEqual({ lowA2: 195_000, a2: 235_000 });
});

it("keeps the danger levels of the original dashboard and guards what it did not know", () => {
  const figures = ["CH4", "CO2", "LPG", "H2"].map(
    (type) => limitsOf(inPpm(type), undefined, "original").limits,
  );
  expect(figures).toEqual([{ a2: 500 }, { a2: 5_000 }, { a2: 1_000 }, { a2: 1_000 }]);
  expect(limitsOf(inPpm("CO"), undefined, "original").limits).toEqual({ a1: 35, a2: 70 });
});

it("leaves no known gas without limits under any preset", () => {
  for (const preset of PRESET_IDS)
    for (const id of GAS_IDS.filter((candidate) => candidate !== "unknown"))
      expect(isRated(limitsOf({ type: id, unit: GASES[id].unit }, undefined, preset).limits)).toBe(true);
});

it("has no limits for a gas that it does not know or a unit that it cannot convert", () => {
  expect(limitsOf(inPpm("Radon"), undefined, "instrument")).toEqual({ limits: {}, source: undefined });
  const none = { limits: {}, source: undefined };
  expect(limitsOf({ type: "CO", unit: undefined }, undefined, "instrument")).toEqual(none);
  // A mixture has no molar mass.
  expect(limitsOf({ type: "LPG", unit: "mg/m³" }, undefined, "instrument")).toEqual(none);
});

it("puts a sensor's own limits in place of the preset's", () => {
  const own = limitsOf({ type: "Radon", unit: undefined }, { limits: { a2: 300 } }, "eu");
  expect(own).toEqual({ limits: { a2: 300 }, source: "own" });
});

it("says of every preset's figures where they come from", () => {
  for (const preset of Object.values(PRESETS))
    for (const given of Object.values(preset.gases)) {
      expect(sourceText(given.source)).not.toBe("");
      expect(UNITS).toContain(given.unit);
    }
});

it("reaches a level with the value that equals it, in both directions", () => {
  expect(levelOf(35, { a1: 35, a2: 70 })).toBe("a1");
  expect(levelOf(70, { a1: 35, a2: 70 })).toBe("a2");
  expect(levelOf(34.9, { a1: 35, a2: 70 })).toBe("normal");
  expect(levelOf(19.5, { lowA2: 19.5, a2: 23.5 })).toBe("a2");
  expect(levelOf(23.5, { lowA2: 19.5, a2: 23.5 })).toBe("a2");
  expect(levelOf(20.9, { lowA2: 19.5, a2: 23.5 })).toBe("normal");
});

it("takes what is no number for the highest level", () => {
  expect(levelOf(Number.NaN, {})).toBe("a2");
});

it("never gives a lower level to a value that is further out", () => {
  const rank = { normal: 0, a1: 1, a2: 2 };
  const limits = { a1: 22, a2: 23.5, lowA1: 20, lowA2: 19.5 };
  const level = (value: number) => rank[levelOf(value, limits)];
  fc.assert(
    fc.property(
      fc.double({ min: 20.9, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 50 }),
      (value, more) => {
        expect(level(value + more)).toBeGreaterThanOrEqual(level(value));
        expect(level(41.8 - value - more)).toBeGreaterThanOrEqual(level(41.8 - value));
      },
    ),
  );
});

const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const anyLimits = fc
  .record({ lowA2: bound, lowA1: bound, a1: bound, a2: bound }, { requiredKeys: [] })
  .filter(
    ({ lowA2 = -Infinity, lowA1 = lowA2, a1 = Infinity, a2 = Infinity }) =>
      lowA2 <= lowA1 && lowA1 < Math.min(a1, a2),
  );

it("knows no level between any two limits but the worst that is reached", () => {
  fc.assert(
    fc.property(anyLimits, fc.double({ noNaN: true }), (limits, value) => {
      const isA2 = value >= (limits.a2 ?? Infinity) || value <= (limits.lowA2 ?? -Infinity);
      const isA1 = value >= (limits.a1 ?? Infinity) || value <= (limits.lowA1 ?? -Infinity);
      const reachesInfinity = !Number.isFinite(value);
      if (!reachesInfinity) expect(levelOf(value, limits)).toBe(isA2 ? "a2" : isA1 ? "a1" : "normal");
    }),
  );
});

it("is rated exactly when some value would alarm", () => {
  fc.assert(
    fc.property(anyLimits, (limits) => {
      const extremes = [-1e9, 1e9].map((value) => levelOf(value, limits));
      expect(isRated(limits)).toBe(extremes.some((level) => level !== "normal"));
    }),
  );
});
