// Where instruments end, by figures.

import { expect, it } from "vitest";
import { fullScaleOf, overFrom } from "../../../shared/rules/full-scale.ts";
import { ruleOf } from "../../../shared/rules/judge.ts";

it.each([
  ["CO", {}, 2_000],
  ["CO2", {}, 50_000],
  ["H2S", {}, 500],
  ["NO2", {}, 150],
  ["SO2", {}, 150],
  ["NH3", {}, 500],
  ["VOC", {}, 10_000],
  ["H2S", { unit: "ppb" }, 500_000],
  ["O2", {}, 300_000],
  ["O2", { unit: "%vol" }, 30],
  ["CO", { unit: "mg/m³" }, 2_291.20654398],
  ["CO", { range: { high: 500 } }, 500],
  ["CO", { range: { high: 9_999 } }, 9_999],
  ["CO", { range: { high: 1e9 } }, 1_100_000],
  ["CO", { range: { low: 5 } }, 2_000],
  ["CH4", {}, 1_100_000],
  ["Radon", { range: { high: 300 } }, 300],
  ["Radon", {}, 1e9],
])("%s with %j has no more to say from %d on", (type, settings, full) => {
  const rule = ruleOf({ type }, settings, "instrument");
  const own = rule.settings?.range;
  expect(fullScaleOf({ ...rule, preset: "instrument", own })).toBeCloseTo(full, 6);
});

// Under the preset of instruments the lower explosive limit of CH4 is 5 %vol.
it.each([
  ["CH4", {}, 50_000],
  ["CH4", { unit: "%LEL" }, 100],
  ["CH4", { unit: "%vol" }, 5],
  ["CH4", { unit: "%LEL", range: { high: 60 } }, 60],
  ["CH4", { unit: "%vol", range: { high: 100 } }, 5],
  ["CO", {}, 2_000],
  ["CO", { range: { high: 500 } }, 500],
  ["O2", { unit: "%vol" }, 30],
  ["Radon", {}, 1e9],
  ["CO", { unit: "counts" }, 1e9],
])("%s with %j is over its end from %d on", (type, settings, from) => {
  const rule = ruleOf({ type }, settings, "instrument");
  expect(overFrom({ ...rule, preset: "instrument", own: rule.settings?.range })).toBe(from);
});
