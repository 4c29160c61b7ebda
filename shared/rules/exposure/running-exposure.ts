// What was breathed so far, kept while minutes come in one by one: the figures of exposure.ts without all the minutes at hand.
// Plain data, so that a checkpoint keeps it as it is. Minutes are counted from 1970, values are in one unit.

import { type Exposure, exposureOf, LEAST_COVERAGE, STEL_MINUTES, TWA_MINUTES } from "./exposure.ts";

/** Whole minutes, from ≤ m < to. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

/** What was breathed in one shift. */
interface RunningDose extends MinuteSpan {
  sum: number;
  count: number;
  /** The minutes that were counted, in order and apart. */
  known: MinuteSpan[];
  /** The highest figure so far: what was reached stays reached until the shift ends. */
  worst: number;
}

/** What somebody breathed of a gas, or what there was to be breathed at a place. */
export interface RunningExposure {
  /** The minute after the latest one. */
  end: number;
  /** The last quarter of an hour, the latest minute last; null where nothing is known. */
  recent: (number | null)[];
  doses: RunningDose[];
}

/** Stretches that are remembered of a shift. Of older ones a minute that comes late may count twice: rather that than not at all. */
const MAX_STRETCHES = 60;
/** Shifts that are counted at a time: as many as a site may have, and those of the day before. */
const MAX_DOSES = 16;

const SHORT_TERM = { minutes: STEL_MINUTES, over: STEL_MINUTES } as const;

/** Nothing is known yet. */
export function newExposure(): RunningExposure {
  return { end: 0, recent: [], doses: [] };
}

/** The same once more, to try out what comes next. */
export function copyOf({ end, recent, doses }: RunningExposure): RunningExposure {
  return { end, recent: [...recent], doses: doses.map((dose) => ({ ...dose, known: [...dose.known] })) };
}

/** The stretches with one more minute. */
function withMinute(known: readonly MinuteSpan[], minute: number): MinuteSpan[] {
  const joined: MinuteSpan[] = [];
  const all = [...known, { from: minute, to: minute + 1 }].sort((one, other) => one.from - other.from);
  for (const span of all) {
    const last = joined.at(-1);
    if (last && span.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined.slice(-MAX_STRETCHES);
}

function isKnown(dose: RunningDose, minute: number): boolean {
  return dose.known.some(({ from, to }) => minute >= from && minute < to);
}

/** What a minute had that was taken in lately; null where it is unknown, undefined where it is longer ago. */
function recentAt({ end, recent }: RunningExposure, minute: number): number | null | undefined {
  const index = recent.length - (end - minute);
  return index >= 0 ? recent[index] : undefined;
}

/** Moves on to the end of a minute. */
function moveOn(exposure: RunningExposure, minute: number): void {
  const { recent } = exposure;
  const passed = Math.min(minute + 1 - exposure.end, STEL_MINUTES);
  for (let index = 0; index < passed; index += 1) recent.push(null);
  while (recent.length > STEL_MINUTES) recent.shift();
  exposure.end = minute + 1;
}

/** The mean of one minute. */
interface MinuteMean {
  readonly minute: number;
  readonly mean: number;
}

/**
 * Takes the mean of a minute in. Of several for one minute (two instruments of a person, or values that came out of order) the highest
 * counts. `shifts` are those that the minute is of: none where no doses are counted.
 */
export function addMinute(
  exposure: RunningExposure,
  { minute, mean }: MinuteMean,
  shifts: readonly MinuteSpan[],
): void {
  if (minute >= exposure.end) moveOn(exposure, minute);
  const before = recentAt(exposure, minute);
  for (const shift of shifts) addToDose(doseOf(exposure, shift), { minute, mean, before }, exposure.end);
  if (before !== undefined)
    exposure.recent[exposure.recent.length - (exposure.end - minute)] = Math.max(before ?? 0, mean);
  if (exposure.doses.length > 0)
    exposure.doses = exposure.doses.filter(({ to }) => to > exposure.end - TWA_MINUTES).slice(-MAX_DOSES);
}

/** Passes a minute of which nothing is known, if no later one was taken in. Means count it as the others were. */
export function passMinute(exposure: RunningExposure, minute: number, shifts: readonly MinuteSpan[]): void {
  if (minute < exposure.end) return;
  moveOn(exposure, minute);
  for (const shift of shifts) {
    const dose = findDose(exposure, shift);
    if (dose) noteWorst(dose, exposure.end);
  }
}

/** Whether a figure may rise while minutes pass of which nothing is known: so long as its mean is told. */
export function risesByPassing({ recent, doses, end }: RunningExposure): boolean {
  const known = recent.filter((value) => value !== null);
  if (known.length >= LEAST_COVERAGE * STEL_MINUTES && known.some((value) => value > 0)) return true;
  return doses.some((dose) => end < dose.to && dose.sum > 0 && doseAt(dose, end).mean !== null);
}

/** Whether a mean would change anything. Most that come late do not: their minute is known, with more. */
export function isNews(
  exposure: RunningExposure,
  { minute, mean }: MinuteMean,
  shifts: readonly MinuteSpan[],
): boolean {
  if (minute >= exposure.end) return true;
  const before = recentAt(exposure, minute);
  if (before === null || (before !== undefined && mean > before)) return true;
  return shifts.some((shift) => {
    const dose = findDose(exposure, shift);
    return !dose || !isKnown(dose, minute);
  });
}

function findDose({ doses }: RunningExposure, { from, to }: MinuteSpan): RunningDose | undefined {
  return doses.find((dose) => dose.from === from && dose.to === to);
}

function doseOf(exposure: RunningExposure, { from, to }: MinuteSpan): RunningDose {
  const known = findDose(exposure, { from, to });
  if (known) return known;
  const dose = { from, to, sum: 0, count: 0, known: [], worst: 0 };
  exposure.doses.push(dose);
  return dose;
}

function addToDose(
  dose: RunningDose,
  { minute, mean, before }: MinuteMean & { readonly before: number | null | undefined },
  end: number,
): void {
  if (!isKnown(dose, minute)) {
    dose.sum += mean;
    dose.count += 1;
    dose.known = withMinute(dose.known, minute);
  } else if (before !== undefined) dose.sum += Math.max(0, mean - (before ?? 0));
  noteWorst(dose, end);
}

function noteWorst(dose: RunningDose, end: number): void {
  dose.worst = Math.max(dose.worst, worseOf(doseAt(dose, end)));
}

/** The dose of a shift up to the end of a minute. */
function doseAt({ sum, count, from, to }: RunningDose, end: number): Exposure {
  return exposureOf(sum, count, { minutes: Math.min(end, to) - from, over: TWA_MINUTES });
}

/** What is to be held against a limit: a mean is never less than what is sure. */
function worseOf({ low, mean }: Exposure): number {
  return mean ?? low;
}

/** The short-term exposure at the end of the latest minute, to be held against its limit. */
export function shortTermNow({ recent }: RunningExposure): number {
  let [sum, known] = [0, 0];
  for (const value of recent) {
    if (value === null) continue;
    sum += value;
    known += 1;
  }
  return worseOf(exposureOf(sum, known, SHORT_TERM));
}

/** The dose of the shift that the latest minute is of, to be held against its limit; the highest where shifts overlap. */
export function doseNow({ doses, end }: RunningExposure): number {
  const present = doses.filter(({ from, to }) => end > from && end <= to);
  return Math.max(0, ...present.map(({ worst }) => worst));
}
