import { expect, it } from "vitest";
import { createFormat } from "../../../../pwa/src/i18n/format.ts";
import { wallOf } from "../../../../pwa/src/views/kiosk/kiosk-wall.ts";
import { presentDevice } from "../../../../shared/present/present-device.ts";
import { buildDevice } from "../../../helpers/scripted-fleet.ts";

const NOW = 1_800_000_000_000;
const format = createFormat({ language: "en", timeZone: "UTC" });

function deviceWith(values: Record<string, number>) {
  const device = buildDevice("d", values, { now: NOW });
  return presentDevice(device, { link: "live", serverNow: NOW }, { preset: "instrument", units: "usual" });
}

function figureWith(values: Record<string, number>): number {
  const area = { width: 1_920, height: 1_000 };
  return wallOf({ devices: [deviceWith(values)], peaks: new Map(), places: [], area, format, now: NOW })
    .layout.figure;
}

it("keeps the size of all figures when one is absurd or has many digits", () => {
  const usual = figureWith({ CO: 12, CH4: 1_000_000, H2S: 1 });
  expect(figureWith({ CO: 1e12, CH4: 1_000_000, H2S: 1 })).toBe(usual);
  expect(figureWith({ CO: 34.999_999_999_9, CH4: 1_000_000, H2S: 1 })).toBe(usual);
});
