// Figures of a gas where no sensor of the fleet is at hand, printed as those of its sensors are.

import { limitFigure, tellingFigure } from "../../../shared/present/telling-figure.ts";
import { decimalsOf, gasOf } from "../../../shared/rules/gases.ts";
import type { Format } from "./format.ts";

/** What a figure is of. */
export interface Measured {
  /** The gas, as the sensor names it. */
  readonly type: string;
  readonly unit: string;
  /** What it is held against; none is said of a single value. */
  readonly limit?: number | null;
  /** On which side of the limit it is dangerous; above, where it is not said. */
  readonly side?: "high" | "low";
}

function ruleOf({ type, unit, limit, side }: Measured) {
  const limits = limit == null ? {} : side === "low" ? { lowA1: limit } : { a1: limit };
  return { limits, decimals: decimalsOf(gasOf(type), unit) };
}

/** A value as it is printed, without its unit: one that is short of its limit is not printed as the limit. */
export function measuredText(value: number, of: Measured, format: Format): string {
  const figure = tellingFigure(value, ruleOf(of));
  return format.number(figure.value, figure.decimals);
}

/** The limit itself, without its unit; empty where there is none. */
export function limitOf(of: Measured, format: Format): string {
  if (of.limit == null) return "";
  const figure = limitFigure(of.limit, ruleOf(of));
  return format.number(figure.value, figure.decimals);
}
