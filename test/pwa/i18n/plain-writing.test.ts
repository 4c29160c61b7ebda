import fc from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
import { createFormat } from "../../../pwa/src/i18n/format.ts";
import { durationText } from "../../../pwa/src/i18n/lengths.ts";
import {
  type PlainWriting,
  plainDay,
  plainNumber,
  plainWritingOf,
} from "../../../pwa/src/i18n/plain-writing.ts";

const TAGS = ["en", "en-US", "en-GB", "de", "de-DE"];

/** How is written in regions that need no Intl. */
function plainOf<Tags extends string[]>(...tags: Tags): { [At in keyof Tags]: PlainWriting } {
  return tags.map((tag) => {
    const writing = plainWritingOf(tag);
    if (!writing) throw new Error(`Only Intl knows ${tag}.`);
    return writing;
  }) as { [At in keyof Tags]: PlainWriting };
}

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
  const [point, comma] = plainOf("en", "de");
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

const MORE_TAGS = [...TAGS, "en-AU", "en-IE", "de-AT", "de-CH"];

it.each(MORE_TAGS)("writes days in '%s' as Intl does", (language) => {
  const { day, date, dateTime } = createFormat({ language, timeZone: "UTC" });
  const short = { day: "numeric", month: "short", timeZone: "UTC" } as const;
  const intl = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const [days, wholeDays] = [intl(short), intl({ ...short, year: "numeric" })];
  const dates = intl({ ...short, weekday: "short" });
  const moments = fc.integer({ min: Date.UTC(0), max: Date.UTC(12_026, 0) });
  fc.assert(
    fc.property(fc.oneof(moments, fc.constantFrom(Date.UTC(999, 11, 31), Date.UTC(10_000, 0, 1))), (ms) => {
      expect(day(ms)).toBe(days.format(ms));
      expect(date(new Date(ms).toISOString().replace(/T.*/, ""))).toBe(dates.format(ms));
      expect(dateTime(ms).replace(/, [\d:]+$/, "")).toBe(wholeDays.format(ms));
    }),
    { numRuns: 500 },
  );
});

it.each(MORE_TAGS)("writes lengths in '%s' as Intl does", (language) => {
  const steps = [
    ["second", 1_000, [0, 1, 2, 59]],
    ["minute", 60_000, [1, 2, 119]],
    ["hour", 3_600_000, [2, 47]],
    ["day", 86_400_000, [2, 31, 999, 1_000, 12_345]],
  ] as const;
  for (const [unit, ms, counts] of steps) {
    const intl = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" });
    for (const count of counts)
      expect(durationText(count * ms, { locale: language })).toBe(intl.format(count));
  }
});

it("needs Intl for no day in the regions that are plain", () => {
  const writings = plainOf("en", "en-US", "en-GB", "de", "de-DE");
  const wholeDays = writings.map((writing) => plainDay(Date.UTC(2026, 8, 3), "year", writing));
  expect(wholeDays).toEqual(["Sep 3, 2026", "Sep 3, 2026", "3 Sept 2026", "3. Sept. 2026", "3. Sept. 2026"]);
  const days = writings.map((writing) => plainDay(Date.UTC(2026, 2, 31), undefined, writing));
  expect(days).toEqual(["Mar 31", "Mar 31", "31 Mar", "31. März", "31. März"]);
  const weekdays = writings.map((writing) => plainDay(Date.UTC(2026, 2, 31), "weekday", writing));
  expect(weekdays).toEqual(["Tue, Mar 31", "Tue, Mar 31", "Tue 31 Mar", "Di., 31. März", "Di., 31. März"]);
  expect(plainDay(Number.NaN, "year", writings[0])).toBeUndefined();
  expect(plainWritingOf("de-AT")).toBeUndefined();
});

it("needs Intl for no length of a device's silence in the regions that are plain", () => {
  vi.stubGlobal("Intl", undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const lengths = (locale: string) =>
    [1_000, 65_000, 10_800_000, 259_200_000].map((ms) => durationText(ms, { locale }));
  expect(lengths("en-US")).toEqual(["1 sec", "1 min", "3 hr", "3 days"]);
  expect(lengths("en-GB")).toEqual(["1 sec", "1 min", "3 hrs", "3 days"]);
  expect(lengths("de")).toEqual(["1 Sek.", "1 Min.", "3 Std.", "3 Tg."]);
  expect(() => lengths("fr")).toThrow();
});
