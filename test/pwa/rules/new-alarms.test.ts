import { expect, it } from "vitest";
import { AlarmEar, SPEAK_AGAIN_MS } from "../../../pwa/src/rules/new-alarms.ts";
import type { LinkState } from "../../../shared/fleet/freshness.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = 1_800_000_000_000;

/** Lets a CO sensor go through values, a second apart, and answers what is spoken at each. */
function speak(steps: readonly (number | null | LinkState)[], stepMs = 1_000): string[][] {
  const ear = new AlarmEar();
  let value: number | null = 0;
  return steps.map((step, index) => {
    const now = NOW + index * stepMs;
    const link = typeof step === "string" ? step : "live";
    if (typeof step !== "string") value = step;
    const device = presentDevice(
      buildDevice("a", { CO: value }, { now }),
      { link, serverNow: now },
      { preset: "instrument", units: "usual" },
    );
    return ear.hearAll([device], now).map(({ sensor }) => sensor.state);
  });
}

it("speaks an alarm once while it lasts", () => {
  expect(speak([10, 40, 41, 42, 43])).toEqual([[], ["a1"], [], [], []]);
});

it("speaks again when it gets worse, not when it gets better", () => {
  expect(speak([40, 80, 40, 80])).toEqual([["a1"], ["a2"], [], ["a2"]]);
});

it("does not speak again of a value that dances around its limit", () => {
  expect(speak([40, 30, 40, 30, 40]).flat()).toEqual(["a1"]);
});

it("speaks of a new alarm after the old one was long gone", () => {
  expect(speak([40, 30, 30, 40], SPEAK_AGAIN_MS).flat()).toEqual(["a1", "a1"]);
});

it("speaks a fault", () => {
  expect(speak([10, null, null])).toEqual([[], ["fault"], []]);
});

it("does not speak of an alarm again because the link was gone", () => {
  expect(speak([80, "lost", "lost", "live"]).flat()).toEqual(["a2"]);
});

it("does not speak of what is not live", () => {
  expect(speak(["lost", "connecting"])).toEqual([[], []]);
});
