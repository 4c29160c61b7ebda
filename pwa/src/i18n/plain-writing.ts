// Numbers, percents, days and ages as Intl writes them, but without it: before its first word it reads its tables, which takes
// a slow phone a tenth of a second, and nothing is seen until then.

import type { Steps } from "./format.ts";

const GERMAN_UNITS = { day: "Tag", hour: "Stunde", minute: "Minute", second: "Sekunde" } as const;

function isGerman(tag: string): boolean {
  return /^de/i.test(tag);
}

/** What is of this moment, in the language of a tag: all regions say it alike, as they do ages. */
export function nowWord(tag: string): string {
  return isGerman(tag) ? "jetzt" : "now";
}

/** `12 seconds ago`, given the count and how it is written. */
export function agoWords(tag: string, { unit, count }: Steps, written: string): string {
  if (!isGerman(tag)) return `${written} ${unit}${count === 1 ? "" : "s"} ago`;
  const plural = unit === "day" ? "en" : "n";
  return `vor ${written} ${GERMAN_UNITS[unit]}${count === 1 ? "" : plural}`;
}

/** How a region writes figures and days. */
export interface PlainWriting {
  readonly decimalMark: string;
  /** Between thousands. */
  readonly separator: string;
  readonly percent: string;
  /** A day, given the English month's three letters; `year` may be empty. */
  day(day: string, month: string, year: string): string;
  /** What stands before a day to say which of the week it is, given its English three letters. */
  weekday(name: string): string;
}

const AMERICAN: PlainWriting = {
  decimalMark: ".",
  separator: ",",
  percent: "%",
  day: (day, month, year) => `${month} ${day}${year && `, ${year}`}`,
  weekday: (name) => `${name}, `,
};

const BRITISH: PlainWriting = {
  ...AMERICAN,
  day: (day, month, year) => `${day} ${month === "Sep" ? "Sept" : month}${year && ` ${year}`}`,
  weekday: (name) => `${name} `,
};

/** Of weekdays two letters, and the months of which German has not the same three letters and a full stop. */
const GERMAN_NAMES: { readonly [name: string]: string } = {
  Mon: "Mo",
  Tue: "Di",
  Wed: "Mi",
  Thu: "Do",
  Fri: "Fr",
  Sat: "Sa",
  Sun: "So",
  Mar: "März",
  May: "Mai",
  Jun: "Juni",
  Jul: "Juli",
  Sep: "Sept.",
  Oct: "Okt.",
  Dec: "Dez.",
};

const GERMAN: PlainWriting = {
  decimalMark: ",",
  separator: ".",
  percent: "\u00a0%",
  day: (day, month, year) => `${day}. ${GERMAN_NAMES[month] ?? `${month}.`}${year && ` ${year}`}`,
  weekday: (name) => `${GERMAN_NAMES[name]}., `,
};

const WRITINGS = { US: AMERICAN, GB: BRITISH, DE: GERMAN } as const;

/** The region of a language's tag where it is one whose writing is known; undefined where only Intl knows. */
export function plainRegionOf(tag: string): keyof typeof WRITINGS | undefined {
  if (/^en(-US)?$/.test(tag)) return "US";
  if (tag === "en-GB") return "GB";
  return /^de(-DE)?$/.test(tag) ? "DE" : undefined;
}

/** How is written where a tag's language is spoken; undefined where only Intl knows. */
export function plainWritingOf(tag: string): PlainWriting | undefined {
  const region = plainRegionOf(tag);
  return region && WRITINGS[region];
}

/** In `Tue, 03 Nov 2026 14:32:05 GMT`, as JavaScript's own form is. */
const DAY = /(\w+), 0?(\d+) (\w+) ([1-9]\d{3,}) /;

/** The day of a moment of UTC, `23 Nov`, with that of the week, `Mon 23 Nov`, or its year, `23 Nov 2026`; undefined where only Intl knows. */
export function plainDay(
  ms: number,
  has: "weekday" | "year" | undefined,
  writing: PlainWriting,
): string | undefined {
  const [, weekday, day, month, year] = DAY.exec(new Date(ms).toUTCString()) ?? [];
  if (!weekday || !day || !month || !year) return undefined;
  const written = writing.day(day, month, has === "year" ? year : "");
  return has === "weekday" ? writing.weekday(weekday) + written : written;
}

/** Beyond these a number has more digits than doubles keep, or more than one separator. */
const MAX_VALUE = 999_999;
const MAX_DECIMALS = 6;
/** Halves of the last digit are rounded by how they are written, which is not quite how they are kept. */
const HALF = /\.\d*5$/;

/** A number with so many digits after the mark; undefined where only Intl knows. */
export function plainNumber(value: number, decimals: number, writing: PlainWriting): string | undefined {
  const size = Math.abs(value);
  const written = String(size);
  const isHalf = HALF.test(written) && written.length === written.indexOf(".") + decimals + 2;
  if (!(size < MAX_VALUE) || decimals > MAX_DECIMALS || isHalf || written.includes("e")) return undefined;
  const text = size.toFixed(decimals);
  // Without a minus before zero.
  const sign = value < 0 && Number(text) !== 0 ? "-" : "";
  const marked = text.replace(".", writing.decimalMark);
  return sign + marked.replace(/^(\d+)(\d{3})(?!\d)/, `$1${writing.separator}$2`);
}
