import fc from "fast-check";
import { expect, it } from "vitest";
import { createZonedFormat } from "../../../../server/http/query/zoned-time.ts";

it.each([
  ["UTC", "2026-11-23T14:00:00.000Z"],
  ["Europe/Berlin", "2026-11-23T15:00:00.000+01:00"],
  ["America/St_Johns", "2026-11-23T10:30:00.000-03:30"],
  ["Asia/Kathmandu", "2026-11-23T19:45:00.000+05:45"],
  ["Africa/Abidjan", "2026-11-23T14:00:00.000+00:00"],
])("writes the time of %s with its offset", (zone, text) => {
  expect(createZonedFormat(zone)(Date.UTC(2026, 10, 23, 14))).toBe(text);
});

it("changes the offset at the very moment that clocks do", () => {
  const format = createZonedFormat("Europe/Berlin");
  const change = Date.UTC(2026, 9, 25, 1);
  expect(format(change - 1)).toBe("2026-10-25T02:59:59.999+02:00");
  expect(format(change)).toBe("2026-10-25T02:00:00.000+01:00");
  expect(format(change - 1)).toBe("2026-10-25T02:59:59.999+02:00");
});

it("names the same moment in every zone", () => {
  const zones = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/Caracas",
  );
  const moments = fc.array(fc.integer({ min: Date.UTC(1973, 0), max: Date.UTC(2100, 0) }), { minLength: 1 });
  fc.assert(
    fc.property(zones, moments, (zone, times) => {
      const format = createZonedFormat(zone);
      for (const ms of times) expect(Date.parse(format(ms))).toBe(ms);
    }),
  );
});
