import fc from "fast-check";
import { expect, it } from "vitest";
import { BUCKET_MS, BUCKETS, sparkPath, TREND_MS, Trend } from "../../../pwa/src/rules/trend.ts";

const NOW = 1_800_000_000_000;

it("keeps the lowest and the highest of the last hour, wherever they are", () => {
  const reading = fc.record({
    back: fc.integer({ min: 0, max: TREND_MS - BUCKET_MS }),
    value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 200 }), (readings) => {
      const trend = new Trend();
      for (const { back, value } of readings.toSorted((a, b) => b.back - a.back))
        trend.add(NOW - back, value);
      const points = trend.points(NOW);
      expect(points.length).toBeLessThanOrEqual(BUCKETS);
      expect(Math.min(...points.map(({ min }) => min))).toBe(Math.min(...readings.map(({ value }) => value)));
      expect(Math.max(...points.map(({ max }) => max))).toBe(Math.max(...readings.map(({ value }) => value)));
    }),
  );
});

it("forgets what is older than an hour", () => {
  const trend = new Trend();
  trend.add(NOW - 61 * 60_000, 5);
  expect(trend.points(NOW)).toEqual([]);
});

it("ends with the newest value where that is ahead of now", () => {
  const trend = new Trend();
  trend.add(NOW, 1);
  trend.add(NOW + 4 * BUCKET_MS, 500);
  expect(trend.points(NOW)).toEqual([
    { back: 4, min: 1, max: 1 },
    { back: 0, min: 500, max: 500 },
  ]);
});

it("leaves out numbers that cannot be, which would flatten all others", () => {
  const trend = new Trend({ low: -1_000_000_000, high: 1_100_000 });
  for (const value of [4, 900, 1e12, 1_100_001, 5]) trend.add(NOW, value);
  expect(trend.points(NOW)).toEqual([{ back: 0, min: 4, max: 900 }]);
});

it("does not let an old reading take a young one's place", () => {
  const trend = new Trend();
  trend.add(NOW, 1);
  trend.add(NOW - TREND_MS, 99);
  expect(trend.points(NOW)).toEqual([{ back: 0, min: 1, max: 1 }]);
});

it("joins two trends into one with the extremes of both", () => {
  const [a, b] = [new Trend(), new Trend()];
  a.add(NOW, 1);
  b.add(NOW, 9);
  b.add(NOW - BUCKET_MS, 4);
  a.absorb(b);
  expect(a.points(NOW)).toEqual([
    { back: 1, min: 4, max: 4 },
    { back: 0, min: 1, max: 9 },
  ]);
});

it("breaks the line where two minutes are missing and ends it where the data ends", () => {
  const points = [11, 10, 7, 6].map((back) => ({ back, min: 1, max: 1 }));
  const path = sparkPath(points, { width: 59, height: 10, minSpan: 1 });
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path).toContain("53.0");
  expect(path).not.toContain("59.0");
});

it("draws nothing out of nothing", () => {
  expect(sparkPath([], { width: 10, height: 10, minSpan: 1 })).toBe("");
});

it("joins the readings of a device that reports each six minutes", () => {
  const points = [54, 48, 42, 36, 30].map((back) => ({ back, min: 1, max: 1 }));
  const path = sparkPath(points, { width: 59, height: 10, minSpan: 1 });
  expect(path.match(/M/g)).toHaveLength(1);
});
