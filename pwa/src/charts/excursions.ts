// Where a line is beyond a limit.

import { levelOf } from "../../../shared/rules/level.ts";
import type { Limits } from "../../../shared/rules/settings.ts";
import type { ShownRow } from "./shown-rows.ts";

/** A run of rows beyond a limit, at its worst. */
export interface Excursion {
  readonly t: number;
  readonly value: number;
  readonly level: "a1" | "a2";
  readonly side: "high" | "low";
  /** From its first row to its last. */
  readonly from: number;
  readonly to: number;
}

/** Levels in order. */
export const RANK = { normal: 0, a1: 1, a2: 2 } as const;

/** The limits of each side by themselves: of a value that is too low, the lower is the worse. */
function sidesOf({ a1, a2, lowA1, lowA2 }: Limits): { readonly high: Limits; readonly low: Limits } {
  return {
    high: { ...(a1 !== undefined && { a1 }), ...(a2 !== undefined && { a2 }) },
    low: { ...(lowA1 !== undefined && { lowA1 }), ...(lowA2 !== undefined && { lowA2 }) },
  };
}

/** Above 0 where the first is the worse one. Values on different sides of the limits are not compared. */
export function compareWorst(a: Worst, b: Worst): number {
  const byLevel = RANK[a.level] - RANK[b.level];
  if (byLevel !== 0 || a.side !== b.side) return byLevel;
  return a.side === "high" ? a.value - b.value : b.value - a.value;
}

type Worst = Pick<Excursion, "level" | "side" | "value">;

/** The worse end of a row. */
function worstOf({ low, high }: ShownRow, sides: ReturnType<typeof sidesOf>) {
  if (Number.isNaN(low) || Number.isNaN(high)) return undefined;
  const atHigh = levelOf(high, sides.high);
  const atLow = levelOf(low, sides.low);
  const worst =
    RANK[atHigh] >= RANK[atLow]
      ? { level: atHigh, value: high, side: "high" as const }
      : { level: atLow, value: low, side: "low" as const };
  return worst.level === "normal" ? undefined : { ...worst, level: worst.level };
}

/** The runs of rows beyond a limit, each at its worst row, in order of time. */
export function excursionsOf(rows: readonly ShownRow[], limits: Limits): Excursion[] {
  const found: Excursion[] = [];
  const sides = sidesOf(limits);
  let wasBeyond = false;
  for (const row of rows) {
    const worst = worstOf(row, sides);
    const current = wasBeyond ? found.at(-1) : undefined;
    wasBeyond = worst !== undefined;
    if (!worst) continue;
    if (!current) {
      found.push({ ...worst, t: row.t, from: row.t, to: row.t });
      continue;
    }
    const stretch = { from: current.from, to: row.t };
    found[found.length - 1] =
      compareWorst(worst, current) > 0 ? { ...worst, t: row.t, ...stretch } : { ...current, ...stretch };
  }
  return found;
}
