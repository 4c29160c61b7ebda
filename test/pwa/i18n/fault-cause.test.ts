import { expect, it } from "vitest";
import { createFormat } from "../../../pwa/src/i18n/format.ts";
import { sensorPhrase } from "../../../pwa/src/i18n/state-texts.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { observeAll } from "../../../shared/fleet/observe-readings.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import type { SensorValue } from "../../../shared/rules/reading.ts";

const T0 = Date.UTC(2026, 10, 24);
const english = createFormat({ language: "en", timeZone: "UTC" });

function reading(seq: number, sensor: SensorValue): ReadingEntry {
  const at = T0 + seq * 5_000;
  const base = { device: "d", deviceTime: null, battery: null };
  return { seq, at, measuredAt: at, kind: "reading", ...base, sensors: [sensor] };
}

/** What a screen says of a device's only sensor right after its last reading. */
function phraseAfter(...sensors: readonly SensorValue[]): string {
  const readings = sensors.map((sensor, index) => reading(index + 1, sensor));
  const state = observeAll(undefined, readings);
  if (!state) throw new Error("No readings.");
  const moment = { link: "live", serverNow: state.receivedAt } as const;
  const { worst } = presentDevice(state, moment, { preset: "instrument", units: "usual" });
  return worst ? sensorPhrase(worst, english).replaceAll("\u00a0", " ") : "";
}

const fault = (cause: string): SensorValue => ({ type: "CO", val: null, fault: cause });

it.each([
  ["not a number", "CO, Fault – sends no number"],
  ["out of range", "CO, Fault – beyond its range"],
  ["missing", "CO, Fault – value missing"],
  ["Sensor head wet", "CO, Fault – Sensor head wet – no value"],
])("says of a sensor whose value is %s why it is faulty", (cause, phrase) => {
  expect(phraseAfter(fault(cause))).toBe(phrase);
});

it("says it beside the last value, and no longer once there is a value again", () => {
  expect(phraseAfter({ type: "CO", val: 12 }, fault("not a number"))).toMatch(
    /^CO, Fault – sends no number – last value 12 ppm, /,
  );
  expect(phraseAfter(fault("missing"), { type: "CO", val: 12 })).toBe("CO 12 ppm, Normal");
  expect(phraseAfter(fault("missing"), { type: "CO", val: null })).toBe("CO, Fault – no value");
});

it("keeps a device's own word short", () => {
  expect(phraseAfter(fault("x".repeat(500)))).toBe(`CO, Fault – ${"x".repeat(40)}… – no value`);
});
