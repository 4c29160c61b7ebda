import fc from "fast-check";
import { expect, it } from "vitest";
import {
  applySettings,
  type DeviceSettings,
  type DeviceSettingsPatch,
  undoOf,
} from "../../../shared/rules/settings.ts";

const few = fc.constantFrom(0, 1, 12);
const limits = fc.record({ a1: few, a2: few }, { requiredKeys: [], noNullPrototype: true });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const key = fc.constantFrom("CO", "CH4-2", "__proto__", "constructor");
const options = { requiredKeys: [], noNullPrototype: true };

const settings = fc.record(
  {
    name: fc.constantFrom("Shaft", "Hall"),
    expectedIntervalMs: few,
    clockWrong: fc.constant(true),
    sensors: fc.dictionary(key, fc.record({ label: fc.constant("pump"), zero: few, limits }, options)),
  },
  options,
) as fc.Arbitrary<DeviceSettings>;
const patch = fc.record(
  {
    name: orNull(fc.constantFrom("Shaft", "Hall")),
    expectedIntervalMs: orNull(few),
    clockWrong: orNull(fc.constant(true)),
    sensors: fc.dictionary(
      key,
      orNull(
        fc.record({ label: orNull(fc.constant("pump")), zero: orNull(few), limits: orNull(limits) }, options),
      ),
    ),
  },
  options,
) as fc.Arbitrary<DeviceSettingsPatch>;

/** Settings without sensors of which nothing is set: they say the same. */
function bare({ sensors = {}, ...rest }: DeviceSettings): object {
  return {
    rest,
    sensors: Object.entries(sensors)
      .filter(([, own]) => Object.keys(own).length > 0)
      .sort(),
  };
}

it("undoes a patch by what was before it", () => {
  fc.assert(
    fc.property(settings, patch, (before, change) => {
      const after = applySettings(before, change);
      expect(bare(applySettings(after, undoOf(before, change)))).toEqual(bare(before));
    }),
  );
});

it("tells of the members that a patch changes alone, with null for those that were not set", () => {
  const before: DeviceSettings = { name: "Shaft", sensors: { CO: { zero: 3, limits: { a1: 30 } } } };
  expect(
    undoOf(before, {
      name: "Shaft",
      place: "Hall",
      sensors: { CO: { zero: 12, gain: 2, limits: { a1: 30 } }, H2S: { zero: 1 }, O2: null },
    }),
  ).toEqual({ place: null, sensors: { CO: { zero: 3, gain: null }, H2S: { zero: null } } });
  expect(undoOf(before, { sensors: { CO: null } })).toEqual({
    sensors: { CO: { zero: 3, limits: { a1: 30 } } },
  });
  expect(undoOf(before, { name: "Shaft", sensors: { CO: { zero: 3 } } })).toEqual({});
});
