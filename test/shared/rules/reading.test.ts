import fc from "fast-check";
import { expect, it } from "vitest";
import {
  faultOf,
  fleetWideText,
  identitiesOf,
  identityOf,
  identityText,
  isSameSet,
  PATH_STEPS,
  sensorKeys,
} from "../../../shared/rules/reading.ts";

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

it("lets an ordinal skip the type that is written like its key", () => {
  expect(sensorKeys(["CO", "CO", "CO-1"])).toEqual(["CO", "CO-2", "CO-1"]);
});

it("takes a reading for one of the same sensors by their types and units, place by place", () => {
  const sensor = (type: string, unit?: string) => ({ type, val: 1, ...(unit && { unit }) });
  const one = [sensor("CO"), sensor("H2S", "ppb")];
  expect(isSameSet(one, [{ ...sensor("CO"), val: 2, name: "left" }, sensor("H2S", "ppb")])).toBe(true);
  expect(isSameSet([], [])).toBe(true);
  for (const other of [
    [sensor("CO")],
    [...one, sensor("O2")],
    [sensor("CO"), sensor("SO2", "ppb")],
    [sensor("CO"), sensor("H2S")],
    [sensor("CO", "ppm"), sensor("H2S", "ppb")],
    [sensor("H2S", "ppb"), sensor("CO")],
  ]) {
    expect(isSameSet(one, other)).toBe(false);
    expect(isSameSet(other, one)).toBe(false);
  }
});

it("knows a fault from a sensor that gave no value, and from one that only says so beside a value", () => {
  expect(faultOf({ type: "CO", val: null, fault: "OL" })).toBe("OL");
  expect(faultOf({ type: "CO", val: null })).toBe(undefined);
  expect(faultOf({ type: "CO", val: null, fault: 7 })).toBe(undefined);
  expect(faultOf({ type: "CO", val: 3, fault: "OL" })).toBe(undefined);
});

it("has no member for a unit that was not stated", () => {
  expect(identityOf({ key: "CO-2", type: "CO" })).toStrictEqual({ key: "CO-2", type: "CO" });
  const stated = { key: "CO", type: "CO", unit: "ppb", value: 3 };
  expect(identityOf(stated)).toStrictEqual({ key: "CO", type: "CO", unit: "ppb" });
});

it("names the texts that an address cannot name a device by", () => {
  expect(PATH_STEPS).toEqual([".", ".."]);
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
