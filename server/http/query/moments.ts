// Moments as people and programs write them in an address.

import { parseIsoTime } from "../../../shared/ground/iso-time.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";

/** Slices carry a year of four digits. */
const LAST_MOMENT = Date.UTC(9999, 11, 31);
/** Whole numbers below this are seconds: as ms they would end in March 1973, before any reading; as seconds they end in 5138. */
const SECONDS_BELOW = 1e11;
const DATE_ALONE = /^\d{4}-\d\d-\d\d$/;
const RELATIVE = /^now(?:([-+ ])(\d{1,9})([smhdw]))?$/;
const UNITS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

/** The forms of a moment, for whoever got one wrong. */
export const MOMENT_FORM =
  "unix seconds or ms, ISO 8601 with a zone such as 2026-11-23T14:00:00Z, or now, now-6h, now-30d (s, m, h, d, w)";

function parseNumber(digits: string): number {
  const value = Number(digits);
  return value < SECONDS_BELOW ? value * SECOND_MS : value;
}

function parseRelative(text: string, now: number): number | undefined {
  const [whole, sign = "+", count = "0", unit = "s"] = RELATIVE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  // An unescaped + arrives as a space.
  return now + (sign === "-" ? -1 : 1) * Number(count) * (UNITS[unit] ?? 0);
}

function parseIso(text: string): number | undefined {
  return parseIsoTime(DATE_ALONE.test(text) ? `${text}T00:00:00Z` : text.replace(/ (?=\d\d:?\d\d$)/, "+"));
}

/**
 * Unix ms from digits (below 10^11 they are seconds), ISO 8601, or a distance to `now`; undefined for anything else. A date
 * alone is its midnight UTC; a time without zone is refused, since nobody could know whose.
 */
export function parseMoment(text: string, now: number): number | undefined {
  const ms = /^\d{1,15}$/.test(text) ? parseNumber(text) : (parseRelative(text, now) ?? parseIso(text));
  return ms !== undefined && ms >= 0 && ms <= LAST_MOMENT ? ms : undefined;
}
