// Numbers, times and ages as the reader's language writes them.

import { once, remember } from "../../../shared/ground/remember.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { offsetIn } from "../../../shared/ground/zone-offset.ts";
import { NOW_MS } from "../../../shared/present/present-fleet.ts";
import {
  agoWords,
  nowWord,
  type PlainWriting,
  plainDay,
  plainNumber,
  plainWritingOf,
} from "./plain-writing.ts";
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
  /** `23 Nov` */
  day(ms: number): string;
  /** `Mon 23 Nov`: a day of the calendar, given as `2026-11-23`. */
  date(day: string): string;
  /** `23 Nov 2026, 14:32` */
  dateTime(ms: number): string;
  /** `23 Nov 2026, 14:32:05` */
  moment(ms: number): string;
  /** `now`, `12 seconds ago`, `3 hours ago`: the age of what is live, in words. */
  ago(ageMs: number): string;
  /** `1 second ago`, `3 hours ago`: the age of what is not live, which is never "now". */
  since(ageMs: number): string;
  /** The zone that times are shown in: an IANA name, or OWN_ZONE. */
  readonly zone: string;
  /** The language with its region, such as `en-GB`, for what Intl is to write beside this. */
  readonly locale: string;
}

const STEPS = [
  { unit: "day", ms: DAY_MS, from: 2 * DAY_MS },
  { unit: "hour", ms: HOUR_MS, from: 2 * HOUR_MS },
  { unit: "minute", ms: MINUTE_MS, from: MINUTE_MS },
  { unit: "second", ms: SECOND_MS, from: 0 },
] as const;

export type AgeUnit = (typeof STEPS)[number]["unit"];

/** Counts of digits after the mark for which Intl's formats are remembered: all that it knows. */
const MAX_DECIMALS = 21;

/** An age in its coarsest telling unit. */
export interface Steps {
  readonly unit: AgeUnit;
  readonly count: number;
}

/** An age in its coarsest telling unit, rounded down. */
export function stepOf(ageMs: number): Steps {
  const age = Math.max(0, ageMs);
  const { unit, ms } = STEPS.find(({ from }) => age >= from) ?? STEPS[3];
  return { unit, count: Math.floor(age / ms) };
}

function createNumbers(language: string, plain: PlainWriting | undefined): Format["number"] {
  const formatOf = remember(MAX_DECIMALS, (decimals: number) => {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(language, { ...digits, signDisplay: "negative" });
  });
  return (value, decimals = 0) =>
    (plain && plainNumber(value, decimals, plain)) ?? formatOf(decimals).format(value);
}

/** Times as ISO 8601 writes them, which all regions of the app's languages read: `14:32`, `14:32:05`. Without Intl where the zone is the machine's own. */
function createTimes(timeZone: string): Pick<Format, "clock"> & {
  minute(ms: number): string;
  /** What UTC's clock shows when the zone's shows the same, ms. */
  local(ms: number): number;
  /** Days since 1970 where the zone's are. */
  dayOf(ms: number): number;
} {
  // Not before it is asked for: it may make what Intl takes its time for.
  const offsetAt = (ms: number) => offsetIn(timeZone)(ms);
  const twiceMark = createTwiceMark(offsetAt);
  const local = (ms: number) => ms + offsetAt(ms);
  // From the end, since years have four digits or more.
  const written = (ms: number, end: number) =>
    `${new Date(local(ms)).toISOString().slice(-13, end)}${twiceMark(ms)}`;
  return {
    local,
    clock: (ms) => written(ms, -5),
    minute: (ms) => written(ms, -8),
    dayOf: (ms) => Math.floor(local(ms) / DAY_MS),
  };
}

/** Formats for a language and a time zone (an IANA name, or OWN_ZONE). */
export function createFormat({ language, timeZone }: { language: string; timeZone: string }): Format {
  const plain = plainWritingOf(language);
  const number = createNumbers(language, plain);
  const percent = once(() => new Intl.NumberFormat(language, { style: "percent" }));
  const { clock, minute, dayOf, local } = createTimes(timeZone);
  // Of local time, as the clock beside it is: a machine's zone may change while it looks, which Intl's forms do not follow.
  const days = (has: "weekday" | "year" | undefined) => {
    const more = has ? { [has]: has === "year" ? "numeric" : "short" } : {};
    const options = { ...more, day: "numeric", month: "short", timeZone: "UTC" } as const;
    const form = once(() => new Intl.DateTimeFormat(language, options));
    return (ms: number) => (plain && plainDay(ms, has, plain)) ?? form().format(ms);
  };
  const [day, date, wholeDay] = [days(undefined), days("weekday"), days("year")];
  const since = (ageMs: number) => {
    const steps = stepOf(ageMs);
    return agoWords(language, steps, number(steps.count));
  };
  return {
    number,
    percent: (value) => (plain ? `${number(value)}${plain.percent}` : percent().format(value / 100)),
    time: (ms, now = ms) => `${dayOf(ms) === dayOf(now) ? "" : `${day(local(ms))}, `}${minute(ms)}`,
    clock,
    day: (ms) => day(local(ms)),
    date: (text) => date(Date.parse(text)),
    dateTime: (ms) => `${wholeDay(local(ms))}, ${minute(ms)}`,
    moment: (ms) => `${wholeDay(local(ms))}, ${clock(ms)}`,
    since,
    ago: (ageMs) => (ageMs < NOW_MS ? nowWord(language) : since(ageMs)),
    zone: timeZone,
    locale: language,
  };
}
