import fc from "fast-check";
import { expect, it } from "vitest";
import { createTypedNumbers } from "../../../pwa/src/i18n/typed-numbers.ts";
import { draftOf, readDraft, type SettingsDraft } from "../../../pwa/src/rules/settings-draft.ts";
import { applySettings, type DeviceSettings } from "../../../shared/rules/settings.ts";

const SENSORS = [
  { key: "CO", type: "CO" },
  { key: "O2", type: "O2" },
];
const NUMBERS = createTypedNumbers("de");
const empty = draftOf({}, SENSORS, NUMBERS);
const withSensor = (change: Partial<SettingsDraft["sensors"][string]>): SettingsDraft => ({
  ...empty,
  sensors: { ...empty.sensors, CO: { ...empty.sensors["CO"]!, ...change } },
});
const problemsOf = (draft: SettingsDraft) => {
  const result = readDraft(draft, empty, NUMBERS);
  return "problems" in result ? result.problems : [];
};

it("changes nothing when nothing was typed", () => {
  const limits = fc.record({ a1: fc.integer({ min: 1, max: 50 }), a2: fc.integer({ min: 51, max: 99 }) });
  const settings = fc.record(
    {
      name: fc.constantFrom("Pump", "Fan"),
      place: fc.constantFrom("Shaft 3"),
      expectedIntervalMs: fc.integer({ min: 1, max: 600 }).map((seconds) => seconds * 1_000),
      bumpDays: fc.integer({ min: 0, max: 1_000 }),
      calibrationDays: fc.integer({ min: 0, max: 1_000 }),
      sensors: fc.record({
        CO: fc.record({
          zero: fc.integer(),
          gain: fc.integer({ min: 1 }),
          limits,
          range: limits.map(({ a1, a2 }) => ({ low: a1, high: a2 })),
        }),
      }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(settings, (given: DeviceSettings) => {
      const draft = draftOf(given, SENSORS, NUMBERS);
      expect(readDraft(draft, draft, NUMBERS)).toEqual({ patch: {} });
      const all = readDraft(draft, empty, NUMBERS);
      const after = applySettings({}, "patch" in all ? all.patch : {});
      expect({ ...after, sensors: after.sensors?.["CO"] ?? {} }).toEqual({
        ...given,
        sensors: given.sensors?.["CO"] ?? {},
      });
    }),
  );
});

it("names each field that is wrong", () => {
  expect(problemsOf({ ...withSensor({ zero: "x", gain: "0" }), intervalSeconds: "0" })).toEqual([
    { field: "intervalSeconds", kind: "interval" },
    { field: "CO.gain", kind: "gain" },
    { field: "CO.zero", kind: "number" },
  ]);
});

it("refuses limits that do not rise, and own limits without a figure", () => {
  const limits = { lowA2: "", lowA1: "", a1: "70", a2: "35" };
  expect(problemsOf(withSensor({ hasOwnLimits: true, limits }))).toEqual([{ field: "CO.a2", kind: "order" }]);
  expect(problemsOf(withSensor({ hasOwnLimits: true }))).toEqual([{ field: "CO.a2", kind: "empty" }]);
});

it("removes what was emptied", () => {
  const from = draftOf({ name: "Pump" }, [], NUMBERS);
  const result = readDraft({ ...from, name: "  " }, from, NUMBERS);
  expect("patch" in result && applySettings({ name: "Pump" }, result.patch).name).toBeUndefined();
});

it("sends only what was touched, so that it undoes nobody else's change", () => {
  const from = draftOf({ name: "Pump", sensors: { CO: { zero: 8_000 } } }, SENSORS, NUMBERS);
  const o2 = { ...from.sensors["O2"]!, label: "Intake" };
  const result = readDraft({ ...from, sensors: { ...from.sensors, O2: o2 } }, from, NUMBERS);
  expect("patch" in result && Object.keys(result.patch)).toEqual(["sensors"]);
  expect("patch" in result && Object.keys(result.patch.sensors ?? {})).toEqual(["O2"]);
});

it("sends of a sensor only what was touched: a zero that was taken back meanwhile does not come again", () => {
  const from = draftOf({ sensors: { CO: { zero: 8_000, gain: 1.1 } } }, SENSORS, NUMBERS);
  const co = { ...from.sensors["CO"]!, label: "Intake" };
  const result = readDraft({ ...from, sensors: { ...from.sensors, CO: co } }, from, NUMBERS);
  expect(result).toEqual({ patch: { sensors: { CO: { label: "Intake" } } } });
});

it("takes whole days up to 1,000 and a range that goes up, and each end of it alone", () => {
  const days = (bumpDays: string) => problemsOf({ ...empty, bumpDays });
  expect(days("0")).toEqual([]);
  expect(days("1000")).toEqual([]);
  expect(days("1001")).toEqual([{ field: "bumpDays", kind: "days" }]);
  expect(days("1,5")).toEqual([{ field: "bumpDays", kind: "days" }]);
  expect(days("-1")).toEqual([{ field: "bumpDays", kind: "days" }]);
  expect(problemsOf(withSensor({ rangeLow: "500", rangeHigh: "500" }))).toEqual([
    { field: "CO.rangeHigh", kind: "ends" },
  ]);
  expect(readDraft(withSensor({ rangeHigh: "500" }), empty, NUMBERS)).toEqual({
    patch: { sensors: { CO: { range: { high: 500 } } } },
  });
  const set = withSensor({ rangeLow: "-5", rangeHigh: "500" });
  expect(readDraft(withSensor({ rangeLow: "", rangeHigh: "" }), set, NUMBERS)).toEqual({
    patch: { sensors: { CO: { range: null } } },
  });
});
