// Where an instrument has no more to say: up to there it measures, and from there on the alarm is `over`.

import type { GasId } from "./gases.ts";
import { converter, type RangeNeeds, rangeOf } from "./sensor-range.ts";

/**
 * Where the widest usual instruments end, by general knowledge (`SOURCES.generalKnowledge`): each sensor may say otherwise.
 * Combustible gases end at their lower explosive limit.
 */
const USUAL_FULL_SCALE: {
  readonly [Id in GasId]?: { readonly value: number; readonly unit: "ppm" | "%vol" };
} = {
  CO: { value: 2_000, unit: "ppm" },
  CO2: { value: 50_000, unit: "ppm" },
  H2S: { value: 500, unit: "ppm" },
  O2: { value: 30, unit: "%vol" },
  NO2: { value: 150, unit: "ppm" },
  SO2: { value: 150, unit: "ppm" },
  NH3: { value: 500, unit: "ppm" },
  VOC: { value: 10_000, unit: "ppm" },
};

/** At the lower explosive limit a sensor of combustible gas has no more to say. */
const FULL_LEL = { value: 100, unit: "%LEL" } as const;

/**
 * Where a sensor has no more to say, as shown: the end of its measuring range as somebody set it, else what is usual of the widest
 * instruments for its gas.
 */
export function fullScaleOf(needs: RangeNeeds): number {
  const { gas, own } = needs;
  const most = rangeOf(needs).high;
  if (own?.high !== undefined) return Math.min(own.high, most);
  const figure = USUAL_FULL_SCALE[gas.id];
  const usual = figure && converter(needs)(figure);
  return Math.min(usual ?? most, most);
}

/**
 * From here on, as shown, the alarm is `over`: full scale, of a gas that burns the lower explosive limit at most. It is a measurement
 * all the same, and no fault.
 */
export function overFrom(needs: RangeNeeds): number {
  return Math.min(converter(needs)(FULL_LEL) ?? Number.POSITIVE_INFINITY, fullScaleOf(needs));
}
