import { expect, it } from "vitest";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { observeAll } from "../../../shared/fleet/observe-readings.ts";
import { presentReading } from "../../../shared/present/present-reading.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);

function readingOf(seq: number, ageMs: number, CO: number | null): ReadingEntry {
  return {
    seq,
    at: NOW,
    kind: "reading",
    device: "a",
    measuredAt: NOW - ageMs,
    deviceTime: null,
    battery: 90,
    sensors: [
      { type: "CO", val: CO },
      { type: "CO", val: 4, unit: "mg/m³" },
    ],
  };
}

/** What each of some readings says, after all of them were taken in. */
function judge(readings: readonly [ReadingEntry, ...ReadingEntry[]], link: "live" | "lost" = "live") {
  const state = observeAll(undefined, readings);
  return readings.map((entry) => {
    const device = presentReading(
      { entry, state },
      { serverNow: NOW, link },
      { preset: "instrument", units: "usual" },
    );
    return device?.sensors.map((sensor) => sensor.state);
  });
}

it("judges each reading as if it were the last, in whatever order they came", () => {
  const parcel = judge([readingOf(1, 4_000, 10), readingOf(2, 3_000, 900), readingOf(3, 2_000, null)]);
  expect(parcel).toEqual([
    ["normal", "normal"],
    ["a2", "normal"],
    ["fault", "normal"],
  ]);
  expect(judge([readingOf(1, 1_000, 10), readingOf(2, 3_000, 900)])[1]?.[0]).toBe("a2");
});

it("judges none that is too old to be live, nor calls any live without a link", () => {
  expect(judge([readingOf(1, 3_600_000, 900)])).toEqual([undefined]);
  expect(judge([readingOf(1, 1_000, 900)], "lost")).toEqual([["offline", "offline"]]);
});

it("leaves out a sensor that is not in service", () => {
  const entry = readingOf(1, 1_000, 900);
  const state = { ...observeAll(undefined, [entry]), sensors: [] };
  const moment = { serverNow: NOW, link: "live" } as const;
  expect(presentReading({ entry, state }, moment, { preset: "instrument", units: "usual" })?.sensors).toEqual(
    [],
  );
});
