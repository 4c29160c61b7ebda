import fc from "fast-check";
import { expect, it } from "vitest";
import { DraftClocks } from "../../../server/ingest/draft-clocks.ts";
import type { ReadingDraft } from "../../../shared/entries/entry.ts";
import type { DeviceTime } from "../../../shared/ground/time.ts";

const NOW = Date.UTC(2026, 10, 24);
const MINUTE = 60_000;
const DAY = 86_400_000;

function draft(deviceTime: DeviceTime, over: Partial<ReadingDraft> = {}): ReadingDraft {
  return { kind: "reading", device: "d", measuredAt: null, deviceTime, battery: 90, sensors: [], ...over };
}

const dateFirst = (deviceTime: DeviceTime) =>
  new DraftClocks(() => undefined, NOW).date(draft(deviceTime)).measuredAt;

it.each([
  ["yesterday, from a backlog", NOW - DAY],
  ["what is older than raw readings are kept", NOW - 90 * DAY],
  ["the oldest that a backlog may be", NOW - 400 * DAY],
  ["as far ahead as clocks may be", NOW + 5 * MINUTE],
])("believes %s", (_, ms) => {
  expect(dateFirst(ms)).toBe(ms);
});

it.each([
  ["no clock", null],
  ["a clock that was never set", 3600],
  ["what is older than any backlog", NOW - 400 * DAY - 1],
  ["what is further ahead", NOW + 5 * MINUTE + 1],
  ["what is no time", "soon"],
])("takes the time of reception for %s", (_, time) => {
  expect(dateFirst(time)).toBeNull();
});

it("never answers a time outside of the believable span, whatever a device says", () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.integer(), fc.date().map(String), fc.string()), (time) => {
      const ms = dateFirst(time);
      if (ms === null) return;
      expect(ms).toBeLessThanOrEqual(NOW + 5 * MINUTE);
      expect(ms).toBeGreaterThanOrEqual(NOW - 400 * DAY);
      expect(ms % 1).toBe(0);
    }),
  );
});

it("tells a backlog of one post by its own readings, each device for itself", () => {
  const clocks = new DraftClocks(() => undefined, NOW);
  const times = Array.from({ length: 20 }, (_, index) => NOW - 90 * MINUTE + index * MINUTE);
  const dated = times.flatMap((time) => [
    clocks.date(draft(time)),
    clocks.date(draft(time - DAY, { device: "e" })),
  ]);
  expect(dated.map(({ measuredAt }) => measuredAt)).toEqual(times.flatMap((time) => [time, time - DAY]));
});

it("dates an imported row by when it was received there, and leaves what is known of the device alone", () => {
  const known = new Map([["d", { lastReceivedAt: NOW }]]);
  const clocks = new DraftClocks((device) => known.get(device), NOW);
  const receivedAt = NOW - 700 * DAY;
  const imported = (time: DeviceTime) => clocks.date(draft(time, { receivedAt })).measuredAt;
  expect(imported(receivedAt - MINUTE)).toBe(receivedAt - MINUTE);
  expect(imported(NOW - MINUTE)).toBeNull();
  expect(clocks.date(draft(NOW - MINUTE)).measuredAt).toBe(NOW - MINUTE);
});
