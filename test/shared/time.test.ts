import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DAY_MS,
  judgeMeasuredAt,
  MAX_CLOCK_AHEAD_MS,
  MAX_LATE_MS,
  parseDeviceTime,
  SECOND_MS,
} from "../../shared/time.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const MONTH_MS = 30 * DAY_MS;

describe("parseDeviceTime", () => {
  it.each([
    ["seconds", 1_673_049_150, 1_673_049_150_000],
    ["seconds with a fraction", 1_673_049_150.25, 1_673_049_150_250],
    ["milliseconds", 1_673_049_150_123, 1_673_049_150_123],
    ["ISO 8601 in UTC", "2023-01-06T23:52:30Z", 1_673_049_150_000],
    ["ISO 8601 with another zone", "2023-01-07T00:52:30+01:00", 1_673_049_150_000],
    ["a zone in hours alone", "2023-01-06T18:52:30-05", 1_673_049_150_000],
    ["a space between date and time", "2023-01-06 23:52:30+00:00", 1_673_049_150_000],
    ["small letters", "2023-01-06t23:52:30.5z", 1_673_049_150_500],
    ["a zone by name", "2023-01-06 23:52:30 UTC", 1_673_049_150_000],
    ["seconds as text", " 1673049150", 1_673_049_150_000],
    ["milliseconds as text", "1673049150123", 1_673_049_150_123],
    ["29 February of a leap year", "2024-02-29T00:00:00Z", 1_709_164_800_000],
  ])("reads %s", (_, time, expected) => {
    expect(parseDeviceTime(time)).toBe(expected);
  });

  it.each([
    ["no time at all", null],
    ["a date alone", "2023-01-06"],
    ["a time without a zone", "2023-01-06T23:52:30"],
    ["30 February", "2023-02-30T00:00:00Z"],
    ["29 February of a common year", "2023-02-29T00:00:00Z"],
    ["month 13", "2023-13-01T00:00:00Z"],
    ["25 o'clock", "2023-01-06T25:00:00Z"],
    ["text that only begins with a number", "1673049150s"],
    ["nothing", ""],
  ])("reads nothing from %s", (_, time) => {
    expect(parseDeviceTime(time)).toBeUndefined();
  });
});

it("reads each moment of four centuries back from what Date writes", () => {
  const moment = fc.date({ min: new Date(0), max: new Date(Date.UTC(2400, 0, 1)), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (date) => {
      expect(parseDeviceTime(date.toISOString())).toBe(date.getTime());
    }),
  );
});

describe("judgeMeasuredAt", () => {
  it.each([
    ["yesterday, from a backlog", NOW - DAY_MS],
    ["the oldest that is kept", NOW - MONTH_MS],
    ["as far ahead as clocks may be", NOW + MAX_CLOCK_AHEAD_MS],
  ])("believes %s", (_, ms) => {
    expect(judgeMeasuredAt(ms, NOW, MONTH_MS)).toBe(ms);
  });

  it.each([
    ["a clock that was never set", 3600],
    ["what is older than what is kept", NOW - MONTH_MS - 1],
    ["what is further ahead", NOW + MAX_CLOCK_AHEAD_MS + 1],
  ])("takes the time of reception for %s", (_, time) => {
    expect(judgeMeasuredAt(time, NOW, MONTH_MS)).toBeNull();
  });

  it("does not believe a clock that was never set where readings are kept for ever", () => {
    expect(judgeMeasuredAt(3600, NOW, Number.POSITIVE_INFINITY)).toBeNull();
    expect(judgeMeasuredAt(NOW - MAX_LATE_MS, NOW, Number.POSITIVE_INFINITY)).toBe(NOW - MAX_LATE_MS);
  });

  it("never answers a time outside of the believable span, whatever a device says", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer(), fc.date().map(String), fc.string()), (time) => {
        const ms = judgeMeasuredAt(time, NOW, MONTH_MS);
        if (ms === null) return;
        expect(ms).toBeLessThanOrEqual(NOW + MAX_CLOCK_AHEAD_MS);
        expect(ms).toBeGreaterThanOrEqual(NOW - MONTH_MS);
        expect(ms % 1).toBe(0);
      }),
    );
  });

  it("reads the same moment from seconds and from milliseconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: NOW - MONTH_MS, max: NOW }), (ms) => {
        expect(judgeMeasuredAt(ms / SECOND_MS, NOW, MONTH_MS)).toBe(judgeMeasuredAt(ms, NOW, MONTH_MS));
      }),
    );
  });
});
