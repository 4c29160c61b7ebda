import fc from "fast-check";
import { expect, it } from "vitest";
import { convert, parseUnit, UNITS, unitFactor } from "../../../shared/rules/units.ts";

const METHANE = { molarMass: 16.04, lelVol: 5 };
const METHANE_IEC = { molarMass: 16.04, lelVol: 4.4 };
const OXYGEN = { molarMass: 32 };

it("gives %LEL on the basis that it is told", () => {
  expect(convert(5_000, { from: "ppm", to: "%LEL" }, METHANE)).toBe(10);
  expect(convert(5_000, { from: "ppm", to: "%LEL" }, METHANE_IEC)).toBeCloseTo(11.36, 2);
  expect(convert(10, { from: "%LEL", to: "ppm" }, METHANE_IEC)).toBe(4_400);
});

it("takes the oxygen of the original's payload for 20.9 %vol", () => {
  expect(convert(209_000, { from: "ppm", to: "%vol" }, OXYGEN)).toBe(20.9);
});

it("gives mg/m³ at 25 °C", () => {
  expect(convert(10, { from: "ppm", to: "mg/m³" }, { molarMass: 34.08 })).toBeCloseTo(13.94, 2);
});

it("refuses what the gas has not", () => {
  expect(convert(1, { from: "ppm", to: "%LEL" }, OXYGEN)).toBeUndefined();
  expect(convert(1, { from: "ppm", to: "mg/m³" }, { lelVol: 1.6 })).toBeUndefined();
});

it("leaves a value in its own unit as it came, to the last digit", () => {
  expect(convert(0.1234567890123456, { from: "ppm", to: "ppm" }, METHANE)).toBe(0.1234567890123456);
});

it("comes back to the value on the way back", () => {
  const unit = fc.constantFrom(...UNITS);
  fc.assert(
    fc.property(unit, unit, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (from, to, value) => {
      const there = convert(value, { from, to }, METHANE) ?? Number.NaN;
      expect(convert(there, { from: to, to: from }, METHANE)).toBeCloseTo(value, 4);
    }),
  );
});

it.each([
  ["ppm", ["PPM", "ppm ", "p.p.m.", "ppmv", "ppm(v)", "ppm v/v", "µmol/mol", "μmol/mol", "", " "]],
  ["ppb", ["PPB", "ppbv"]],
  ["%vol", ["Vol.-%", "%Vol", "% v/v", "%", "％"]],
  ["%LEL", ["% LEL", "%UEG", "LEL", "UEG", "% LIE", "%DGW"]],
  ["mg/m³", ["mg/m3", "mg/m³", "mg/m^3", "mg·m⁻³", "mg m-3", "MG/M3"]],
  [undefined, ["µSv/h", "constructor", "µg/m³", "°C", "mm", "g/m³"]],
] as const)("reads %s as devices spell it", (unit, spellings) => {
  expect(spellings.map(parseUnit)).toEqual(spellings.map(() => unit));
});

it("has the factor 1 from a unit to itself, whatever is known of the gas", () => {
  expect(UNITS.map((unit) => unitFactor(unit, unit, {}))).toEqual(UNITS.map(() => 1));
});

it("goes the same way by any detour, for whatever gas", () => {
  const unit = fc.constantFrom(...UNITS);
  const drawn = fc.record({
    from: unit,
    via: unit,
    to: unit,
    value: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    gas: fc.record({
      molarMass: fc.double({ min: 1, max: 300, noNaN: true }),
      lelVol: fc.double({ min: 0.5, max: 20, noNaN: true }),
    }),
  });
  fc.assert(
    fc.property(drawn, ({ from, via, to, value, gas }) => {
      const straight = convert(value, { from, to }, gas) ?? Number.NaN;
      const half = convert(value, { from, to: via }, gas) ?? Number.NaN;
      const detour = convert(half, { from: via, to }, gas) ?? Number.NaN;
      expect(Math.abs(detour / straight - 1)).toBeLessThan(1e-9);
    }),
  );
});

it("never turns more into less", () => {
  const unit = fc.constantFrom(...UNITS);
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(unit, unit, values, (from, to, given) => {
      const rising = given.sort((a, b) => a - b).map((value) => convert(value, { from, to }, METHANE) ?? 0);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    }),
  );
});

it("makes a unit or nothing of any text, never an error", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const unit = parseUnit(text);
      expect(unit === undefined || UNITS.includes(unit)).toBe(true);
    }),
  );
});
