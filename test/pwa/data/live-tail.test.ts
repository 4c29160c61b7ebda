import { expect, it } from "vitest";
import { LiveTail } from "../../../pwa/src/data/live-tail.ts";

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

it("stays bounded over many devices", () => {
  const tail = new LiveTail();
  for (let t = 0; t < 3_000; t += 1)
    for (let device = 0; device < 100; device += 1) tail.add(`d${device}`, reading(t));
  const kept = Array.from({ length: 100 }, (_, device) => tail.columns(`d${device}`).t.length);
  expect(kept.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(200_000);
  expect(Math.min(...kept)).toBeGreaterThan(0);
});
