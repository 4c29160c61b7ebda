import fc from "fast-check";
import { expect, it } from "vitest";
import { applyCalibration, isCalibrated } from "../../../shared/rules/calibration.ts";
import { GAS_IDS } from "../../../shared/rules/gases.ts";
import { levelOfRaw, ruleOf } from "../../../shared/rules/judge.ts";
import { PRESET_IDS } from "../../../shared/rules/limits.ts";
import { Rulebook } from "../../../shared/rules/rulebook.ts";
import type { SensorSettings } from "../../../shared/rules/settings.ts";
import { UNITS } from "../../../shared/rules/units.ts";

const level = (type: string, raw: number | null, settings?: SensorSettings) =>
  levelOfRaw(
    raw,
    ruleOf({ type, unit: type === "CO counts" ? "counts" : undefined }, settings, "instrument"),
  );

it("lets no binary fraction keep a calibrated value below the limit that it equals", () => {
  // 4.1 − 0.1 is 3.9999999999999996 in binary.
  expect(level("SO2", 4.1, { zero: 0.1 })).toBe("a2");
  expect(level("SO2", 2.2, { zero: 0.2 })).toBe("a1");
  expect(level("H2S", 6.9, { zero: 0.23333333333333334, gain: 1.5 })).toBe("a1");
  expect(applyCalibration(4.1, { zero: 0.1 })).toBe(4);
  expect(applyCalibration(4.1, undefined)).toBe(4.1);
  expect(applyCalibration(0.1 + 0.2, {})).toBe(0.1 + 0.2);
});

it.each([
  [undefined, false],
  [{}, false],
  [{ zero: 0, gain: 1 }, false],
  [{ zero: 0.1 }, true],
  [{ gain: 1.5 }, true],
  [{ zero: -2, gain: 0.5 }, true],
])("takes a sensor with %j for calibrated: %s", (settings, expected) => {
  expect(isCalibrated(settings)).toBe(expected);
});

it("has no level for what is no measurement, and where no limit is known", () => {
  expect(level("CO", null)).toBe(null);
  expect(level("CO", null, { zero: -50 })).toBe(null);
  expect(level("CO", -8)).toBe(null);
  expect(level("CO", 2_000_000)).toBe(null);
  expect(level("CO", 1_000, { gain: Number.MAX_VALUE })).toBe(null);
  expect(level("Radon", 50)).toBe(null);
  expect(level("CO counts", 50)).toBe(null);
  expect(level("Radon", 50, { limits: { a2: 40 } })).toBe("a2");
});

it("goes by the sensor's own limits before the preset's, and by the unit that was set before the stated one", () => {
  expect(level("CO", 90, { limits: { a1: 100, a2: 200 } })).toBe("normal");
  expect(level("CO", 90, { limits: { a1: 20 } })).toBe("a1");
  expect(level("CO", 90, { unit: "ppb" })).toBe("normal");
  expect(level("CO counts", 20.9, { unit: "%vol" })).toBe("a2");
});

const sensors = fc.record({
  type: fc.constantFrom(...GAS_IDS, "CO\nppm", "Radon"),
  unit: fc.constantFrom(undefined, ...UNITS, "counts", "ppm"),
});
const settings: fc.Arbitrary<SensorSettings | undefined> = fc.option(
  fc.record(
    {
      zero: fc.integer({ min: -5, max: 5 }),
      gain: fc.constantFrom(0.5, 1, 2),
      unit: fc.constantFrom("ppm", "%vol"),
      limits: fc.record({ a1: fc.integer({ min: 1, max: 9 }), a2: fc.integer({ min: 10, max: 20 }) }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<SensorSettings>,
  { nil: undefined },
);

it("remembers rules without mixing up sensors, whatever is asked in whatever order", () => {
  const asked = fc.array(fc.tuple(sensors, fc.nat(3)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      fc.constantFrom(...PRESET_IDS),
      asked,
      fc.array(settings, { minLength: 4, maxLength: 4 }),
      (preset, all, kept) => {
        const book = new Rulebook(preset);
        for (const [sensor, which] of all)
          expect(book.of(sensor, kept[which])).toEqual(ruleOf(sensor, kept[which], preset));
      },
    ),
  );
});

it("judges in ppm what a device gives no unit", () => {
  expect(ruleOf({ type: "CO" }, undefined, "instrument")).toMatchObject({ unit: "ppm", knownUnit: "ppm" });
  expect(ruleOf({ type: "CO", unit: 7 }, undefined, "instrument")).toMatchObject({ unit: "ppm" });
});

it("makes the rule of a sensor with settings once, as long as neither changes", () => {
  const book = new Rulebook("instrument");
  const own = { limits: { a1: 10 } };
  const rule = book.of({ type: "CO", unit: "ppm" }, own);
  expect(book.of({ type: "CO", unit: "ppm" }, own)).toBe(rule);
  expect(book.of({ type: "CO", unit: "ppb" }, own)).not.toBe(rule);
});

it("remembers 1000 rules of sensors without settings, and begins anew with one more", () => {
  const book = new Rulebook("instrument");
  const first = book.of({ type: "CO", unit: "unit 0" });
  for (let n = 1; n < 1_000; n += 1) book.of({ type: "CO", unit: `unit ${n}` });
  expect(book.of({ type: "CO", unit: "unit 0" })).toBe(first);
  book.of({ type: "CO", unit: "unit 1000" });
  expect(book.of({ type: "CO", unit: "unit 0" })).not.toBe(first);
});

it("has one rule for all sensors of one gas and unit, whatever their types are called", () => {
  const book = new Rulebook("instrument");
  const rule = book.of({ type: "gas 0" });
  for (let n = 1; n < 900; n += 1) expect(book.of({ type: `gas ${n}` })).toBe(rule);
  expect(book.of({ type: "Kohlenmonoxid" })).toBe(book.of({ type: "CO" }));
  expect(book.of({ type: "gas 0", unit: "ppb" })).not.toBe(rule);
});

it("goes on judging rightly when more sensors came than it remembers", () => {
  const book = new Rulebook("instrument");
  for (let n = 0; n < 2_500; n += 1) book.of({ type: `gas ${n}` });
  expect(levelOfRaw(70, book.of({ type: "CO" }))).toBe("a2");
  expect(book.of({ type: "CO" })).toBe(book.of({ type: "CO" }));
});
