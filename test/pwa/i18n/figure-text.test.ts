import fc from "fast-check";
import { expect, it } from "vitest";
import { createFormat } from "../../../pwa/src/i18n/format.ts";
import { figureText, limitText, sensorPhrase } from "../../../pwa/src/i18n/state-texts.ts";
import { presentSensor, scaleOf } from "../../../shared/present/present-sensor.ts";
import { GAS_IDS } from "../../../shared/rules/gases.ts";
import { levelOf } from "../../../shared/rules/level.ts";
import { PRESET_IDS } from "../../../shared/rules/limits.ts";
import { BOUNDS, type Limits } from "../../../shared/rules/settings.ts";
import { UNIT_CHOICES } from "../../../shared/rules/units.ts";

const USUAL = { preset: "instrument", units: "usual" } as const;
const english = createFormat({ language: "en", timeZone: "UTC" });
const german = createFormat({ language: "de", timeZone: "UTC" });
const parse = (text: string) => Number(text.replaceAll(",", ""));
const scaleFor = (type: string, limits?: Limits) =>
  scaleOf({ key: type, type }, limits ? { limits } : undefined, USUAL);

it.each([
  ["CO", 34.96, "34.96"],
  ["CO", 34.4, "34"],
  ["CO", 35, "35"],
  ["CO", 69.9999, "69.9999"],
  ["O2", 194_600, "19.46"],
  ["O2", 195_000, "19.5"],
  ["O2", 195_000.1, "19.50001"],
  ["H2S", 9.96, "9.96"],
])("prints %s %d as %s, which has the level of the value", (type, raw, text) => {
  const scale = scaleFor(type);
  expect(figureText(scale.toShown(raw), scale, english)).toBe(text);
});

it("prints a limit with the digits that it was set with", () => {
  const scale = scaleFor("CO", { a1: 34.55, a2: 70 });
  expect([limitText(34.55, scale, german), limitText(70, scale, german)]).toEqual(["34,55", "70"]);
  expect(figureText(34.52, scale, german)).toBe("34,5");
});

it("prints limits that are nearer than a millionth with the digits that tell them apart, and values between them", () => {
  const scale = scaleFor("CO", { a1: 100, a2: 100.00005 });
  const texts = [100, 100.00005].map((limit) => limitText(limit, scale, english));
  expect(texts).toEqual(["100", "100.00005"]);
  const shown = [99.99999, 100.00002, 100.00005].map((value) => figureText(value, scale, english));
  expect(shown).toEqual(["99.99999", "100", "100.0001"]);
});

const scales = fc
  .record({
    type: fc.constantFrom(...GAS_IDS),
    preset: fc.constantFrom(...PRESET_IDS),
    units: fc.constantFrom(...UNIT_CHOICES),
    limits: fc.option(fc.record({ a1: fc.double({ min: 0.001, max: 500, noNaN: true }) }), {
      nil: undefined,
    }),
  })
  .map(({ type, preset, units, limits }) =>
    scaleOf({ key: type, type }, limits ? { limits } : undefined, { preset, units }),
  );

/** Values everywhere, and most of them close to a limit. */
const cases = scales.chain((scale) => {
  const near = BOUNDS.flatMap((bound) => scale.limits[bound] ?? []);
  const apart = fc.constantFrom(0, 1e-9, 1e-5, 0.004, 0.04, 0.4, 0.5, 0.6);
  const close = fc.tuple(fc.constantFrom(1, ...near), apart, fc.constantFrom(-1, 1));
  return fc.record({
    scale: fc.constant(scale),
    value: fc.oneof(
      close.map(([limit, distance, sign]) => limit + sign * distance),
      fc.double({ min: -1_000, max: 1e6, noNaN: true }),
    ),
  });
});

it("prints a number that, read back, has the level of the value, for every gas, preset and unit", () => {
  fc.assert(
    fc.property(cases, ({ scale, value }) => {
      const printed = parse(figureText(value, scale, english));
      expect(levelOf(printed, scale.limits)).toBe(levelOf(value, scale.limits));
    }),
    { numRuns: 2_000 },
  );
});

it("prints number and limits that do not contradict each other, unless they are the same to a millionth", () => {
  fc.assert(
    fc.property(cases, ({ scale, value }) => {
      const printed: Record<string, number> = {};
      for (const bound of BOUNDS) {
        const limit = scale.limits[bound];
        if (limit === undefined) continue;
        fc.pre(Math.abs(value - limit) > Math.abs(limit) * 2e-6 || value === limit);
        printed[bound] = parse(limitText(limit, scale, english));
        fc.pre(value !== limit || printed[bound] === limit);
      }
      const shown = parse(figureText(value, scale, english));
      expect(levelOf(shown, printed)).toBe(levelOf(value, scale.limits));
    }),
    { numRuns: 2_000 },
  );
});

it("says in words on which side a number cannot be, however long the number is", () => {
  const phrase = (type: string, value: number) => {
    const sensor = { key: type, type, value, measuredAt: 0 };
    const live = { status: "live", ageMs: 0 } as const;
    return sensorPhrase(presentSensor(sensor as never, scaleFor(type), live as never), english);
  };
  expect(phrase("CO", -8)).toBe("CO, Fault\u00a0– reads under -3.5\u00a0ppm");
  expect(phrase("CO", 1e12)).toBe("CO, Fault\u00a0– reads over 1,100,000\u00a0ppm");
});
