// What the values of a sensor are judged by when an alarm is at stake: its limits both ways, the end of its range, and how far
// a value must be back before it counts as lower.

import { overFrom } from "../../shared/rules/full-scale.ts";
import { decimalsOf } from "../../shared/rules/gases.ts";
import type { SensorRule } from "../../shared/rules/judge.ts";
import { conversionFacts, type PresetId } from "../../shared/rules/limits.ts";
import { faultAlarmBelow } from "../../shared/rules/sensor-range.ts";
import { convert } from "../../shared/rules/units.ts";

/** How bad it is: normal, A1, A2, and above what the sensor can measure. */
export const RANKS = ["normal", "a1", "a2", "over"] as const;
export type Rank = 0 | 1 | 2 | 3;

/** On which side of its limits a value is. */
export type Side = "high" | "low";

/** Where a value stands. The side of a normal one means nothing. */
export interface Standing {
  readonly rank: Rank;
  readonly side: Side;
}

/** The bounds of one sensor in its own unit. By rank from 1 on; undefined where there is none. */
export interface Bounds {
  readonly high: readonly [a1: number | undefined, a2: number | undefined, over: number | undefined];
  readonly low: readonly [a1: number | undefined, a2: number | undefined];
  /** A value counts as below a bound only when it is this far from it: a part of the bound, and at least `leastBand`. */
  readonly bandPart: number;
  readonly leastBand: number;
  /** Between these two, neither included, a value is normal. Nearly all are. */
  readonly calm: readonly [above: number, below: number];
  /** Below this a number is a fault that somebody must see to. */
  readonly faultBelow: number;
}

/** 5 % of the limit, so that a value that trembles at it makes one alarm. ISA-18.2 gives 5 % as a value to start with. */
const BAND_PART = 0.05;
/** Of oxygen 5 % would be 1 %vol: from a lack of it to plain air. */
const OXYGEN_BAND = { value: 0.2, unit: "%vol" } as const;

/** The band of oxygen in the unit of its rule; undefined where it does not convert. */
function oxygenBandOf({ gas, knownUnit }: SensorRule, preset: PresetId): number | undefined {
  const { value, unit } = OXYGEN_BAND;
  return knownUnit && convert(value, { from: unit, to: knownUnit }, conversionFacts(gas, preset));
}

/** The bounds that a sensor's rule gives under a preset. */
export function boundsOf(rule: SensorRule, preset: PresetId): Bounds {
  const { a1, a2, lowA1, lowA2 } = rule.limits;
  const isOxygen = rule.gas.id === "O2";
  const needs = { ...rule, preset, own: rule.settings?.range };
  const over = overFrom(needs);
  const oxygenBand = isOxygen ? oxygenBandOf(rule, preset) : undefined;
  const step = 10 ** -decimalsOf(rule.gas, rule.unit);
  return {
    high: [a1, a2, over],
    low: [lowA1, lowA2],
    bandPart: oxygenBand === undefined ? BAND_PART : 0,
    leastBand: Math.max(oxygenBand ?? 0, step),
    calm: [
      Math.max(lowA1 ?? Number.NEGATIVE_INFINITY, lowA2 ?? Number.NEGATIVE_INFINITY),
      Math.min(a1 ?? Number.POSITIVE_INFINITY, a2 ?? Number.POSITIVE_INFINITY, over),
    ],
    faultBelow: faultAlarmBelow(needs),
  };
}

/** All standings that there are, made once: each reading of a sensor in alarm asks for one. */
const STANDINGS: Readonly<Record<Side, readonly Standing[]>> = {
  high: RANKS.map((_, rank) => ({ rank: rank as Rank, side: "high" })),
  low: RANKS.map((_, rank) => ({ rank: rank as Rank, side: "low" })),
};

/** Of `bounds` the highest that a value has reached; `sign` is -1 on the low side. A higher one counts without a lower one too. */
function reached(value: number, bounds: readonly (number | undefined)[], sign: 1 | -1): Rank {
  for (let rank = bounds.length; rank > 0; rank -= 1) {
    const bound = bounds[rank - 1];
    if (bound !== undefined && sign * value >= sign * bound) return rank as Rank;
  }
  return 0;
}

function standing(side: Side, rank: Rank): Standing {
  return STANDINGS[side][rank] ?? { rank, side };
}

/** Whether a value has reached no bound at all. Costs next to nothing. */
export function isCalm(value: number, { calm }: Bounds): boolean {
  return value > calm[0] && value < calm[1];
}

/** Where a value stands. One that is no number cannot be told from the worst. */
export function standingOf(value: number, { high, low }: Bounds): Standing {
  if (Number.isNaN(value)) return standing("high", 2);
  const above = reached(value, high, 1);
  const below = reached(value, low, -1);
  return below > above ? standing("low", below) : standing("high", above);
}

/** The rank that a sensor which stood there keeps with a value: it falls only when the value is beyond the dead band. */
export function heldRank(value: number, bounds: Bounds, { rank, side }: Standing): Rank {
  const own: readonly (number | undefined)[] = bounds[side];
  const sign = side === "high" ? 1 : -1;
  for (let held = Math.min(rank, own.length); held > 0; held -= 1) {
    const bound = own[held - 1];
    if (bound === undefined) continue;
    const band = Math.max(Math.abs(bound) * bounds.bandPart, bounds.leastBand);
    if (sign * value > sign * bound - band) return held as Rank;
  }
  return 0;
}
