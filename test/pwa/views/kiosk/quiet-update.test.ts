import { expect, it } from "vitest";
import { isQuiet, quietSince } from "../../../../pwa/src/views/kiosk/quiet-update.ts";
import { presentDevice } from "../../../../shared/present/present-device.ts";
import { buildDevice } from "../../../helpers/scripted-fleet.ts";

const now = 1_000_000_000;
const viewing = { preset: "instrument", units: "usual" } as const;

function shown(values: { readonly [key: string]: number | null }, ageMs = 1_000) {
  return [presentDevice(buildDevice("d", values, { now, ageMs }), { serverNow: now, link: "live" }, viewing)];
}

it("is quiet when all is in order, and when a sensor merely has a fault", () => {
  expect(isQuiet(shown({ CO: 3 }), true)).toBe(true);
  expect(isQuiet(shown({ CO: null }), true)).toBe(true);
});

it("is not quiet during an alarm, nor after a device fell silent in one", () => {
  expect(isQuiet(shown({ CO: 40 }), true)).toBe(false);
  expect(isQuiet(shown({ CO: 400 }), true)).toBe(false);
  expect(isQuiet(shown({ CO: 400 }, 3_600_000), true)).toBe(false);
});

it("is not quiet without a live link", () => {
  expect(isQuiet(shown({ CO: 3 }), false)).toBe(false);
});

it("counts from when it became quiet", () => {
  expect(quietSince(undefined, true, 5)).toBe(5);
  expect(quietSince(5, true, 9)).toBe(5);
  expect(quietSince(5, false, 9)).toBeUndefined();
});
