// Numbers, times and ages as the reader's language writes them.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { offsetIn, ownOffset } from "../../../shared/ground/zone-offset.ts";
import { NOW_MS } from "../../../shared/present/present-fleet.ts";
import { createTwiceMark } from "./twice-mark.ts";

/** Times that come twice, when clocks are put back, carry their distance to UTC: `02:30 UTC+2`. */
export interface Format {
  /** A number with a fixed count of digits after the point, 0…20. */
  number(value: number, decimals?: number): string;
  /** Percent of 0…100. */
  percent(value: number): string;
  /** `14:32` of today, with the date where it was another day than `now`. */
  time(ms: number, now?: number): string;
  /** `14:32:05` */
  clock(ms: number): string;
  /** `23 Nov 2026, 14:32` */
  dateTime(ms: number): string;
  /** `23 Nov 2026, 14:32:05` */
  moment(ms: number): string;
  /** `now`, `12 seconds ago`, `3 hours ago`: the age of what is live, in words. */
  ago(ageMs: number): string;
  /** `1 second ago`, `3 hours ago`: the age of what is not live, which is never "now". */
  since(ageMs: number): string;
  /** `12 s`, `5 min`, `3 h`, `2 d`: the age where there is little room. */
  duration(ms: number): string;
  /** `1 h 23 min`, `3 d 4 h`, `45 min`: a length of time in its two coarsest units, by their international symbols. */
  span(ms: number): string;
  /** `1.5 MB` */
  megabytes(bytes: number): string;
  /** The zone that times are shown in. */
  readonly timeZone: string;
  /** The language with its region, such as `en-GB`, for what Intl is to write beside this. */
  readonly locale: string;
}

const STEPS = [
  { unit: "day", ms: DAY_MS, from: 2 * DAY_MS },
  { unit: "hour", ms: HOUR_MS, from: 2 * HOUR_MS },
  { unit: "minute", ms: MINUTE_MS, from: MINUTE_MS },
  { unit: "second", ms: SECOND_MS, from: 0 },
] as const;

/** An age in its coarsest telling unit, rounded down. */
export function stepOf(ageMs: number): {
  readonly unit: (typeof STEPS)[number]["unit"];
  readonly count: number;
} {
  const age = Math.max(0, ageMs);
  const step = STEPS.find(({ from }) => age >= from) ?? STEPS[STEPS.length - 1];
  return step ? { unit: step.unit, count: Math.floor(age / step.ms) } : { unit: "second", count: 0 };
}

/** Made when it is first asked for: a screen needs few of them, and each takes a slow phone milliseconds. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function createNumbers(language: string): (value: number, decimals: number) => string {
  const byDecimals = new Map<number, Intl.NumberFormat>();
  const formatOf = (decimals: number) => {
    const made = new Intl.NumberFormat(language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: "negative",
    });
    byDecimals.set(decimals, made);
    return made;
  };
  return (value, decimals) => (byDecimals.get(decimals) ?? formatOf(decimals)).format(value);
}

const SYMBOLS = [
  { symbol: "d", ms: DAY_MS },
  { symbol: "h", ms: HOUR_MS },
  { symbol: "min", ms: MINUTE_MS },
] as const;

function spanOf(ms: number): string {
  let rest = Math.max(0, ms);
  const parts = SYMBOLS.map(({ symbol, ms: unit }) => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return { count, text: `${count}\u00a0${symbol}` };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return parts.at(-1)?.text ?? "";
  const coarsest = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return coarsest.map(({ text }) => text).join("\u00a0");
}

function createDurations(language: string): (ms: number) => string {
  const units = new Map(
    STEPS.map(({ unit }) => [
      unit,
      once(() => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" })),
    ]),
  );
  return (ms) => {
    const { unit, count } = stepOf(ms);
    return units.get(unit)?.().format(count) ?? String(count);
  };
}

/** The zone itself where it is named, else undefined, which Intl takes as the browser's. */
function zoneOption(timeZone: string): { timeZone?: string } {
  return timeZone === "browser" ? {} : { timeZone };
}

/** Formats for a language and a time zone (`browser` or an IANA name). */
export function createFormat({ language, timeZone }: { language: string; timeZone: string }): Format {
  const zone = zoneOption(timeZone);
  const numbers = createNumbers(language);
  const percent = once(() => new Intl.NumberFormat(language, { style: "percent" }));
  const inMegabytes = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 } as const;
  const megabyte = once(() => new Intl.NumberFormat(language, inMegabytes));
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: "auto" }));
  const counted = once(() => new Intl.RelativeTimeFormat(language, { numeric: "always" }));
  const dates = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(language, { ...zone, ...options }));
  const hourMinute = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const wholeDay = { day: "numeric", month: "short", year: "numeric" } as const;
  const time = dates(hourMinute);
  const clock = dates({ ...hourMinute, second: "2-digit" });
  const day = dates({ day: "numeric", month: "short" });
  const dateTime = dates({ ...hourMinute, ...wholeDay });
  const moment = dates({ ...hourMinute, ...wholeDay, second: "2-digit" });
  const zoneName = () => time().resolvedOptions().timeZone;
  const twiceMark = once(() => createTwiceMark(timeZone === "browser" ? ownOffset : offsetIn(timeZone)));
  const marked = (format: () => Intl.DateTimeFormat, ms: number) =>
    `${format().format(ms)}${twiceMark()(ms)}`;
  const isSameDay = (a: number, b: number) =>
    day().format(a) === day().format(b) && Math.abs(a - b) < 2 * DAY_MS;
  return {
    number: (value, decimals = 0) => numbers(value, decimals),
    percent: (value) => percent().format(value / 100),
    time: (ms, now = ms) => `${isSameDay(ms, now) ? "" : `${day().format(ms)}, `}${marked(time, ms)}`,
    clock: (ms) => marked(clock, ms),
    dateTime: (ms) => marked(dateTime, ms),
    moment: (ms) => marked(moment, ms),
    ago: (ageMs) => {
      const { unit, count } = stepOf(ageMs < NOW_MS ? 0 : ageMs);
      return relative().format(-count, unit);
    },
    since: (ageMs) => {
      const { unit, count } = stepOf(ageMs);
      return counted().format(-count, unit);
    },
    duration: createDurations(language),
    span: spanOf,
    megabytes: (bytes) => megabyte().format(bytes / 1e6),
    get timeZone() {
      return zoneName();
    },
    locale: language,
  };
}
