import { expect, it } from "vitest";
import { parseKioskOptions } from "../../../../pwa/src/views/kiosk/kiosk-options.ts";

it("reads places, theme and pixel shift", () => {
  expect(parseKioskOptions("?place=Shaft+3&place=Drift&theme=dark&shift=off")).toEqual({
    places: ["Shaft 3", "Drift"],
    theme: "dark",
    shift: false,
  });
});

it("has a default for what is missing or unknown", () => {
  expect(parseKioskOptions("?theme=pink&place=")).toEqual({ places: [], theme: undefined, shift: true });
});
