import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { offsetIn } from "../../../shared/ground/zone-offset.ts";

const WINTER = Date.UTC(2026, 0, 15, 12);
const SUMMER = Date.UTC(2026, 6, 15, 12);

it.each([
  ["UTC", 0, 0],
  ["Europe/Berlin", 3_600_000, 7_200_000],
  ["America/St_Johns", -12_600_000, -9_000_000],
  ["Asia/Kathmandu", 20_700_000, 20_700_000],
  ["Pacific/Kiritimati", 50_400_000, 50_400_000],
])("tells how far the clocks of %s are from UTC in January and in July", (zone, winter, summer) => {
  expect(offsetIn(zone)(WINTER)).toBe(winter);
  expect(offsetIn(zone)(SUMMER)).toBe(summer);
  expect(offsetIn(zone)(WINTER + 59_999)).toBe(winter);
});

it("tells the same of midnight, before 1970 and at a change of clocks", () => {
  const berlin = offsetIn("Europe/Berlin");
  expect(berlin(Date.UTC(2026, 0, 14, 23))).toBe(3_600_000);
  expect(berlin(Date.UTC(1960, 0, 1) - 1)).toBe(3_600_000);
  const change = Date.UTC(2026, 9, 25, 1);
  expect([berlin(change - 1), berlin(change)]).toEqual([7_200_000, 3_600_000]);
});

it("makes one a zone, and still tells all after more zones than it remembers", () => {
  expect(offsetIn("Asia/Tokyo")).toBe(offsetIn("Asia/Tokyo"));
  const zones = Intl.supportedValuesOf("timeZone").slice(0, 40);
  const told = zones.map((zone) => offsetIn(zone)(WINTER));
  expect(zones.map((zone) => offsetIn(zone)(WINTER))).toEqual(told);
  expect(offsetIn("Asia/Tokyo")(WINTER)).toBe(32_400_000);
});

it("tells it to the minute where clocks are changed at an odd one", () => {
  const casey = offsetIn("Antarctica/Casey");
  const change = Date.UTC(2020, 9, 3, 16, 1);
  expect([casey(change - 1), casey(change)]).toEqual([28_800_000, 39_600_000]);
});

it("tells a number of every year, as somebody may type it", () => {
  const years = [2, 26, 999, 10_000, 200_000].map((year) => new Date(0).setUTCFullYear(year, 10, 23));
  for (const zone of ["UTC", "Europe/Berlin", "browser"])
    for (const ms of years) expect(Number.isFinite(offsetIn(zone)(ms)), `${zone} ${ms}`).toBe(true);
});

it("throws of a zone that there is not", () => {
  expect(() => offsetIn("Mars/Olympus")).toThrow(RangeError);
});

afterEach(() => {
  process.env["TZ"] = "UTC";
});

it.each(["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"])(
  "tells the same of %s where that is the machine's own zone",
  (zone) => {
    process.env["TZ"] = zone;
    const named = offsetIn(zone);
    const times = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2060, 0) });
    fc.assert(fc.property(times, (ms) => offsetIn("browser")(ms) === named(ms)));
  },
);
