// Which days the brush shows around a window.

import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import type { Period } from "../../../../shared/history/slice.ts";

/** A little more than seven days: hours are enough for a curve that small, and cheap to load. */
const SPANS = [7 * DAY_MS + HOUR_MS, 30 * DAY_MS, 365 * DAY_MS];
/** The end moves on in steps, so that not every second is another picture. */
const STEP_MS = 5 * MINUTE_MS;
/** Beside a window that is not among the last days, so many times its length. */
const AROUND = 3;

/** The days that end at the present where the window is among them; else what is around the window. */
export function brushWindow({ from, to }: Period, now: number): Period {
  const end = Math.ceil(Math.max(now, to) / STEP_MS) * STEP_MS;
  const span = SPANS.find((length) => from >= end - length && to - from <= length * 0.9);
  if (span !== undefined) return { from: end - span, to: end };
  const half = Math.max(SPANS[0] ?? 0, (to - from) * AROUND) / 2;
  const middle = (from + to) / 2;
  return {
    from: Math.floor((middle - half) / STEP_MS) * STEP_MS,
    to: Math.ceil((middle + half) / STEP_MS) * STEP_MS,
  };
}
