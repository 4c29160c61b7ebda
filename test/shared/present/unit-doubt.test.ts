import { expect, it } from "vitest";
import { percentSentAsPpm } from "../../../shared/present/unit-doubt.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);

it.each([20.9, 0.1, 100])("tells that oxygen of %s without a unit was meant as percent", (value) => {
  expect(percentSentAsPpm(buildDevice("unit 1", { CO: 3, O2: value }, { now: NOW }))).toEqual({
    type: "O2",
    value,
  });
});

it.each([0, 101, 209_000])("takes oxygen of %s without a unit for what it says", (value) => {
  expect(percentSentAsPpm(buildDevice("unit 1", { O2: value }, { now: NOW }))).toBeUndefined();
});

it("has no doubt about another gas, nor once somebody has set the unit", () => {
  expect(percentSentAsPpm(buildDevice("unit 1", { CO: 20.9 }, { now: NOW }))).toBeUndefined();
  const settings = { sensors: { O2: { unit: "%vol" } } };
  expect(percentSentAsPpm(buildDevice("unit 1", { O2: 20.9 }, { now: NOW, settings }))).toBeUndefined();
});
