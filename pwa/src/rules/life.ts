// Signs of life: when a device was heard, and how its battery fared.

import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../shared/history/columns.ts";
import type { BatteryPoint } from "../../../shared/rules/battery-forecast.ts";

/** A stretch of time in which something was heard, nothing was, or it is not known here. */
export type LifeSign = "heard" | "silent" | "unknown";

export const LIFE_STEP_MS = 15 * MINUTE_MS;

export interface Life {
  /** One sign per `LIFE_STEP_MS`, oldest first. */
  readonly signs: readonly LifeSign[];
  /** The battery's lowest charge of each step in which it was heard. */
  readonly battery: readonly BatteryPoint[];
  /**
   * The longest time without a reading, ms: also the one that lasts, and the one with which the range begins, of a device that
   * had posted before. What is unknown is no silence.
   */
  readonly longestSilenceMs: number;
  /** How much of the known time something was heard, 0…1; undefined where nothing is known. */
  readonly heardPart: number | undefined;
}

type Span = { readonly from: number; readonly to: number };

function isKnown(span: Span, known: HistoryColumns["known"]): boolean {
  return known.some(({ from, to }) => from <= span.from && to >= span.to);
}

/** The moments that silences lie between: the readings of a range and its ends, or the device's first reading. */
function momentsOf(t: Float64Array, { from, to, firstReadingAt, now }: LifeRange): number[] {
  const end = Math.min(to, now);
  const within = [...t].filter((at) => at >= from && at < to);
  return [Math.max(from, Math.min(firstReadingAt, end)), ...within, Math.max(end, within.at(-1) ?? end)];
}

/** What was loaded so long ago is known up to now, as long as it was loaded at all: a history is not asked for each second, ms. */
const LAG_MS = 3 * MINUTE_MS;

/** A span without its last minutes where those are but now. */
function settled({ from, to }: Span, now: number): Span {
  return { from, to: Math.max(from, Math.min(to, now - LAG_MS)) };
}

function longestGap(moments: readonly number[], known: HistoryColumns["known"], now: number): number {
  let longest = 0;
  for (let index = 1; index < moments.length; index += 1) {
    const span = { from: moments[index - 1] ?? 0, to: moments[index] ?? 0 };
    if (span.to - span.from > longest && isKnown(settled(span, now), known)) longest = span.to - span.from;
  }
  return longest;
}

function heardPartOf(signs: readonly LifeSign[]): number | undefined {
  const known = signs.filter((sign) => sign !== "unknown").length;
  return known === 0 ? undefined : signs.filter((sign) => sign === "heard").length / known;
}

/** A range, and when the device first posted: what was before is no silence. */
interface LifeRange extends Span {
  readonly firstReadingAt: number;
  /** Later than this nothing can have been heard yet; server time, unix ms. */
  readonly now: number;
}

interface SignNeeds {
  readonly lowest: ReadonlyMap<number, number>;
  readonly known: HistoryColumns["known"];
  readonly range: LifeRange;
  readonly before: LifeSign | undefined;
}

function signOf(step: number, { lowest, known, range, before }: SignNeeds): LifeSign {
  if (lowest.has(step)) return "heard";
  const from = range.from + step * LIFE_STEP_MS;
  const to = Math.min(from + LIFE_STEP_MS, range.to);
  if (to <= range.firstReadingAt) return "unknown";
  // Of one that has only begun nothing can be said yet: silence that lasts goes on.
  if (from >= range.now - LAG_MS) return before === "silent" ? "silent" : "unknown";
  return isKnown(settled({ from, to }, range.now), known) ? "silent" : "unknown";
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
  const signs: LifeSign[] = [];
  for (let step = 0; step < count; step += 1)
    signs.push(signOf(step, { lowest, known, range, before: signs.at(-1) }));
  const points = [...lowest]
    .filter(([, percent]) => Number.isFinite(percent))
    .sort(([a], [b]) => a - b)
    .map(([step, percent]) => ({ at: range.from + step * LIFE_STEP_MS, percent }));
  const longestSilenceMs = longestGap(momentsOf(t, range), known, range.now);
  return { signs, battery: points, longestSilenceMs, heardPart: heardPartOf(signs) };
}
