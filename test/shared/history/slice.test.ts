import { expect, it } from "vitest";
import { gapOf } from "../../../shared/history/gaps.ts";
import { isLate, slicesAt } from "../../../shared/history/late.ts";
import {
  periodOf,
  resolutionFor,
  sliceOf,
  slicePeriod,
  slicesBetween,
} from "../../../shared/history/slice.ts";

const AT = Date.UTC(2026, 10, 23, 14, 5, 9);
const HOUR = 3_600_000;

it("names the slice of a moment by its hour, its day or its month in UTC", () => {
  expect(sliceOf("raw", AT)).toBe("2026-11-23T14");
  expect(sliceOf("minute", AT)).toBe("2026-11-23");
  expect(sliceOf("hour", AT)).toBe("2026-11");
});

it.each([
  ["raw", "2026-11-23T23", "2026-11-23T23:00Z", "2026-11-24T00:00Z"],
  ["minute", "2026-11-30", "2026-11-30T00:00Z", "2026-12-01T00:00Z"],
  ["hour", "2026-12", "2026-12-01T00:00Z", "2027-01-01T00:00Z"],
  ["hour", "2028-02", "2028-02-01T00:00Z", "2028-03-01T00:00Z"],
] as const)("knows the period of the %s slice %s", (...[resolution, name, from, to]) => {
  const period = { from: Date.parse(from), to: Date.parse(to) };
  expect(slicePeriod(resolution, name)).toEqual(period);
  expect(periodOf({ device: "pump", resolution, slice: name })).toEqual(period);
});

it.each([
  ["raw", "2026-11-23"],
  ["raw", "2026-11-23T24"],
  ["raw", "2026-11-23T1x"],
  ["minute", "2026-02-30"],
  ["minute", "2026-11"],
  ["minute", "2026-11-23T14"],
  ["hour", "2026-13"],
  ["hour", "2026-1"],
  ["hour", ""],
] as const)("takes for a %s slice no %s", (resolution, name) => {
  expect(slicePeriod(resolution, name)).toBe(undefined);
  expect(() => periodOf({ device: "pump", resolution, slice: name })).toThrow(RangeError);
  expect(() => periodOf({ device: "pump", resolution, slice: name })).toThrow(
    `${name} is no slice of resolution ${resolution}.`,
  );
});

it("names all slices that share a moment with a stretch, oldest first", () => {
  const month = Date.UTC(2026, 10, 30, 22);
  expect(slicesBetween("raw", month, month + 3 * HOUR)).toEqual([
    "2026-11-30T22",
    "2026-11-30T23",
    "2026-12-01T00",
  ]);
  expect(slicesBetween("raw", month + HOUR - 1, month + HOUR + 1)).toEqual([
    "2026-11-30T22",
    "2026-11-30T23",
  ]);
  expect(slicesBetween("minute", month, month + 3 * HOUR)).toEqual(["2026-11-30", "2026-12-01"]);
  expect(slicesBetween("hour", month, month + 2 * HOUR)).toEqual(["2026-11"]);
  expect(slicesBetween("raw", month, month)).toEqual([]);
});

it.each([
  [6 * HOUR, "raw"],
  [6 * HOUR + 1, "minute"],
  [7 * 24 * HOUR, "minute"],
  [7 * 24 * HOUR + 1, "hour"],
])("draws a range of %d ms from rows of %s", (rangeMs, resolution) => {
  expect(resolutionFor(rangeMs)).toBe(resolution);
});

it("takes a reading for late that came more than a minute after it was measured", () => {
  expect(isLate({ at: AT + 60_000, measuredAt: AT })).toBe(false);
  expect(isLate({ at: AT + 60_001, measuredAt: AT })).toBe(true);
});

it("takes a reading for late that came less than 10 s before its hour was over, or after that", () => {
  const end = Date.UTC(2026, 10, 23, 15);
  expect(isLate({ at: end - 10_001, measuredAt: end - 20_000 })).toBe(false);
  expect(isLate({ at: end - 10_000, measuredAt: end - 20_000 })).toBe(true);
  expect(isLate({ at: end, measuredAt: end })).toBe(false);
});

it("names the slices that a reading changes", () => {
  expect(slicesAt("pump", AT)).toEqual([
    { device: "pump", resolution: "raw", slice: "2026-11-23T14" },
    { device: "pump", resolution: "minute", slice: "2026-11-23" },
    { device: "pump", resolution: "hour", slice: "2026-11" },
  ]);
});

/** Moments with these distances between them. */
function apart(...distances: readonly number[]): Float64Array {
  let at = 1_000;
  return Float64Array.of(at, ...distances.map((distance) => (at += distance)));
}

it.each([
  ["raw", [], 15_000],
  ["raw", [5_000, 5_000], 15_000],
  ["raw", [5_001, 5_001], 15_003],
  ["raw", [10_000, 10_000, 900_000], 30_000],
  ["raw", [900_000, 10_000, 10_000], 30_000],
  ["raw", [900_000, 10_000], 30_000],
  ["minute", [60_000, 60_000], 180_000],
  ["minute", [30_000], 120_000],
  ["hour", [60_000], 7_200_000],
  ["hour", [3_600_000], 10_800_000],
] as const)("joins %s rows with %j ms between them up to a gap of %d ms", (resolution, distances, gap) => {
  expect(gapOf(apart(...distances), resolution)).toBe(gap);
});

it("joins no rows that are none", () => {
  expect(gapOf(new Float64Array(), "raw")).toBe(15_000);
});

it("learns the usual distance from the whole of many rows, not from its beginning", () => {
  const distances = Array.from({ length: 2_000 }, (_, row) => (row < 600 ? 10_000 : 60_000));
  expect(gapOf(apart(...distances), "raw")).toBe(180_000);
  expect(gapOf(apart(...distances.toReversed()), "raw")).toBe(180_000);
});
