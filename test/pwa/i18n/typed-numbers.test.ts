import fc from "fast-check";
import { expect, it } from "vitest";
import { createTypedNumbers } from "../../../pwa/src/i18n/typed-numbers.ts";

const [english, german] = [createTypedNumbers("en-GB"), createTypedNumbers("de-DE")];
const NONE = Number.NaN;

it("reads back whatever it prints, in each language", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
      fc.pre(value === 0 || Math.abs(value) > 1e-9);
      for (const { print, parse } of [english, german]) expect(parse(print(value))).toBeCloseTo(value, 9);
    }),
  );
  expect([english.print(1280.5), german.print(1280.5), german.print(0.1)]).toEqual([
    "1280.5",
    "1280,5",
    "0,1",
  ]);
});

it("reads numbers as people type them", () => {
  const typed = ["", " 12,5 ", "12.5", "-3", "−3", ".5", ",5", "1e3", "12 ppm", "1 500", "1.2.3"];
  const read = [null, 12.5, 12.5, -3, -3, 0.5, 0.5, NONE, NONE, NONE, NONE];
  for (const numbers of [english, german]) expect(typed.map(numbers.parse)).toEqual(read);
});

it("takes nothing that may mean a thousand times more", () => {
  expect(["1,500", "1.500", "-12,500", "1,234.5"].map(english.parse)).toEqual([NONE, 1.5, NONE, NONE]);
  expect(["1.500", "1,500", "-12.500", "1.234,5"].map(german.parse)).toEqual([NONE, 1.5, NONE, NONE]);
});

it("takes the other language's mark where it can be nothing but a decimal mark", () => {
  expect(["0.125", "1.05", "1234.567", "-0.500"].map(german.parse)).toEqual([0.125, 1.05, 1234.567, -0.5]);
  expect(["0,125", "1,05", "1234,567", "-0,500"].map(english.parse)).toEqual([0.125, 1.05, 1234.567, -0.5]);
});
