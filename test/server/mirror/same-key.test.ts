// What a broker and Home Assistant are told of two sensors of one key.

import { expect, it } from "vitest";
import { stateText } from "../../../server/mirror/device-topics.ts";
import { Discovery } from "../../../server/mirror/discovery.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);

/** A device with a sensor of a key for each value, by what else tells them apart. */
function present(
  sensors: readonly { readonly key: string; readonly type: string; readonly unit?: string }[],
) {
  const state = buildDevice("pump", {}, { now: NOW });
  const heard = { measuredAt: NOW, receivedAt: NOW, gaps: [5_000] };
  const values = [90, 4, 7];
  return presentDevice(
    {
      ...state,
      sensors: sensors.map((sensor, place) => ({ ...sensor, ...heard, value: values[place] ?? 0 })),
    },
    { link: "live", serverNow: NOW },
    { preset: "instrument", units: "usual" },
  );
}

it.each([
  [
    [
      { key: "CO", type: "CO" },
      { key: "CO", type: "CO", unit: "mg/m³" },
      { key: "H2S", type: "H2S" },
    ],
    // Each is told in the site's unit, and called by its own.
    { CO: 90, "CO mg/m³": 3.49161013924, H2S: 7 },
  ],
  [
    [
      { key: "CO-2", type: "CO" },
      { key: "CO-2", type: "CO-2" },
    ],
    { "CO-2": 90, "CO-2 ppm": 4 },
  ],
  [
    [
      { key: "CO-2", type: "CO" },
      { key: "CO-2", type: "CO-2" },
      { key: "CO-2", type: "CO-2", unit: "ppm" },
    ],
    { "CO-2": 90, "CO-2 ppm": 4, '{"key":"CO-2","type":"CO-2","unit":"ppm"}': 7 },
  ],
])("tells each of %j, none in another's place", (sensors, values) => {
  const device = present(sensors);
  const told = JSON.parse(stateText(device)) as { sensors: Record<string, { value: number }> };
  expect(Object.fromEntries(Object.entries(told.sensors).map(([name, { value }]) => [name, value]))).toEqual(
    values,
  );
  const texts = new Discovery({ prefix: "pit", discovery: "homeassistant", version: "1" }).of([device]);
  expect(new Set(texts.map(([topic]) => topic)).size).toBe(texts.length);
});

it("describes the second to Home Assistant by a name and a template of its own", () => {
  const device = present([
    { key: "CO", type: "CO" },
    { key: "CO", type: "CO", unit: "mg/m³" },
  ]);
  const described = new Discovery({ prefix: "pit", discovery: "homeassistant", version: "1" })
    .of([device])
    .map(([, text]) => JSON.parse(text))
    .filter(({ state_class: kind, name }) => kind === "measurement" && name !== "Battery");
  expect(
    described.map(({ name, value_template: template, unit_of_measurement: unit }) => [name, template, unit]),
  ).toEqual([
    ["CO", "{{ value_json.sensors['CO'].value }}", "ppm"],
    ["CO mg/m³", "{{ value_json.sensors['CO mg\\u002fm\\u00b3'].value }}", "ppm"],
  ]);
});
