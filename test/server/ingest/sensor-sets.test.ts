import fc from "fast-check";
import { expect, it } from "vitest";
import { SensorSets } from "../../../server/ingest/sensor-sets.ts";
import { identitiesOf, identityText } from "../../../shared/rules/reading.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";

const DAY_MS = 86_400_000;
const isTaken = (admitted: unknown) => typeof admitted !== "string";
const of = (...types: string[]) => types.map((type) => ({ type, val: 1 }));

it("takes in every set of a device's sensors: one that reports what changed has as many as there are combinations", () => {
  const sets = new SensorSets();
  const gases = ["CO", "CH4", "H2S", "O2", "NH3", "SO2", "NO2", "H2", "Cl2", "HCN"];
  for (let chosen = 0; chosen < 2 ** gases.length; chosen += 1) {
    const sensors = of(...gases.filter((_, place) => (chosen >> place) % 2 === 1));
    expect(sets.admit("a", NOON, sensors)).toEqual(expect.arrayContaining(sensors));
  }
});

it("takes in a set in any order, however many there are, and keeps to 64 and one of each set", () => {
  const sets = new SensorSets();
  const orders = new Set<string>();
  const shuffled = fc.shuffledSubarray(["CO", "CO", "CH4", "H2S", "O2", "CO-2", "NH3"], { minLength: 7 });
  fc.assert(
    fc.property(shuffled, (types) => {
      const sensors = types.map((type, val) => ({ type, val }));
      const admitted = sets.admit("a", NOON, sensors);
      if (typeof admitted === "string") throw new Error(admitted);
      const told = identitiesOf(admitted).map((sensor, place) => [
        identityText(sensor),
        admitted[place]?.val,
      ]);
      const posted = identitiesOf(sensors).map((sensor, place) => [identityText(sensor), place]);
      expect(new Map(told as never)).toEqual(new Map(posted as never));
      orders.add(admitted.map(({ type }) => type).join());
    }),
    { numRuns: 500 },
  );
  expect(orders.size).toBeLessThanOrEqual(65);
});

it("takes in 256 sensors of a device and day, counted by type and unit", () => {
  const sets = new SensorSets();
  for (let set = 0; set < 4; set += 1) {
    const types = Array.from({ length: 64 }, (_, index) => `T${set}.${index}`);
    expect(isTaken(sets.admit("a", NOON, of(...types)))).toBe(true);
  }
  expect(sets.admit("a", NOON, of("T0.0", "one more"))).toContain("at most 256");
  expect(sets.admit("a", NOON, [{ type: "T0.0", val: 1, unit: "mg/m³" }])).toContain("at most 256");
  expect(isTaken(sets.admit("a", NOON, of("T3.1", "T0.0")))).toBe(true);
  expect(isTaken(sets.admit("b", NOON, of("one more")))).toBe(true);
  expect(isTaken(sets.admit("a", NOON + DAY_MS, of("one more")))).toBe(true);
  // Late readings of the day before come in between.
  expect(sets.admit("a", NOON, of("one more"))).toContain("at most 256");
});

it("counts neither values nor further members that change with each reading", () => {
  const sets = new SensorSets();
  fc.assert(
    fc.property(fc.option(fc.double()), fc.nat(), (val, raw) => {
      expect(isTaken(sets.admit("a", NOON, [{ type: "CO", val, raw, unit: "ppm" }]))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it("remembers no more than its bound, however many devices there are", () => {
  const sets = new SensorSets();
  const refused: number[] = [];
  // More device-days than are remembered, three to each: the first is long forgotten by then.
  for (let device = 0; device < 110_000; device += 1)
    if (!isTaken(sets.admit(`d${device}`, NOON, buildEntry(1).sensors))) refused.push(device);
  expect(refused).toEqual([]);
  for (let type = 0; type < 256; type += 1) sets.admit("d1", NOON, of(`T${type}`));
  expect(sets.admit("d1", NOON, of("one more"))).toContain("at most 256");
});
