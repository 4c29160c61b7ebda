// Lengths of time.

import type { Age } from "../../../shared/fleet/freshness.ts";
import { remember } from "../../../shared/ground/remember.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import { ageUnknown } from "./age-texts.ts";
import { type AgeUnit, type Format, type Steps, stepOf } from "./format.ts";
import { plainRegionOf } from "./plain-writing.ts";

/** Languages whose forms are remembered, and the units of each; beyond that all are forgotten. A screen has one. */
const MAX_LANGUAGES = 4;
const MAX_UNITS = 4;

const formsOf = remember(MAX_LANGUAGES, (locale: string) =>
  remember(
    MAX_UNITS,
    (unit: AgeUnit) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }),
  ),
);

const ENGLISH = { second: "sec", minute: "min", hour: "hr", day: "day" } as const;
const GERMAN = { second: "Sek.", minute: "Min.", hour: "Std.", day: "Tg." } as const;

/** A length as Intl writes it, but without it, which takes a slow phone its time; undefined where only Intl knows. */
function plainLength(tag: string, { unit, count }: Steps): string | undefined {
  const region = plainRegionOf(tag);
  if (region === undefined || count > 999) return undefined;
  if (region === "DE") return `${count} ${GERMAN[unit]}`;
  return `${count} ${ENGLISH[unit]}${count !== 1 && (unit === "day" || region === "GB") ? "s" : ""}`;
}

/** `12 sec`, `5 min`, `3 hr`, `2 days`: an age where there is little room, in its coarsest telling unit. */
export function durationText(ms: number, { locale }: Pick<Format, "locale">): string {
  const steps = stepOf(ms);
  return plainLength(locale, steps) ?? formsOf(locale)(steps.unit).format(steps.count);
}

/** The age of what is not live where there is little room, in parts between which a line may break. */
export function shortAgeTexts({ at, ageMs }: Age, format: Format): string[] {
  return ageMs === undefined ? [format.dateTime(at), ageUnknown()] : [durationText(ageMs, format)];
}

const SYMBOLS = [
  { symbol: "d", ms: DAY_MS },
  { symbol: "h", ms: HOUR_MS },
  { symbol: "min", ms: MINUTE_MS },
] as const;

/** `1 h 23 min`, `3 d 4 h`, `45 min`: a length of time in its two coarsest units, by their international symbols. */
export function spanText(ms: number): string {
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
