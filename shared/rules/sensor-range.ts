// What a sensor's number can mean at all. Beyond this range it is a fault of the sensor or of the line, never a measurement.

import { rawOf } from "./calibration.ts";
import { type Gas, gasOf } from "./gases.ts";
import { conversionFacts, PRESET_IDS, type PresetId, presetLimits } from "./limits.ts";
import type { Limits, MeasuringRange, SensorSettings } from "./settings.ts";
import { convert as convertUnit, parseUnit, type Unit } from "./units.ts";

/** The numbers that can be measurements, both ends included. */
export interface SensorRange {
  readonly low: number;
  readonly high: number;
}

/** More than all of the air is no gas; a tenth more is left for a sensor that drifts. */
const MOST = { value: 110, unit: "%vol" } as const;
/** Where the unit is not known, no figure of an instrument has more digits. */
const MOST_OF_ANY_UNIT = 1e9;
/** `MOST` in ppb, the smallest unit. */
const MOST_OF_ALL_UNITS = 1.1e9;

/** A sensor's zero may drift below nothing by so much, and no further. */
const DRIFT = {
  oxygen: { value: -0.5, unit: "%vol" },
  combustible: { value: -1, unit: "%LEL" },
  /** Of toxic gases, as a part of the first limit. */
  partOfLimit: 0.1,
} as const;
/** So far below nothing, as a part of the first limit, a sensor is not one to be set to zero again but one that somebody must see to. */
const ALARM_PART_OF_LIMIT = 0.5;

/** What the range of a sensor follows from. */
export interface RangeNeeds {
  /** What the sensor's settings say of it. */
  readonly own?: MeasuringRange | undefined;
  readonly gas: Gas;
  /** In which the range is told, and the limits are given. */
  readonly unit: string;
  readonly limits: Limits;
  readonly preset: PresetId;
}

type Convert = (figure: { readonly value: number; readonly unit: Unit }) => number | undefined;

/** Turns figures into the unit of the range; undefined where they do not convert. */
export function converter({ gas, unit, preset }: RangeNeeds): Convert {
  const target = parseUnit(unit);
  return (figure) =>
    target && convertUnit(figure.value, { from: figure.unit, to: target }, conversionFacts(gas, preset));
}

/** The first limit upwards: the sensor's, else the preset's. */
function firstLimit({ gas, limits, preset }: RangeNeeds, convert: Convert): number | undefined {
  const own = limits.a1 ?? limits.a2;
  if (own !== undefined && own > 0) return own;
  const given = presetLimits(gas, preset);
  const value = given?.limits.a1 ?? given?.limits.a2;
  return given && value !== undefined ? convert({ value, unit: given.unit }) : undefined;
}

function lowestOf(needs: RangeNeeds, convert: Convert): number | undefined {
  const { gas } = needs;
  if (gas.id === "O2") return convert(DRIFT.oxygen);
  if (presetLimits(gas, "instrument")?.unit === "%LEL") return convert(DRIFT.combustible);
  const limit = firstLimit(needs, convert);
  return limit === undefined ? undefined : -limit * DRIFT.partOfLimit;
}

/** The range of a sensor's numbers as shown. A sensor that begins further up may drift below that by as much as others. */
export function rangeOf(needs: RangeNeeds): SensorRange {
  const { gas, own } = needs;
  // What is no gas that we know may be a temperature or a count.
  if (gas.id === "unknown") return { low: own?.low ?? -MOST_OF_ANY_UNIT, high: MOST_OF_ANY_UNIT };
  const convert = converter(needs);
  const lowest = lowestOf(needs, convert);
  const low = own?.low === undefined ? lowest : own.low + Math.min(lowest ?? 0, 0);
  return { low: low ?? -MOST_OF_ANY_UNIT, high: convert(MOST) ?? MOST_OF_ANY_UNIT };
}

/**
 * Below this, as shown, a number raises the alarm `fault`. From the end of the range down to here it is shown as a fault and calms
 * nobody, but asks nobody to come: a zero that drifts would sound at each site each day. Less than no oxygen is no drift.
 */
export function faultAlarmBelow(needs: RangeNeeds): number {
  const { low } = rangeOf(needs);
  const { gas, own } = needs;
  if (gas.id === "O2" || gas.id === "unknown") return low;
  const limit = firstLimit(needs, converter(needs));
  return limit === undefined ? low : Math.min(low, (own?.low ?? 0) - limit * ALARM_PART_OF_LIMIT);
}

/**
 * What a sensor's raw numbers can be at all, by what its settings, else its device, say of it and whatever the preset. What is
 * beyond counts as a fault in minutes and hours: as their highest or lowest it would hide the peak beside it.
 */
export function possibleRange(
  { type, unit: stated = "ppm" }: { readonly type: string; readonly unit?: string },
  settings?: Pick<SensorSettings, "unit" | "zero" | "gain">,
): SensorRange {
  const gas = gasOf(type);
  const unit = settings?.unit ?? stated;
  const ranges = PRESET_IDS.map((preset) => rangeOf({ gas, unit, limits: {}, preset }));
  const low = gas.id === "O2" ? Math.min(...ranges.map((range) => range.low)) : -MOST_OF_ANY_UNIT;
  const high = Math.max(...ranges.map((range) => range.high));
  const ends = [rawOf(low, settings), rawOf(high, settings)];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** Whether somebody may still set a unit in which a number that is beyond its range can be a measurement. */
export function maySuitAnotherUnit(value: number): boolean {
  return Math.abs(value) <= MOST_OF_ALL_UNITS;
}

/** On which side a number is beyond the range; undefined for one that can be a measurement. */
export function beyond(value: number, { low, high }: SensorRange): "below" | "above" | undefined {
  if (value < low) return "below";
  return value > high ? "above" : undefined;
}
