import { expect, it } from "vitest";
import { sensorId } from "../../../pwa/src/rules/new-alarms.ts";
import { PEAK_STAYS_MS, Peaks, peakBeside, worstPeak } from "../../../pwa/src/rules/peaks.ts";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = 1_800_000_000_000;

/** A device with one sensor, read a second before. */
function present(type: string, value: number | null, now = NOW): DevicePresentation {
  return presentDevice(
    buildDevice("a", { [type]: value }, { now }),
    { link: "live", serverNow: now },
    { preset: "instrument", units: "usual" },
  );
}

/** What is to be seen beside a sensor that is normal after these values, each a second after the one before. */
function trace(type: string, values: readonly (number | null)[], { stepMs = 1_000, normal = 0 } = {}) {
  const peaks = new Peaks();
  let now = NOW;
  for (const value of values) {
    now += stepMs;
    peaks.add(present(type, value, now), now);
  }
  const device = present(type, normal, now);
  const [sensor] = device.sensors;
  const peak = sensor && peakBeside(sensor, peaks.list(now).get(sensorId(device, sensor)));
  return peak && { level: peak.level, value: peak.value, ageMs: now - peak.at };
}

it("keeps the worst of several readings that came at once, with its age", () => {
  expect(trace("CO", [10, 900, 40, 10])).toEqual({ level: "a2", value: 900, ageMs: 3_000 });
  expect(trace("CO", [40, 900, 1_200, 80])?.value).toBe(1_200);
});

it("takes the lowest for the worst where a gas is dangerous when it lacks", () => {
  expect(trace("O2", [180_000, 160_000, 170_000], { normal: 209_000 })?.value).toBe(16);
});

it("keeps none of what is in order, faulty or old", () => {
  expect(trace("CO", [1, 2, null, 3])).toBeUndefined();
  expect(trace("CO", [900, 10], { stepMs: PEAK_STAYS_MS })).toBeUndefined();
});

it("shows a later peak as long as an earlier, higher one", () => {
  expect(trace("CO", [900, 10, 500], { stepMs: 10_000 })).toEqual({ level: "a2", value: 500, ageMs: 1_000 });
  expect(trace("CO", [900, 10, 40], { stepMs: 10_000 })?.value).toBe(900);
});

it("shows no peak beside what is as bad", () => {
  expect(trace("CO", [900, 10], { normal: 80 })).toBeUndefined();
  expect(trace("CO", [900, 10], { normal: 40 })?.level).toBe("a2");
});

it("tells the worst level among the peaks of a fleet", () => {
  const peaks = new Peaks();
  expect(worstPeak([present("CO", 10)], peaks.list(NOW))).toBeUndefined();
  peaks.add(present("CO", 40), NOW);
  expect(worstPeak([present("CO", 10)], peaks.list(NOW))).toBe("a1");
  peaks.add(present("CO", 900), NOW);
  expect(worstPeak([present("CO", 10)], peaks.list(NOW))).toBe("a2");
});
