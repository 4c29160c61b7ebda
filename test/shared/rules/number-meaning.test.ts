import { expect, it } from "vitest";
import { changesMeaning, meaningText } from "../../../shared/rules/number-meaning.ts";

it.each([
  [undefined, ""],
  [{}, ""],
  [{ CO: {} }, ""],
  [{ CO: { limits: { a1: 30 } } }, ""],
  [{ CO: { unit: "ppb" } }, '[["CO","ppb",null,null]]'],
  [{ CO: { zero: 12 } }, '[["CO",null,12,null]]'],
  [{ CO: { gain: 1.1 } }, '[["CO",null,null,1.1]]'],
  [
    { CO: { unit: "ppm", zero: -2, gain: 0.9 }, O2: { limits: {} }, H2S: { zero: 0 } },
    '[["CO","ppm",-2,0.9],["H2S",null,0,null]]',
  ],
])("tells what settings %j say of the meaning of numbers", (sensors, text) => {
  expect(meaningText(sensors)).toBe(text);
});

it.each([
  [{}, false],
  [{ name: "Pump" }, false],
  [{ sensors: {} }, false],
  [{ sensors: { CO: {} } }, false],
  [{ sensors: { CO: { limits: { a1: 30 } } } }, false],
  [{ sensors: { CO: { unit: "ppb" } } }, true],
  [{ sensors: { CO: { zero: null } } }, true],
  [{ sensors: { CO: { gain: 2 } } }, true],
  [{ sensors: { CO: null } }, true],
  [{ sensors: { CO: { limits: { a1: 30 } }, O2: { zero: 1 } } }, true],
] as const)("finds whether the patch %j may give numbers another meaning: %s", (patch, isChanged) => {
  expect(changesMeaning(patch)).toBe(isChanged);
});
