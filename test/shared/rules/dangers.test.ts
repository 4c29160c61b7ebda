import fc from "fast-check";
import { expect, it } from "vitest";
import { alarmsLessenedBy, dangersOf, type WatchedSensor } from "../../../shared/rules/dangers.ts";
import { GAS_IDS } from "../../../shared/rules/gases.ts";
import { levelOfRaw } from "../../../shared/rules/judge.ts";
import { PRESET_IDS } from "../../../shared/rules/limits.ts";
import { Rulebook } from "../../../shared/rules/rulebook.ts";
import {
  applySettings,
  type DeviceSettings,
  type DeviceSettingsPatch,
  type SensorSettings,
} from "../../../shared/rules/settings.ts";

const RULES = new Rulebook("instrument");
const watched = (type: string, value: number | null, more: object = {}): WatchedSensor => ({
  key: type,
  type,
  value,
  ...more,
});

/** What is said of a change of one sensor, in short. */
function dangers(
  sensor: WatchedSensor,
  patch: NonNullable<DeviceSettingsPatch["sensors"]>[string],
  own?: SensorSettings,
) {
  const settings: DeviceSettings = own ? { sensors: { [sensor.key]: own } } : {};
  const change = { settings, patch: { sensors: { [sensor.key]: patch } }, sensors: [sensor], rules: RULES };
  const { refused, toConfirm } = dangersOf(change);
  return {
    refused: refused.map(({ kind }) => kind),
    toConfirm: toConfirm.map((doubtful) =>
      doubtful.kind === "hidden" ? `${doubtful.level} to ${doubtful.to}` : doubtful.kind,
    ),
  };
}

const FINE = { refused: [], toConfirm: [] };

it.each([-1, 0, 0.19, 5.01, 20, Number.NaN])("refuses a gain of %d", (gain) => {
  expect(dangers(watched("CO", 1), { gain })).toEqual({ refused: ["gain"], toConfirm: [] });
});

it.each([0.2, 1, 5])("takes a gain of %d", (gain) => {
  expect(dangers(watched("CO", 1), { gain })).toEqual(FINE);
});

it.each([
  ["CO", { limits: { a2: 1_100_001 } }, ["limit"]],
  ["CO", { limits: { a1: 1_100_001 } }, ["limit"]],
  ["CO", { limits: { a1: 30, a2: 1_000_000 } }, []],
  // Whoever is not heard of yet is the gas that its key names, and not CO₂.
  ["CO-2", { limits: { lowA2: -100 } }, ["limit"]],
  ["CO2", { limits: { lowA2: -100 } }, []],
  ["O2", { unit: "%vol", limits: { lowA2: 19, a2: 111 } }, ["limit"]],
  ["O2", { unit: "%vol", limits: { lowA2: -1, lowA1: 19 } }, ["limit"]],
  ["O2", { unit: "%vol", limits: { lowA2: 18, lowA1: 19 } }, []],
  ["CH4", { unit: "%vol", limits: { a1: 1, a2: 111 } }, ["limit"]],
  ["Radon", { limits: { a2: 2e9 } }, ["limit"]],
] as const)("%s with %j: refuses limits that no value can reach: %j", (type, patch, refused) => {
  const change = { settings: {}, patch: { sensors: { [type]: patch } }, sensors: [], rules: RULES };
  expect(dangersOf(change).refused.map(({ kind }) => kind)).toEqual(refused);
});

it.each([
  ["CO", { limits: { a1: 35, a2: 2_000 } }, []],
  ["CO", { limits: { a1: 35, a2: 2_001 } }, ["a2 2001 above 2000 ppm"]],
  ["CO", { limits: { a1: 2_500, a2: 3_000 } }, ["a1 2500 above 2000 ppm", "a2 3000 above 2000 ppm"]],
  ["CO", { limits: { a2: 501 }, range: { high: 500 } }, ["a2 501 above 500 ppm"]],
  ["CO", { limits: { a2: 4_000 }, range: { high: 5_000 } }, []],
  // The site's own limits are no better when the instrument ends below them.
  ["CO", { range: { low: 0, high: 50 } }, ["a2 70 above 50 ppm"]],
  ["H2S", { unit: "ppb", limits: { a2: 500_001 } }, ["a2 500001 above 500000 ppb"]],
  ["CH4", { unit: "%LEL", limits: { a1: 10, a2: 100 } }, []],
  ["CH4", { unit: "%LEL", limits: { a1: 10, a2: 101 } }, ["a2 101 above 100 %LEL"]],
  ["CH4", { unit: "%LEL", limits: { a2: 120 }, range: { high: 200 } }, ["a2 120 above 100 %LEL"]],
  ["O2", { unit: "%vol", limits: { lowA2: 19, a2: 31 } }, ["a2 31 above 30 %vol"]],
  // What is refused is not asked about.
  ["CO", { limits: { a2: 1_100_001 } }, []],
  // Nobody knows where the instrument of another gas ends.
  ["Radon", { limits: { a2: 1e8 } }, []],
] as const)("%s with %j: asks about limits above what the instrument measures: %j", (type, patch, asked) => {
  const change = { settings: {}, patch: { sensors: { [type]: patch } }, sensors: [], rules: RULES };
  expect(
    dangersOf(change).toConfirm.map((one) =>
      one.kind === "above-scale" ? `${one.bound} ${one.limit} above ${one.scale} ${one.unit}` : one.kind,
    ),
  ).toEqual(asked);
});

it("asks about no limits that a site gives while the instrument's range is not set, in whatever unit", () => {
  for (const preset of PRESET_IDS)
    for (const unit of ["ppm", "ppb", "%vol", "%LEL", "mg/m³"])
      for (const type of GAS_IDS) {
        const change = { settings: {}, patch: { sensors: { [type]: { unit } } }, sensors: [] };
        expect(dangersOf({ ...change, rules: new Rulebook(preset) })).toEqual(FINE);
      }
});

it("asks once about a limit above what the instrument measures, and anew when either changes", () => {
  const own = { limits: { a1: 35, a2: 600 }, range: { high: 500 } };
  expect(dangers(watched("CO", 1), { label: "left" }, own)).toEqual(FINE);
  expect(dangers(watched("CO", 1), { limits: { a1: 30, a2: 600 } }, own)).toEqual(FINE);
  expect(dangers(watched("CO", 1), { range: { high: 700 } }, own)).toEqual(FINE);
  expect(dangers(watched("CO", 1), { limits: { a1: 35, a2: 700 } }, own).toConfirm).toEqual(["above-scale"]);
  expect(dangers(watched("CO", 1), { range: { high: 400 } }, own).toConfirm).toEqual(["above-scale"]);
  expect(dangers(watched("CO", 1), { unit: "ppb" }, own).toConfirm).toEqual(["above-scale"]);
});

it("refuses a unit under which the sensor's own limits could not be reached any more", () => {
  const own = { limits: { a1: 30, a2: 200 } };
  expect(dangers(watched("CO", null), { unit: "%vol" }, own).refused).toEqual(["limit"]);
  expect(dangers(watched("CO", null), { label: "x" }, { ...own, unit: "%vol" }).refused).toEqual([]);
});

it.each([
  ["a zero that makes 90 ppm of CO into 2", 90, { zero: 88 }, ["zero", "a2 to normal"]],
  ["a zero that leaves A2", 200, { zero: 88 }, ["zero"]],
  ["a zero below nothing, which raises the value", 40, { zero: -40 }, ["zero"]],
  ["a zero in clean air", 3, { zero: 3 }, []],
  ["a zero that raises an alarm", 3, { zero: -90 }, []],
  ["a gain that hides", 90, { gain: 0.2 }, ["a2 to normal"]],
  ["a gain that lessens", 90, { gain: 0.5 }, ["a2 to a1"]],
  ["a gain that leaves the level", 900, { gain: 0.5 }, []],
  ["limits above the value", 90, { limits: { a1: 100, a2: 200 } }, ["a2 to normal"]],
  ["an A2 above the value", 90, { limits: { a1: 35, a2: 200 } }, ["a2 to a1"]],
  ["limits below the value", 90, { limits: { a1: 10, a2: 20 } }, []],
  ["a unit that makes it small", 90, { unit: "ppb" }, ["a2 to normal"]],
  ["a unit without limits", 90, { unit: "counts" }, ["a2 to null"]],
  ["a zero that makes it a fault", 90, { zero: 200 }, ["zero", "a2 to null"]],
  ["a label", 90, { label: "left" }, []],
] as const)("CO, %s: to be confirmed is what %s", (...[, value, patch, toConfirm]) => {
  expect(dangers(watched("CO", value), patch)).toEqual({ refused: [], toConfirm });
});

it("goes by the last number of a sensor that gives none any more", () => {
  const failed = watched("CO", null, { lastValue: { value: 90 } });
  expect(dangers(failed, { zero: 5 }).toConfirm).toEqual(["zero"]);
  expect(dangers(watched("CO", null), { zero: 5 })).toEqual(FINE);
});

it("asks for each zero of oxygen, and for none that is taken away or stays", () => {
  const air = watched("O2", 20.9, { unit: "%vol" });
  expect(dangers(air, { zero: 0.4 }).toConfirm).toEqual(["oxygen-zero"]);
  expect(dangers(air, { zero: 20.9 }).toConfirm).toEqual(["oxygen-zero"]);
  expect(dangers(air, { zero: null }, { zero: 0.4 })).toEqual(FINE);
  expect(dangers(air, { zero: 0.4 }, { zero: 0.4 })).toEqual(FINE);
  expect(dangers(air, { label: "left" }, { zero: 0.4 })).toEqual(FINE);
});

it("asks before settings are taken away that an alarm comes from", () => {
  const strict = { limits: { a1: 1, a2: 2 } };
  expect(dangers(watched("CO", 3), null, strict).toConfirm).toEqual(["a2 to normal"]);
  expect(dangers(watched("CO", 3), { limits: null }, strict).toConfirm).toEqual(["a2 to normal"]);
});

it("judges each sensor of a key by itself, and one that was not heard of yet by its key", () => {
  const sensors = [watched("CO", 3), watched("CO", 90, { unit: "mg/m³" })];
  const change = { settings: {}, sensors, rules: RULES };
  expect(dangersOf({ ...change, patch: { sensors: { CO: { zero: 1 } } } }).toConfirm).toMatchObject([
    { kind: "zero", sensor: "CO", level: "a2" },
  ]);
  expect(dangersOf({ ...change, patch: { sensors: { "O2-2": { zero: 1 } } } }).toConfirm).toMatchObject([
    { kind: "oxygen-zero", sensor: "O2-2" },
  ]);
  expect(dangersOf({ ...change, patch: { name: "Pump" } })).toEqual({ refused: [], toConfirm: [] });
});

const settings = fc.record(
  {
    zero: fc.option(fc.integer({ min: -100, max: 100 })),
    gain: fc.option(fc.constantFrom(0.2, 0.5, 1, 2, 5)),
    unit: fc.option(fc.constantFrom("ppm", "ppb", "%vol", "mg/m³", "counts")),
    limits: fc.option(
      fc.record({ a1: fc.integer({ min: 1, max: 50 }), a2: fc.integer({ min: 51, max: 100 }) }),
    ),
  },
  { requiredKeys: [] },
);

it("lets no change that is not confirmed lower a level, whatever is changed", () => {
  const rank = { normal: 0, a1: 1, a2: 2 };
  fc.assert(
    fc.property(
      fc.constantFrom("CO", "H2S", "O2", "CH4", "Radon"),
      fc.integer({ min: 0, max: 300 }),
      fc.tuple(settings, fc.option(settings)),
      (type, value, [first, patch]) => {
        const before = applySettings({}, { sensors: { [type]: first } });
        const sensor = watched(type, value);
        const change = {
          settings: before,
          patch: { sensors: { [type]: patch } },
          sensors: [sensor],
          rules: RULES,
        };
        const level = (of: DeviceSettings) => levelOfRaw(value, RULES.of(sensor, of.sensors?.[type]));
        const [was, is] = [level(before), level(applySettings(before, change.patch))];
        const isLess = was !== null && was !== "normal" && (is === null || rank[is] < rank[was]);
        if (dangersOf(change).toConfirm.length === 0) expect(isLess).toBe(false);
      },
    ),
  );
});

it("finds the alarms that another preset would lessen, and no others", () => {
  const devices = [
    { device: "a", settings: {}, sensors: [watched("CO", 80), watched("H2S", 30), watched("SO2", 1)] },
    { device: "b", settings: { sensors: { CO: { limits: { a2: 50 } } } }, sensors: [watched("CO", 80)] },
    { device: "c", settings: {}, sensors: [watched("CH4", 9_000)] },
  ];
  expect(alarmsLessenedBy("eu", RULES, devices)).toEqual([
    { device: "a", sensor: "CO", level: "a2", to: "a1" },
  ]);
  expect(alarmsLessenedBy("instrument", new Rulebook("eu"), devices)).toEqual([
    { device: "a", sensor: "SO2", level: "a2", to: "normal" },
    { device: "c", sensor: "CH4", level: "a2", to: "a1" },
  ]);
  expect(alarmsLessenedBy("instrument", RULES, devices)).toEqual([]);
});
