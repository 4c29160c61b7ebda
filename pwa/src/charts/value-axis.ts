// The extent of a value axis: what is measured decides; limits are drawn in when they are near.

import type { Limits } from "../../../shared/rules/settings.ts";
import type { ShownRow } from "./shown-rows.ts";

export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What an axis has to hold. */
export interface AxisNeeds {
  readonly rows: readonly ShownRow[];
  readonly limits: Limits;
  /** Whether all limits are in it, or those alone that are near. */
  readonly fit: "limits" | "values";
  readonly decimals: number;
  /** About how many steps there is room for. */
  readonly steps: number;
}

/** Where values decide, a limit is part of the picture from this part of it on: high enough to matter, low enough not to flatten the line. */
const NEAR_LIMIT = 0.5;
/** The least extent, in steps of the last digit shown: noise must not fill the picture. */
const LEAST_DIGITS = 10;
const NICE = [1, 2, 5, 10];

/** A step of 1, 2 or 5 times a power of ten, not below `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = NICE.find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

interface Extent {
  low: number;
  high: number;
}

function measured(rows: readonly ShownRow[]): Extent | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (row.low < low) low = row.low;
    if (row.high > high) high = row.high;
  }
  return low <= high ? { low, high } : undefined;
}

/** With low limits (oxygen) zero is no natural floor: the picture stays with the values and their limits. */
function stretchToLimits({ low, high }: Extent, { limits, fit }: Pick<AxisNeeds, "limits" | "fit">): Extent {
  const lows = [limits.lowA1, limits.lowA2].filter((limit) => limit !== undefined);
  const highs = [limits.a1, limits.a2].filter((limit) => limit !== undefined);
  if (lows.length > 0) {
    const all = [...lows, ...highs];
    return { low: Math.min(low, ...all), high: Math.max(high, ...all) };
  }
  const near = highs.filter((limit) => fit === "limits" || high >= limit * NEAR_LIMIT);
  return { low: Math.min(0, low), high: Math.max(high, ...near) };
}

/** The axis for what is measured; from 0 to the nearest limit, or to 1, when nothing is. */
export function valueAxis({ rows, limits, fit, decimals, steps }: AxisNeeds): ValueAxis {
  const found = measured(rows) ?? {
    low: limits.lowA1 ?? limits.lowA2 ?? 0,
    high: limits.a1 ?? limits.a2 ?? 1,
  };
  const { low, high } = stretchToLimits(found, { limits, fit });
  const span = Math.max(high - low, LEAST_DIGITS * 10 ** -decimals);
  const step = niceStep(span / Math.max(1, steps));
  const min = Math.floor(low / step + 1e-9) * step;
  // A value on the upper edge would be half hidden.
  const max = Math.ceil((Math.max(high, low + span) + step * 0.05) / step) * step;
  return { min, max, step };
}
