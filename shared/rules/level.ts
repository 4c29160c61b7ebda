// The level of a value against its limits.

import type { Limits } from "./settings.ts";

export const LEVELS = ["normal", "a1", "a2"] as const;

/** How bad a value is. Fault and age are states of the sensor, not levels. */
export type Level = (typeof LEVELS)[number];

function isBeyond(value: number, high: number | undefined, low: number | undefined): boolean {
  return (high !== undefined && value >= high) || (low !== undefined && value <= low);
}

/**
 * The level of a value; both in the same unit. A value that equals a limit has reached it. What is not comparable (NaN)
 * is the highest level, so that no arithmetic accident can look harmless.
 */
export function levelOf(value: number, limits: Limits): Level {
  if (Number.isNaN(value) || isBeyond(value, limits.a2, limits.lowA2)) return "a2";
  return isBeyond(value, limits.a1, limits.lowA1) ? "a1" : "normal";
}

/** Whether there is any limit that a value could reach; without one "normal" would be an empty promise. */
export function isRated(limits: Limits): boolean {
  return [limits.a1, limits.a2, limits.lowA1, limits.lowA2].some((bound) => bound !== undefined);
}
