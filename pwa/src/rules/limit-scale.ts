// Where a value stands against its limits, as fractions of a bar.

import type { Level } from "../../../shared/rules/level.ts";
import type { Limits } from "../../../shared/rules/settings.ts";

export interface LimitTick {
  readonly at: number;
  readonly level: Exclude<Level, "normal">;
}

/** All in 0…1 of the bar. One-sided gases fill from the left; a gas with a low limit has a marker instead. */
export interface LimitScale {
  readonly kind: "fill" | "marker";
  readonly at: number;
  readonly ticks: readonly LimitTick[];
}

/** Room beyond the highest limit, so that being past it can be seen. */
const HEADROOM = 1.3;

interface Range {
  readonly from: number;
  readonly to: number;
}

function rangeOf(limits: Limits, highest: number): Range {
  const lows = [limits.lowA1, limits.lowA2].filter((bound) => bound !== undefined);
  if (lows.length === 0) return { from: 0, to: highest * HEADROOM };
  const lowest = Math.min(...lows);
  const high = Number.isFinite(highest) ? highest : lowest * HEADROOM;
  const room = (high - lowest) / 2;
  return { from: lowest - room, to: high + room };
}

function fraction(value: number, { from, to }: Range): number {
  // A lone limit of 0 leaves no span; any span serves then.
  return Math.min(1, Math.max(0, (value - from) / (to - from || 1)));
}

/** The bar of a value, or undefined where there is no limit to stand against. */
export function limitScale(value: number, limits: Limits): LimitScale | undefined {
  const bounds = [
    { value: limits.a1, level: "a1" },
    { value: limits.a2, level: "a2" },
    { value: limits.lowA1, level: "a1" },
    { value: limits.lowA2, level: "a2" },
  ] as const;
  const given = bounds.filter((bound) => bound.value !== undefined);
  if (given.length === 0) return undefined;
  const highs = [limits.a1, limits.a2].filter((bound) => bound !== undefined);
  const range = rangeOf(limits, Math.max(...highs));
  return {
    kind: limits.lowA1 === undefined && limits.lowA2 === undefined ? "fill" : "marker",
    at: fraction(value, range),
    ticks: given.map((bound) => ({ at: fraction(bound.value ?? 0, range), level: bound.level })),
  };
}
