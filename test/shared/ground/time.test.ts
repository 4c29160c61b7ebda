import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDeviceTime } from "../../../shared/ground/time.ts";

describe("parseDeviceTime", () => {
  it.each([
    ["seconds", 1_673_049_150, 1_673_049_150_000],
    ["seconds with a fraction", 1_673_049_150.25, 1_673_049_150_250],
    ["milliseconds", 1_673_049_150_123, 1_673_049_150_123],
    ["microseconds", 1_673_049_150_123_456, 1_673_049_150_123],
    ["nanoseconds", 1.673049150123e18, 1_673_049_150_123],
    ["nanoseconds as text", "1673049150123456789", 1_673_049_150_123],
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
