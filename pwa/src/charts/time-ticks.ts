// Ticks of a time axis at whole local hours, days and months of any time zone.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { Period } from "../../../shared/history/slice.ts";

/** Distances between ticks, ms; from a day on they count local days, and a month is told by its length alone. */
const STEPS = [
  SECOND_MS,
  2 * SECOND_MS,
  5 * SECOND_MS,
  10 * SECOND_MS,
  20 * SECOND_MS,
  30 * SECOND_MS,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  20 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  3 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
];
export const MONTH_MS = 30 * DAY_MS;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

export interface Ticks {
  readonly at: readonly number[];
  readonly stepMs: number;
}

interface TickNeeds {
  readonly window: Period;
  /** Most ticks that there is room for. */
  readonly most: number;
  /** Local time minus UTC at a moment, ms. */
  readonly offsetAt: (ms: number) => number;
}

/** A local moment as unix ms. Twice a year the first guess is off by the change of the clock. */
function fromLocal(local: number, offsetAt: TickNeeds["offsetAt"]): number {
  const guess = local - offsetAt(local);
  return local - offsetAt(guess);
}

function monthTicks({ window, most, offsetAt }: TickNeeds): Ticks {
  const months = Math.ceil((window.to - window.from) / MONTH_MS);
  const step = MONTH_STEPS.find((candidate) => months / candidate <= most) ?? 240;
  const first = new Date(window.from + offsetAt(window.from));
  const at: number[] = [];
  for (let month = Math.floor(first.getUTCMonth() / step) * step; at.length <= most; month += step) {
    const tick = fromLocal(Date.UTC(first.getUTCFullYear(), month, 1), offsetAt);
    if (tick >= window.to) break;
    if (tick >= window.from) at.push(tick);
  }
  return { at, stepMs: step * MONTH_MS };
}

/** All moments that are told by a local time: none in the hour that clocks leave out, two in the one that comes twice. */
function momentsOf(local: number, offsets: readonly number[], offsetAt: TickNeeds["offsetAt"]): number[] {
  return offsets.map((offset) => local - offset).filter((ms) => ms + offsetAt(ms) === local);
}

/** Ticks less than a day apart in a window in which clocks change. */
function ticksOverChange({ window, offsetAt }: TickNeeds, stepMs: number): number[] {
  const offsets = [...new Set([offsetAt(window.from), offsetAt(window.to)])];
  const at: number[] = [];
  const first = Math.ceil((window.from + Math.min(...offsets)) / stepMs) * stepMs;
  for (let local = first; local < window.to + Math.max(...offsets); local += stepMs)
    at.push(...momentsOf(local, offsets, offsetAt));
  return at.filter((ms) => ms >= window.from && ms < window.to).sort((a, b) => a - b);
}

/** Where the ticks of a window are, at most `most`, and how far apart. */
export function timeTicks(needs: TickNeeds): Ticks {
  const { window, most, offsetAt } = needs;
  const stepMs = STEPS.find((candidate) => (window.to - window.from) / candidate <= most);
  if (stepMs === undefined) return monthTicks(needs);
  if (stepMs < DAY_MS && offsetAt(window.from) !== offsetAt(window.to))
    return { at: ticksOverChange(needs, stepMs), stepMs };
  const at: number[] = [];
  const start = Math.ceil((window.from + offsetAt(window.from)) / stepMs) * stepMs;
  for (let local = start; at.length <= most; local += stepMs) {
    const tick = fromLocal(local, offsetAt);
    if (tick >= window.to) break;
    if (tick >= window.from) at.push(tick);
  }
  return { at, stepMs };
}
