import fc from "fast-check";
import { expect, it } from "vitest";
import type { Piece } from "../../../pwa/offline/database.ts";
import { addStreamPeriod, streamedPeriods, streamedSinceAfter } from "../../../pwa/offline/streamed.ts";
import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";

const ALL = { from: 0, to: Number.MAX_SAFE_INTEGER };

it("knows a device only from when its readings began to be stored", () => {
  const notes = { since: { a: 50 }, periods: [{ from: 10, to: 100 }] };
  expect(streamedPeriods(notes, "a", ALL)).toEqual([{ from: 50, to: 100 }]);
  expect(streamedPeriods(notes, "b", ALL)).toEqual([]);
});

it("does not know the time between two streams", () => {
  const periods = addStreamPeriod(addStreamPeriod(undefined, { from: 0, to: 10 }), { from: 20, to: 30 });
  expect(streamedPeriods({ since: { a: 0 }, periods }, "a", ALL)).toEqual([
    { from: 0, to: 10 },
    { from: 20, to: 30 },
  ]);
});

it("stays bounded however often the stream breaks, and keeps the latest", () => {
  let note: unknown;
  for (let at = 0; at < 30 * DAY_MS; at += HOUR_MS)
    note = addStreamPeriod(note, { from: at, to: at + 1_000 });
  const kept = note as { from: number; to: number }[];
  expect(kept.length).toBeLessThanOrEqual(300);
  expect(kept.at(-1)?.to).toBe(30 * DAY_MS - HOUR_MS + 1_000);
});

it("forgets what was given up, of that device alone", () => {
  const victim = (device: string, resolution: "tail" | "raw", to: number): Piece => ({
    key: [device, resolution, "x"],
    from: to - 10,
    to,
    bytes: 1,
    usedAt: 0,
    fetchedAt: 0,
    until: 0,
  });
  const since = streamedSinceAfter({ a: 5, b: 5 }, [
    victim("a", "tail", 40),
    victim("a", "tail", 30),
    victim("b", "raw", 90),
  ]);
  expect(since).toEqual({ a: 40, b: 5 });
});

it("takes any note that is not its own for none", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (since, periods) => {
      expect(Array.isArray(streamedPeriods({ since, periods }, "a", ALL))).toBe(true);
      expect(addStreamPeriod(periods, { from: 0, to: 10 }).length).toBeGreaterThan(0);
    }),
  );
});
