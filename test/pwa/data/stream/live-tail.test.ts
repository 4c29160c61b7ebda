import fc from "fast-check";
import { expect, it } from "vitest";
import { LiveTail } from "../../../../pwa/src/data/stream/live-tail.ts";
import { columnsOfReadings } from "../../../../shared/history/reading-columns.ts";

const reading = (t: number) => ({ t, battery: 90, sensors: [{ type: "CO", val: t }] });

it("has every reading in order of time, late ones too", () => {
  const tail = new LiveTail();
  for (const t of [1, 5, 3]) tail.add("a", reading(t));
  expect([...tail.columns("a").t]).toEqual([1, 3, 5]);
  tail.add("a", reading(2));
  expect([...tail.columns("a").t]).toEqual([1, 2, 3, 5]);
  expect([...tail.columns("b").t]).toEqual([]);
});

it("stays bounded, gives up the oldest, and says so", () => {
  const tail = new LiveTail();
  const mark = tail.mark();
  for (let t = 0; t < 30_000; t += 1) tail.add("a", reading(t));
  const { t } = tail.columns("a");
  expect(t.length).toBeLessThanOrEqual(8_000);
  expect(t.at(-1)).toBe(29_999);
  expect(tail.holdsSince("a", mark)).toBe(false);
  expect(tail.holdsSince("a", tail.mark())).toBe(true);
  expect(tail.holdsSince("b", mark)).toBe(true);
});

it("gives up no more than it must: what it holds stays nearly the same for months", () => {
  const tail = new LiveTail();
  const lengths: number[] = [];
  for (let t = 0; t < 20_000; t += 1) {
    tail.add("a", reading(t));
    if (t >= 8_000 && t % 10 === 0) lengths.push(tail.columns("a").t.length);
  }
  expect(Math.min(...lengths)).toBeGreaterThan(7_700);
});

it("holds all since a mark as long as what came after it was not given up", () => {
  const tail = new LiveTail();
  for (let t = 0; t < 1_000; t += 1) tail.add("a", reading(t));
  const mark = tail.mark();
  for (let t = 1_000; t < 9_000; t += 1) tail.add("a", reading(t));
  expect(tail.holdsSince("a", mark)).toBe(true);
  tail.add("a", reading(9_000));
  expect(tail.holdsSince("a", mark)).toBe(false);
});

it("has the same columns as all its readings at once, in whatever order they came and whichever sensors they had", () => {
  const late = fc.record({ at: fc.nat(2_000), by: fc.nat(2_000), type: fc.constantFrom("CO", "H2S") });
  fc.assert(
    fc.property(fc.nat(2_000), fc.array(late, { maxLength: 20 }), (count, lateOnes) => {
      const readings = Array.from({ length: count }, (_, t) => ({ ...reading(t), battery: t % 100 }));
      // Half a millisecond off: no two of one moment, of which the order would be open.
      for (const [place, { at, by, type }] of lateOnes.entries())
        if (at < count)
          readings.splice(at, 0, {
            t: at - by + 0.5 + place / 100,
            battery: 5,
            sensors: [{ type, val: place }],
          });
      const tail = new LiveTail();
      for (const each of readings) tail.add("a", each);
      const { sensors, ...rest } = tail.columns("a");
      const all = columnsOfReadings("a", readings);
      expect(rest).toEqual({ ...all, sensors: undefined });
      const byKey = (list: typeof sensors) => new Map(list.map((sensor) => [sensor.key, sensor]));
      expect(byKey(sensors)).toEqual(byKey(all.sensors));
    }),
    { numRuns: 50 },
  );
});

it("stays bounded over many devices", () => {
  const tail = new LiveTail();
  for (let t = 0; t < 3_000; t += 1)
    for (let device = 0; device < 100; device += 1) tail.add(`d${device}`, reading(t));
  const kept = Array.from({ length: 100 }, (_, device) => tail.columns(`d${device}`).t.length);
  expect(kept.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(200_000);
  expect(Math.min(...kept)).toBeGreaterThan(0);
});
