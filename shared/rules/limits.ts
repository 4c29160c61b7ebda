// Limits as named presets: figures of different rules side by side, never one hard-coded truth. All can be overridden per sensor.

import { SOURCES, type Source } from "./figures.ts";
import { type Gas, type GasId, gasOf, type LelBasis } from "./gases.ts";
import type { Limits, SensorSettings } from "./settings.ts";
import { type ConversionFacts, scaleLimits, type Unit, unitFactor } from "./units.ts";

export const PRESET_IDS = ["instrument", "eu", "original"] as const;
export type PresetId = (typeof PRESET_IDS)[number];

/** Limits of one gas with their unit and where they come from. */
export interface PresetLimits {
  readonly limits: Limits;
  readonly unit: Unit;
  readonly source: Source;
}

export interface Preset {
  /** The basis of every %LEL figure under this preset. */
  readonly lelBasis: LelBasis;
  readonly gases: { readonly [Id in GasId]?: PresetLimits };
}

function both(a1: number, a2: number, source: Source): PresetLimits {
  return { limits: { a1, a2 }, unit: "ppm", source };
}

/** The usual first and second alarm of flammable gases. */
const TENTH_OF_LEL: PresetLimits = { limits: { a1: 10, a2: 20 }, unit: "%LEL", source: SOURCES.indsci };

/**
 * Both edges are the highest level at once: instruments have one low and one high figure for oxygen, and outside of
 * them an atmosphere is not to be entered. A sensor's own limits may add an earlier warning.
 */
const OXYGEN: PresetLimits = { limits: { lowA2: 19.5, a2: 23.5 }, unit: "%vol", source: SOURCES.osha146 };

const FLAMMABLE = {
  CH4: TENTH_OF_LEL,
  H2: TENTH_OF_LEL,
  LPG: TENTH_OF_LEL,
  C3H8: TENTH_OF_LEL,
  C4H10: TENTH_OF_LEL,
};

const INSTRUMENT: Preset = {
  lelBasis: "US",
  gases: {
    ...FLAMMABLE,
    CO: both(35, 70, SOURCES.indsci),
    CO2: both(5_000, 10_000, SOURCES.indsci),
    H2S: both(10, 20, SOURCES.indsci),
    O2: OXYGEN,
    NO2: both(3, 6, SOURCES.indsci),
    SO2: both(2, 4, SOURCES.indsci),
    NH3: both(25, 50, SOURCES.indsci),
    VOC: both(100, 200, SOURCES.indsci),
  },
};

/** Indicative occupational exposure limit values of the EU: A1 is the 8 h value, A2 the 15 min value, taken as instant limits. */
const EU: Preset = {
  lelBasis: "IEC",
  gases: {
    ...FLAMMABLE,
    CO: both(20, 100, SOURCES.cirrus),
    H2S: both(5, 10, SOURCES.generalKnowledge),
    O2: OXYGEN,
    NO2: both(0.5, 1, SOURCES.generalKnowledge),
    SO2: both(0.5, 1, SOURCES.echaSo2),
    NH3: both(20, 50, SOURCES.generalKnowledge),
  },
};

function danger(ppm: number): PresetLimits {
  return { limits: { a2: ppm }, unit: "ppm", source: SOURCES.original };
}

/** The one danger level per gas of the dashboard that this product replaces. */
const ORIGINAL: Preset = {
  lelBasis: "US",
  gases: { CH4: danger(500), CO2: danger(5_000), LPG: danger(1_000), H2: danger(1_000) },
};

export const PRESETS: { readonly [Id in PresetId]: Preset } = {
  instrument: INSTRUMENT,
  eu: EU,
  original: ORIGINAL,
};

/** A preset's limits for a gas; what the preset leaves out comes from the instrument default, so no known gas is unguarded. */
export function presetLimits(gas: Gas, preset: PresetId): PresetLimits | undefined {
  return PRESETS[preset].gases[gas.id] ?? PRESETS.instrument.gases[gas.id];
}

/** What conversions of a gas go by under a preset. */
export function conversionFacts(gas: Gas, preset: PresetId): ConversionFacts {
  const lelVol = gas.lel?.[PRESETS[preset].lelBasis].value;
  return {
    ...(gas.molarMass === undefined ? {} : { molarMass: gas.molarMass }),
    ...(lelVol === undefined ? {} : { lelVol }),
  };
}

/** The limits of a sensor and where they come from; `own` when they were set for this sensor. */
export interface SensorLimits {
  readonly limits: Limits;
  readonly source: Source | "own" | undefined;
}

/**
 * The limits that hold for a sensor, in `unit`, the sensor's own (settings carry theirs in that unit already). Own limits
 * replace the preset's as a whole. Without any, or where the unit cannot be converted, there are none.
 */
export function limitsOf(
  sensor: { readonly type: string; readonly unit: Unit | undefined },
  settings: SensorSettings | undefined,
  preset: PresetId,
): SensorLimits {
  if (settings?.limits) return { limits: settings.limits, source: "own" };
  const gas = gasOf(sensor.type);
  const given = presetLimits(gas, preset);
  if (!given || !sensor.unit) return { limits: {}, source: undefined };
  const factor = unitFactor(given.unit, sensor.unit, conversionFacts(gas, preset));
  if (factor === undefined) return { limits: {}, source: undefined };
  return { limits: scaleLimits(given.limits, factor), source: given.source };
}
