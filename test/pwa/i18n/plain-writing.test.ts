import fc from "fast-check";
import { expect, it } from "vitest";
import { createFormat } from "../../../pwa/src/i18n/format.ts";
import { plainNumber } from "../../../pwa/src/i18n/plain-writing.ts";

const TAGS = ["en", "en-US", "en-GB", "de", "de-DE"];
const decimals = fc.integer({ min: 0, max: 8 });
const short = fc
  .tuple(fc.integer({ min: -1_200_000, max: 1_200_000 }), fc.constantFrom(1, 2, 8, 10, 100, 1_000, 100_000))
  .map(([n, scale]) => n / scale);
const value = fc.oneof(
  short,
  fc.double({ min: -1_200, max: 1_200, noNaN: true }),
  fc.double({ min: -1_100_000, max: 1_100_000, noNaN: true }),
  fc.double(),
  fc.constantFrom(0.5, 1.5, 2.5, 0.05, 1.005, -0.4, -0, 999.6, 999_998.7, 999_999.5, 5e-7, 1e21),
);

it.each(TAGS)("writes numbers in '%s' as Intl does", (language) => {
  const { number } = createFormat({ language, timeZone: "UTC" });
  fc.assert(
    fc.property(value, decimals, (figure, digits) => {
      const minimumFractionDigits = digits;
      const options = {
        minimumFractionDigits,
        maximumFractionDigits: digits,
        signDisplay: "negative",
      } as const;
      expect(number(figure, digits)).toBe(new Intl.NumberFormat(language, options).format(figure));
    }),
    { numRuns: 2_000 },
  );
});

it("needs Intl for none of the numbers that sensors mostly send", () => {
  const point = { decimalMark: ".", separator: ",", percent: "%" };
  const comma = { decimalMark: ",", separator: ".", percent: "%" };
  const wholes = [0, 5, 25, 200, 1_280, 209_000].map((figure) => plainNumber(figure, 0, point));
  expect(wholes).toEqual(["0", "5", "25", "200", "1,280", "209,000"]);
  const tenths = [20.9, 0, -0.3, 20.94, 1_280.5].map((figure) => plainNumber(figure, 1, comma));
  expect(tenths).toEqual(["20,9", "0,0", "-0,3", "20,9", "1.280,5"]);
  expect([999_999, 2.5, Number.NaN, 1e-7].map((figure) => plainNumber(figure, 0, point))).toEqual(
    Array(4).fill(undefined),
  );
});

it.each(TAGS)("writes percents in '%s' as Intl does", (language) => {
  const { percent } = createFormat({ language, timeZone: "UTC" });
  const intl = new Intl.NumberFormat(language, { style: "percent" });
  for (let whole = 0; whole <= 100; whole += 1) expect(percent(whole)).toBe(intl.format(whole / 100));
  expect(percent(99.4)).toBe(intl.format(0.994));
});

it.each(TAGS)("says ages in '%s' as Intl does", (language) => {
  const { ago, since } = createFormat({ language, timeZone: "UTC" });
  const intl = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  const steps = [
    ["second", 1_000, 59],
    ["minute", 60_000, 119],
    ["hour", 3_600_000, 47],
    ["day", 86_400_000, 1_200],
  ] as const;
  for (const [unit, ms, most] of steps)
    for (const count of [1, 2, 12, most]
      .filter((n) => unit !== "hour" || n > 1)
      .filter((n) => unit !== "day" || n > 1))
      expect(since(count * ms)).toBe(intl.format(-count, unit));
  expect(ago(0)).toBe(new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second"));
});

it.each(["en-US", "en-GB", "de-DE", "de-AT"])("writes times in '%s' as Intl does", (language) => {
  const timeZone = "Europe/Berlin";
  const { clock, time, dateTime } = createFormat({ language, timeZone });
  const minute = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const day = { day: "numeric", month: "short", year: "numeric" } as const;
  const intl = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  // Of summer, since a time that comes twice says which it is.
  const moments = fc.integer({ min: Date.UTC(2026, 3, 1), max: Date.UTC(2026, 9, 1) });
  fc.assert(
    fc.property(moments, (ms) => {
      expect(clock(ms)).toBe(intl({ ...minute, second: "2-digit" }).format(ms));
      expect(time(ms)).toBe(intl(minute).format(ms));
      expect(dateTime(ms)).toBe(intl({ ...minute, ...day }).format(ms));
    }),
  );
});
