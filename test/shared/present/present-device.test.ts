import { expect, it } from "vitest";
import { byUrgency, presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);
const HOUR_MS = 3_600_000;

function orderOf(ages: { readonly [device: string]: number }, link: "live" | "lost" = "live") {
  const moment = { link, serverNow: NOW };
  return Object.entries(ages)
    .map(([device, ageMs]) => buildDevice(device, { CO: 900 }, { now: NOW, ageMs }))
    .map((state) => presentDevice(state, moment, { preset: "instrument", units: "usual" }))
    .sort(byUrgency)
    .map(({ device }) => device);
}

it("orders the worst first, equals by name", () => {
  expect(orderOf({ "unit 10": 0, "unit 9": 0, silent: HOUR_MS })).toEqual(["unit 9", "unit 10", "silent"]);
});

it("orders devices of one name by their id, whatever order they come in", () => {
  const named = (device: string) => {
    const state = buildDevice(device, { CO: 1 }, { now: NOW, settings: { name: "Pump room" } });
    return presentDevice(state, { link: "live", serverNow: NOW }, { preset: "instrument", units: "usual" });
  };
  const order = (ids: readonly string[]) =>
    ids
      .map(named)
      .sort(byUrgency)
      .map(({ device }) => device);
  expect(order(["unit 10", "unit 9"])).toEqual(["unit 9", "unit 10"]);
  expect(order(["unit 9", "unit 10"])).toEqual(["unit 9", "unit 10"]);
});

it("puts what is silent for more than a day behind its equals", () => {
  const ages = { ancient: 20 * 24 * HOUR_MS, "unit 1": 5 * 60_000, "unit 2": 23 * HOUR_MS };
  expect(orderOf(ages)).toEqual(["unit 1", "unit 2", "ancient"]);
  expect(orderOf(ages, "lost")).toEqual(["unit 1", "unit 2", "ancient"]);
});
