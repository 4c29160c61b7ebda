// Signs of life: when a device was heard, and how its battery fared.

import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../shared/history/columns.ts";

/** A stretch of time in which something was heard, nothing was, or it is not known here. */
export type LifeSign = "heard" | "silent" | "unknown";

export const LIFE_STEP_MS = 15 * MINUTE_MS;

export interface BatteryPoint {
  readonly at: number;
  readonly percent: number;
}

export interface Life {
  /** One sign per `LIFE_STEP_MS`, oldest first. */
  readonly signs: readonly LifeSign[];
  /** The battery's lowest charge of each step in which it was heard. */
  readonly battery: readonly BatteryPoint[];
  /** The longest time between two readings, ms; counts neither the start of the range nor what is unknown. */
  readonly longestSilenceMs: number;
}

type Span = { readonly from: number; readonly to: number };

function isKnown(span: Span, known: HistoryColumns["known"]): boolean {
  return known.some(({ from, to }) => from <= span.from && to >= span.to);
}

function longestGap(t: Float64Array, known: HistoryColumns["known"]): number {
  let longest = 0;
  for (let index = 1; index < t.length; index += 1) {
    const span = { from: t[index - 1] ?? 0, to: t[index] ?? 0 };
    if (span.to - span.from > longest && isKnown(span, known)) longest = span.to - span.from;
  }
  return longest;
}

/** A range, and when the device first posted: what was before is no silence. */
interface LifeRange extends Span {
  readonly firstReadingAt: number;
}

/** Reads the signs of life out of a device's history over a range. */
export function lifeOf({ t, battery, known }: HistoryColumns, range: LifeRange): Life {
  const count = Math.ceil((range.to - range.from) / LIFE_STEP_MS);
  const lowest = new Map<number, number>();
  for (const [index, at] of t.entries()) {
    if (at < range.from || at >= range.to) continue;
    const step = Math.floor((at - range.from) / LIFE_STEP_MS);
    const percent = battery[index] ?? Number.NaN;
    const before = lowest.get(step) ?? Number.POSITIVE_INFINITY;
    lowest.set(step, percent < before ? percent : before);
  }
  const signs = Array.from({ length: count }, (_, step): LifeSign => {
    if (lowest.has(step)) return "heard";
    const from = range.from + step * LIFE_STEP_MS;
    if (from + LIFE_STEP_MS <= range.firstReadingAt) return "unknown";
    return isKnown({ from, to: Math.min(from + LIFE_STEP_MS, range.to) }, known) ? "silent" : "unknown";
  });
  const points = [...lowest]
    .filter(([, percent]) => Number.isFinite(percent))
    .sort(([a], [b]) => a - b)
    .map(([step, percent]) => ({ at: range.from + step * LIFE_STEP_MS, percent }));
  return { signs, battery: points, longestSilenceMs: longestGap(t, known) };
}
