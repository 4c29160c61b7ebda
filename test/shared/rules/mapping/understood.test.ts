// What a foreign payload is understood as, and all that is said of it, in figures.

import { describe, expect, it } from "vitest";
import type { MappedField, Mapping } from "../../../../shared/rules/mapping/mapping.ts";
import { valueAt } from "../../../../shared/rules/mapping/members-of-payload.ts";
import { fillDevice, type Payload, readPayload } from "../../../../shared/rules/mapping/read-payload.ts";

const SAID = { unread: [], unitless: [], missing: [] };
const READING = { sensors: [{ type: "CO", val: 90 }] };

function mapping(fields: readonly MappedField[], over: Partial<Mapping> = {}): Mapping {
  return { id: "m", name: "m", source: "#", port: null, device: null, passOver: false, fields, ...over };
}

const mapped = (payload: Payload, ...fields: readonly MappedField[]) => readPayload(payload, mapping(fields));
const leaves = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, place) => [`n${place}`, "x"]));

describe("without a mapping", () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ["one reading", READING, [READING]],
    ["one without a sensor", { pct: 5, sensors: [] }, [{ pct: 5, sensors: [] }]],
    ["a list", [READING, READING], [READING, READING]],
    ["a list in `readings`", { gateway: 7, readings: [READING] }, [READING]],
    ["one beside `readings` that are no list", { readings: 2, ...READING }, [{ readings: 2, ...READING }]],
    ["a thousand", Array(1_000).fill(READING), Array(1_000).fill(READING)],
  ])("is Davy's own shape: %s", (_, members, readings) => {
    expect(readPayload({ members }, undefined)).toEqual({ ...SAID, how: "own", readings });
  });

  it.each<[string, unknown]>([
    ["no reading", []],
    ["more than a thousand", Array(1_001).fill(READING)],
    ["one beside what is none", [READING, 5]],
    ["sensors that are no list", { sensors: { type: "CO" } }],
    ["a sensor without a type", { sensors: [{ type: "CO", val: 1 }, { val: 2 }] }],
    ["a sensor that is a number", { sensors: [5] }],
    ["a sensor that is a list", { sensors: [["type", "CO"]] }],
    ["a text", "CO"],
    ["nothing", null],
  ])("is not Davy's own shape: %s", (_, members) => {
    expect(readPayload({ members }, undefined).how).not.toBe("own");
  });

  it("has no more in a reading than the names tell, and names numbers alone that became nothing", () => {
    expect(readPayload({ members: { co_ppm: 90, note: "calm", level_a: 3 } }, undefined)).toEqual({
      ...SAID,
      how: "names",
      readings: [{ sensors: [{ type: "CO", val: 90, unit: "ppm" }] }],
      unread: ["level_a"],
    });
    expect(readPayload({ members: { id: "x", battery: 88, ts: 5 } }, undefined)).toEqual({
      ...SAID,
      how: "nothing",
      readings: [{ id: "x", pct: 88, ts: 5, sensors: [] }],
    });
  });

  it.each<[Payload, string]>([
    [{ bytes: Uint8Array.of(1) }, "raw"],
    [{ bytes: new Uint8Array() }, "nothing"],
    [{}, "nothing"],
    [{ members: {}, bytes: Uint8Array.of(1) }, "raw"],
    [{ members: { note: "calm" }, bytes: Uint8Array.of(1) }, "nothing"],
    [{ members: { co: 1 }, bytes: Uint8Array.of(1) }, "names"],
  ])("%j is %s", (payload, how) => {
    expect(readPayload(payload, undefined).how).toBe(how);
  });

  it("says that a payload has as many values as are looked at, 512", () => {
    expect(readPayload({ members: leaves(511) }, undefined)).not.toHaveProperty("isCut");
    expect(readPayload({ members: leaves(512) }, undefined).isCut).toBe(true);
    expect(readPayload({ members: { ...leaves(512), co: 90 } }, undefined)).toMatchObject({
      how: "nothing",
      isCut: true,
    });
  });
});

describe("by a mapping", () => {
  it("is passed over where the mapping says so, and by its names where it says nothing", () => {
    const members = { co: 90 };
    expect(readPayload({ members }, mapping([], { passOver: true }))).toEqual({
      ...SAID,
      how: "passed-over",
      readings: [],
    });
    expect(readPayload({ members }, mapping([])).how).toBe("names");
  });

  it("wins over Davy's own shape", () => {
    const members = { ...READING, ppm: 7 };
    expect(mapped({ members }, { from: "ppm", to: "sensor", type: "CO" })).toMatchObject({
      how: "mapping",
      readings: [{ sensors: [{ type: "CO", val: 7 }] }],
    });
  });

  it("takes a time and a battery by their factors, of a list the first", () => {
    const members = { at: [1_795_444_140, 5], charge: 0.55 };
    const fields: MappedField[] = [
      { from: "at", to: "time", factor: 1_000 },
      { from: "charge", to: "battery", factor: 100 },
    ];
    expect(mapped({ members }, ...fields)).toEqual({
      ...SAID,
      how: "mapping",
      readings: [{ ts: 1_795_444_140_000, pct: 55, sensors: [] }],
      unread: [],
    });
  });

  it.each([
    [12, 1.2],
    ["12", 1.2],
    ["OL", "OL"],
    [null, null],
    [true, true],
  ])("makes of %j in tenths %j", (value, val) => {
    const field: MappedField = { from: "co", to: "sensor", type: "CO", factor: 0.1 };
    expect(mapped({ members: { co: value } }, field).readings[0]?.sensors).toEqual([{ type: "CO", val }]);
  });

  it("gives a sensor whose gas nobody has named no name", () => {
    expect(mapped({ members: { x: 1 } }, { from: "x", to: "sensor" }).readings[0]?.sensors).toEqual([
      { type: "", val: 1 },
    ]);
  });

  it("names what is missing as people would, and is nothing where all is", () => {
    const bytes = { offset: 1, width: 2, endian: "big", form: "unsigned" } as const;
    const fields: MappedField[] = [
      { from: bytes, to: "sensor", type: "CO" },
      { from: "none", to: "battery" },
      { from: "list", to: "sensor", type: "O2" },
    ];
    expect(mapped({ members: { list: [], x: 4 } }, ...fields)).toEqual({
      ...SAID,
      how: "nothing",
      readings: [{ sensors: [] }],
      unread: ["x"],
      missing: ["bytes 1 to 2", "none", "list"],
    });
    expect(mapped({ bytes: Uint8Array.of(0, 1, 2) }, ...fields)).toMatchObject({
      how: "mapping",
      readings: [{ sensors: [{ type: "CO", val: 258 }] }],
      missing: ["none", "list"],
    });
  });

  it("leaves unread the numbers that stand at none of its places, nor within one", () => {
    const members = { g: { a: 1 }, gx: 2, h: 3, words: "4" };
    expect(mapped({ members }, { from: "g", to: "sensor", type: "CO" }).unread).toEqual(["gx", "h"]);
    expect(mapped({ members }, { from: "h", to: "sensor", type: "CO" }).unread).toEqual(["g.a", "gx"]);
  });
});

it.each<[string, unknown, unknown]>([
  ["", { a: 1 }, { a: 1 }],
  ["a.b", { a: { b: 1 } }, 1],
  ["a.b", { "a.b": 2, a: { b: 1 } }, 2],
  ["a.b.c", { "a.b": { c: 3 } }, 3],
  ["a.b.c", { a: { x: 0 }, "a.b": { c: 3 } }, 3],
  ["a.1", { a: [5, 6] }, 6],
  ["a.b", { a: null }, undefined],
  ["a", "text", undefined],
  ["a", null, undefined],
  ["toString", {}, undefined],
  ["toString.name", {}, undefined],
])("finds at %j of %j: %j", (path, payload, value) => {
  expect(valueAt(payload, path)).toEqual(value);
});

it.each<[string, unknown, string | undefined]>([
  ["pump", {}, "pump"],
  ["", {}, undefined],
  ["{name}", { name: "" }, undefined],
  ["{name}", { name: true }, undefined],
  ["{name} {11}", { name: "a" }, undefined],
  ["{name} {none}", { name: "a" }, undefined],
  ["{none}{name}", { name: "a" }, undefined],
  ["{name}{name}", { name: 7 }, "77"],
  // A name that only begins or ends with digits is no step of the source.
  ["{1a}", { "1a": "x" }, "x"],
  ["{a1}", { a1: "y" }, "y"],
  ["{10}", {}, "ten"],
  ["{}", {}, "{}"],
])("fills the template %j from %j: %j", (template, members, device) => {
  expect(fillDevice(template, "0/1/2/3/4/5/6/7/8/9/ten", members)).toBe(device);
});
