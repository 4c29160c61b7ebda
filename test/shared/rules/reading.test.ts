import fc from "fast-check";
import { expect, it } from "vitest";
import { fleetWideText, identitiesOf, identityText, sensorKeys } from "../../../shared/rules/reading.ts";

/** Types that look like each other's keys, and any others. */
const type = fc.oneof(
  fc.constantFrom("CO", "CO-2", "CO-3", "CO-2-2", "CO-", "-2", "__proto__", "constructor"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
);

it("names each sensor of a reading by its type and, among equals, its ordinal", () => {
  expect(sensorKeys(["CO", "CH4", "CO", "CO"])).toEqual(["CO", "CH4", "CO-2", "CO-3"]);
});

it("leaves a key to the type that is written like it", () => {
  expect(sensorKeys(["CO", "CO", "CO-2"])).toEqual(["CO", "CO-3", "CO-2"]);
  expect(sensorKeys(["CO-2", "CO", "CO", "CO-2"])).toEqual(["CO-2", "CO", "CO-3", "CO-2-2"]);
});

it("gives no two sensors of a reading one key, and each type that comes once its own name", () => {
  fc.assert(
    fc.property(fc.array(type, { maxLength: 64 }), (types) => {
      const keys = sensorKeys(types);
      expect(new Set(keys).size).toBe(types.length);
      for (const [place, own] of types.entries())
        if (types.indexOf(own) === place) expect(keys[place]).toBe(own);
    }),
  );
});

it("writes an identity and a sensor of a fleet so that no other is written alike", () => {
  const sensor = fc.record({ key: type, type, unit: type }, { requiredKeys: ["key", "type"] });
  const ofDevice = fc.tuple(type, sensor);
  fc.assert(
    fc.property(ofDevice, ofDevice, ([device, one], [otherDevice, other]) => {
      const isSame = one.key === other.key && one.type === other.type && one.unit === other.unit;
      expect(identityText(one) === identityText(other)).toBe(isSame);
      expect(fleetWideText(device, one) === fleetWideText(otherDevice, other)).toBe(
        isSame && device === otherDevice,
      );
    }),
  );
});

it("takes the unit of a sensor only from text", () => {
  const sensors = [
    { type: "CO", unit: "mg/m³" },
    { type: "CO", unit: 5 },
  ];
  expect(identitiesOf(sensors)).toEqual([
    { key: "CO", type: "CO", unit: "mg/m³" },
    { key: "CO-2", type: "CO" },
  ]);
});
