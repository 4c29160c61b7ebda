import { expect, it } from "vitest";
import { copyPatch } from "../../../pwa/src/rules/copy-settings.ts";
import type { DeviceSettings } from "../../../shared/rules/settings.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23);
const deviceOf = (settings: DeviceSettings, values: Record<string, number> = { CO: 4, CH4: 10 }) => ({
  ...buildDevice("d", values, { now: NOW }),
  settings,
});
const limits = { a1: 20, a2: 40 };
const source = deviceOf({
  name: "Pump",
  place: "Shaft 3",
  expectedIntervalMs: 10_000,
  sensors: { CO: { limits, zero: 3, gain: 2, label: "Mouth" } },
});

it("copies own limits alone, for the sensors that both have, and takes away what the source has not", () => {
  const target = deviceOf(
    { sensors: { CH4: { limits: { a1: 1 } }, H2S: { limits } } },
    { CO: 1, CH4: 2, H2S: 3 },
  );
  expect(copyPatch(source, target, new Set(["limits"]))).toEqual({
    sensors: { CO: { limits }, CH4: { limits: null } },
  });
});

it("never copies what is one instrument's own", () => {
  const patch = copyPatch(source, deviceOf({}), new Set(["limits", "labels", "interval"]));
  const text = JSON.stringify(patch);
  for (const own of ["zero", "gain", "name", "place"]) expect(text).not.toContain(`"${own}"`);
  expect(patch).toMatchObject({
    expectedIntervalMs: 10_000,
    sensors: { CO: { label: "Mouth", unit: null } },
  });
});

it("changes nothing where all is so already", () => {
  expect(copyPatch(source, deviceOf({ sensors: { CO: { limits } } }), new Set(["limits"]))).toBeUndefined();
  expect(copyPatch(source, deviceOf({}, { H2S: 1 }), new Set(["limits", "labels"]))).toBeUndefined();
});
