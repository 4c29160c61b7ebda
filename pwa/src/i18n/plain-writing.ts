// Numbers, percents and ages as Intl writes them, but without it: before its first word it reads its tables, which takes a slow
// phone a tenth of a second, and nothing is seen until then.

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

/** How a region writes figures. */
export interface PlainFigures {
  readonly decimalMark: string;
  /** Between thousands. */
  readonly separator: string;
  readonly percent: string;
}

const POINT: PlainFigures = { decimalMark: ".", separator: ",", percent: "%" };
const COMMA: PlainFigures = { decimalMark: ",", separator: ".", percent: "\u00a0%" };

/** How figures are written where a tag's language is spoken; undefined where only Intl knows. */
export function plainFiguresOf(tag: string): PlainFigures | undefined {
  if (/^en(-US|-GB)?$/.test(tag)) return POINT;
  return /^de(-DE)?$/.test(tag) ? COMMA : undefined;
}

/** Beyond these a number has more digits than doubles keep, or more than one separator. */
const MAX_VALUE = 999_999;
const MAX_DECIMALS = 6;
/** Halves of the last digit are rounded by how they are written, which is not quite how they are kept. */
const HALF = /\.\d*5$/;

/** A number with so many digits after the mark; undefined where only Intl knows. */
export function plainNumber(value: number, decimals: number, figures: PlainFigures): string | undefined {
  const size = Math.abs(value);
  const written = String(size);
  const isHalf = HALF.test(written) && written.length === written.indexOf(".") + decimals + 2;
  if (!(size < MAX_VALUE) || decimals > MAX_DECIMALS || isHalf || written.includes("e")) return undefined;
  const text = size.toFixed(decimals);
  // Without a minus before zero.
  const sign = value < 0 && Number(text) !== 0 ? "-" : "";
  const marked = text.replace(".", figures.decimalMark);
  return sign + marked.replace(/^(\d+)(\d{3})(?!\d)/, `$1${figures.separator}$2`);
}
