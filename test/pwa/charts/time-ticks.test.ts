import fc from "fast-check";
import { expect, it } from "vitest";
import { timeTicks } from "../../../pwa/src/charts/time-ticks.ts";
import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";

const utc = () => 0;

it("puts ticks at whole hours", () => {
  const from = Date.parse("2026-11-23T10:17:00Z");
  const { at, stepMs } = timeTicks({ window: { from, to: from + 6 * HOUR_MS }, most: 8, offsetAt: utc });
  expect(stepMs).toBe(HOUR_MS);
  expect(at.map((ms) => new Date(ms).toISOString().slice(11, 16))).toEqual([
    "11:00",
    "12:00",
    "13:00",
    "14:00",
    "15:00",
    "16:00",
  ]);
});

it("has two names at least for every range on a phone, where three have room", () => {
  const to = Date.parse("2026-11-23T10:17:00Z");
  for (const span of [HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS]) {
    const { at } = timeTicks({ window: { from: to - span, to }, most: 3, offsetAt: utc });
    expect(at.length).toBeGreaterThanOrEqual(2);
  }
});

it("puts days at local midnight over a change of the clock", () => {
  // Central Europe: summer time ended on 25 October 2026 at 01:00 UTC.
  const change = Date.parse("2026-10-25T01:00:00Z");
  const offsetAt = (ms: number) => (ms < change ? 2 : 1) * HOUR_MS;
  const from = Date.parse("2026-10-23T12:00:00Z");
  const { at } = timeTicks({ window: { from, to: from + 4 * DAY_MS }, most: 5, offsetAt });
  expect(at.map((ms) => new Date(ms).toISOString())).toEqual([
    "2026-10-23T22:00:00.000Z",
    "2026-10-24T22:00:00.000Z",
    "2026-10-25T23:00:00.000Z",
    "2026-10-26T23:00:00.000Z",
  ]);
});

it("puts months at their first day", () => {
  const from = Date.parse("2025-11-20T00:00:00Z");
  const { at } = timeTicks({ window: { from, to: from + 200 * DAY_MS }, most: 8, offsetAt: utc });
  expect(at.map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual([
    "2025-12-01",
    "2026-01-01",
    "2026-02-01",
    "2026-03-01",
    "2026-04-01",
    "2026-05-01",
    "2026-06-01",
  ]);
});

it("never has more ticks than there is room for, and all within the window", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      fc.double({ min: 4, max: 11.5, noNaN: true }),
      fc.integer({ min: 2, max: 20 }),
      (from, magnitude, most) => {
        const window = { from, to: from + 10 ** magnitude };
        const { at } = timeTicks({ window, most, offsetAt: utc });
        expect(at.length).toBeLessThanOrEqual(most + 1);
        expect(at.every((ms) => ms >= window.from && ms < window.to)).toBe(true);
      },
    ),
  );
});

it("has a tick for both times of an hour that comes twice, and none in one that is left out", () => {
  const ticksAround = (change: number, offsets: readonly [number, number]) => {
    const offsetAt = (ms: number) => (ms < change ? offsets[0] : offsets[1]) * HOUR_MS;
    const window = { from: change - 1.25 * HOUR_MS, to: change + 1.25 * HOUR_MS };
    const { at } = timeTicks({ window, most: 8, offsetAt });
    return at.map((ms) => new Date(ms + offsetAt(ms)).toISOString().slice(11, 16));
  };
  const autumn = ticksAround(Date.parse("2026-10-25T01:00:00Z"), [2, 1]);
  expect(autumn).toEqual(["02:00", "02:20", "02:40", "02:00", "02:20", "02:40", "03:00"]);
  const spring = ticksAround(Date.parse("2026-03-29T01:00:00Z"), [1, 2]);
  expect(spring).toEqual(["01:00", "01:20", "01:40", "03:00", "03:20", "03:40", "04:00"]);
});
