import fc from "fast-check";
import { expect, it } from "vitest";
import { SensorSets } from "../../../server/ingest/sensor-sets.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";

const DAY_MS = 86_400_000;
const of = (...types: string[]) => types.map((type) => ({ type, val: 1 }));

it("takes in 64 sets of sensors of a device and day, and those again at any time", () => {
  const sets = new SensorSets();
  const all = Array.from({ length: 64 }, (_, index) => of("CO", `T${index}`));
  for (const set of all) expect(sets.admit("a", NOON, set)).toBeUndefined();
  expect(sets.admit("a", NOON, of("CO"))).toContain("64 different sets");
  for (const set of all) expect(sets.admit("a", NOON, set)).toBeUndefined();
  expect(sets.admit("b", NOON, of("CO"))).toBeUndefined();
  expect(sets.admit("a", NOON + DAY_MS, of("CO"))).toBeUndefined();
});

it("takes in 256 sensors of a device and day, counted by type and unit", () => {
  const sets = new SensorSets();
  for (let set = 0; set < 4; set += 1) {
    const types = Array.from({ length: 64 }, (_, index) => `T${set}.${index}`);
    expect(sets.admit("a", NOON, of(...types))).toBeUndefined();
  }
  expect(sets.admit("a", NOON, of("T0.0", "one more"))).toContain("at most 256");
  expect(sets.admit("a", NOON, [{ type: "T0.0", val: 1, unit: "mg/m³" }])).toContain("at most 256");
  expect(sets.admit("a", NOON, of("T3.1", "T0.0"))).toBeUndefined();
});

it("counts neither values nor further members that change with each reading", () => {
  const sets = new SensorSets();
  fc.assert(
    fc.property(fc.option(fc.double()), fc.nat(), (val, raw) => {
      expect(sets.admit("a", NOON, [{ type: "CO", val, raw, unit: "ppm" }])).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

it("remembers no more than its bound, however many devices there are", () => {
  const sets = new SensorSets();
  const refused: number[] = [];
  // More device-days than are remembered, three to each: the first is long forgotten by then.
  for (let device = 0; device < 110_000; device += 1)
    if (sets.admit(`d${device}`, NOON, buildEntry(1).sensors)) refused.push(device);
  expect(refused).toEqual([]);
  for (let set = 0; set < 64; set += 1) sets.admit("d1", NOON, of(`T${set}`));
  expect(sets.admit("d1", NOON, of("one more"))).toContain("64 different sets");
});
