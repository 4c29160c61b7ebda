// Digits that tell: a number on a screen never says another level than the value behind it.

import { levelOf } from "../rules/level.ts";
import { BOUNDS, type Limits } from "../rules/settings.ts";

/** What a figure is printed by: the limits that it is judged by, and how many digits it usually has after the point. */
export interface FigureRule {
  readonly limits: Limits;
  readonly decimals: number;
}

/** A number as it is printed: rounded to `decimals` digits after the point. */
export interface Figure {
  readonly value: number;
  readonly decimals: number;
}

/** The most digits after the point that every browser can print. */
const MAX_DECIMALS = 20;
/** A limit is printed true to a millionth: conversions have endless digits. */
const LIMIT_ERROR = 1e-6;

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** The first figure, digit by digit, that is good; undefined when none is. */
function firstGood(value: number, decimals: number, isGood: (candidate: number) => boolean) {
  for (let digits = decimals; digits <= MAX_DECIMALS; digits += 1) {
    const candidate = rounded(value, digits);
    if (isGood(candidate)) return { value: candidate, decimals: digits };
  }
  return undefined;
}

/** A limit with as many digits as tell it from its neighbours among `limits`. */
export function limitFigure(limit: number, { limits, decimals }: FigureRule): Figure {
  const apart = BOUNDS.map((bound) => Math.abs((limits[bound] ?? Number.NaN) - limit)).filter(
    (distance) => distance > 0,
  );
  // Less than half the way to the nearest one, so that the two are neither printed alike nor in the wrong order.
  const error = Math.min(Math.abs(limit) * LIMIT_ERROR, ...apart.map((distance) => distance / 3));
  const isTrue = (candidate: number) => Math.abs(candidate - limit) <= error;
  return firstGood(limit, decimals, isTrue) ?? { value: limit, decimals };
}

function printedLimits(rule: FigureRule): Limits {
  const printed: { -readonly [B in keyof Limits]: Limits[B] } = {};
  for (const bound of BOUNDS) {
    const limit = rule.limits[bound];
    if (limit !== undefined) printed[bound] = limitFigure(limit, rule).value;
  }
  return printed;
}

/** Whether rounding could move the value, or a limit, past the other. Nearly all values are far from it. */
function isNearLimit(value: number, { limits, decimals }: FigureRule): boolean {
  return BOUNDS.some((bound) => Math.abs(value - (limits[bound] ?? Number.NaN)) <= 10 ** -decimals);
}

/** Whether a printed number says what the value does. One too low is not printed as its limit: 19.46 of oxygen is not 19.5. */
function says(printed: number, value: number, limits: Limits): boolean {
  const isLifted = (low: number | undefined) => low !== undefined && value < low && printed >= low;
  return (
    levelOf(printed, limits) === levelOf(value, limits) && !isLifted(limits.lowA1) && !isLifted(limits.lowA2)
  );
}

/**
 * A value with as many digits as say its level: 34.96 under a limit of 35 is not printed as 35. It agrees with the limits as
 * they are, and as they are printed unless it lies between the two.
 */
export function tellingFigure(value: number, rule: FigureRule): Figure {
  const usual = { value: rounded(value, rule.decimals), decimals: rule.decimals };
  if (!isNearLimit(value, rule)) return usual;
  const level = levelOf(value, rule.limits);
  const printed = printedLimits(rule);
  const agrees = (candidate: number) => says(candidate, value, rule.limits);
  return (
    firstGood(value, rule.decimals, (one) => agrees(one) && levelOf(one, printed) === level) ??
    firstGood(value, rule.decimals, agrees) ??
    usual
  );
}
