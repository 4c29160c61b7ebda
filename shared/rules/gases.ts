// The gas catalogue: what can be said of a gas in figures. Names and warnings are texts of the app (pwa/src/i18n).

import { SOURCES, type Source } from "./figures.ts";
import { gasNamedBy } from "./gas-names.ts";
import type { Unit } from "./units.ts";

export const GAS_IDS = [
  "CH4", "CO", "CO2", "H2", "LPG", "C3H8", "C4H10", "H2S", "O2", "NO2", "SO2", "NH3", "VOC", "unknown",
] as const; // biome-ignore format: one line is the table

export type GasId = (typeof GAS_IDS)[number];

/** Lower explosive limits are published on two bases that differ; a %LEL figure means nothing without its basis. */
export type LelBasis = "US" | "IEC";

/** A figure and where it was read. */
export interface Figure {
  readonly value: number;
  readonly source: Source;
}

export interface Gas {
  readonly id: GasId;
  /** As it is written on a screen: `CH₄`. */
  readonly symbol: string;
  /** In which the gas is shown unless somebody chose otherwise. */
  readonly unit: Unit;
  /** g/mol, from the standard atomic weights; absent for mixtures. */
  readonly molarMass?: number;
  /** Lower explosive limit, %vol, on both bases; absent for what does not burn. */
  readonly lel?: { readonly [Basis in LelBasis]: Figure };
  /** Immediately dangerous to life or health, ppm (NIOSH). */
  readonly idlhPpm?: Figure;
  /** Digits after the point where they differ from `DECIMALS`. */
  readonly decimals?: { readonly [U in Unit]?: number };
}

/** Digits after the point by unit, for gases that do not say otherwise. */
const DECIMALS: { readonly [U in Unit]: number } = { ppm: 0, ppb: 0, "%vol": 2, "%LEL": 1, "mg/m³": 1 };
/** Toxic gases matter in tenths of a ppm, and in %vol only far behind the point. */
const FINE = { ppm: 1, "%vol": 5, "mg/m³": 2 } as const;
/** For a value in a unit that is none of ours. */
const FOREIGN_DECIMALS = 2;

const GK = SOURCES.generalKnowledge;

function figure(value: number, source: Source): Figure {
  return { value, source };
}

export const GASES: { readonly [Id in GasId]: Gas } = {
  CH4: {
    id: "CH4",
    symbol: "CH₄",
    unit: "ppm",
    molarMass: 16.04,
    lel: { US: figure(5.0, SOURCES.castle), IEC: figure(4.4, SOURCES.aarst) },
  },
  CO: {
    id: "CO",
    symbol: "CO",
    unit: "ppm",
    molarMass: 28.01,
    lel: { US: figure(12.5, GK), IEC: figure(10.9, GK) },
    idlhPpm: figure(1_200, SOURCES.haltech),
    decimals: { "%vol": 4 },
  },
  CO2: { id: "CO2", symbol: "CO₂", unit: "ppm", molarMass: 44.01, idlhPpm: figure(40_000, GK) },
  H2: {
    id: "H2",
    symbol: "H₂",
    unit: "ppm",
    molarMass: 2.016,
    lel: { US: figure(4.0, SOURCES.castle), IEC: figure(4.0, GK) },
  },
  // A mixture of propane and butane: the lower (butane's) explosive limit, and no molar mass.
  LPG: {
    id: "LPG",
    symbol: "LPG",
    unit: "ppm",
    lel: { US: figure(1.6, SOURCES.evikon), IEC: figure(1.4, SOURCES.evikon) },
    idlhPpm: figure(2_000, SOURCES.nioshLpg),
  },
  C3H8: {
    id: "C3H8",
    symbol: "C₃H₈",
    unit: "ppm",
    molarMass: 44.1,
    lel: { US: figure(2.1, SOURCES.osha563), IEC: figure(1.7, GK) },
    idlhPpm: figure(2_100, SOURCES.nioshPropane),
  },
  C4H10: {
    id: "C4H10",
    symbol: "C₄H₁₀",
    unit: "ppm",
    molarMass: 58.12,
    lel: { US: figure(1.6, SOURCES.evikon), IEC: figure(1.4, SOURCES.evikon) },
    idlhPpm: figure(1_600, GK),
  },
  H2S: {
    id: "H2S",
    symbol: "H₂S",
    unit: "ppm",
    molarMass: 34.08,
    lel: { US: figure(4.0, GK), IEC: figure(4.0, GK) },
    idlhPpm: figure(100, SOURCES.pmcH2s),
    decimals: FINE,
  },
  // Devices of the original post O2 in ppm: 209 000 ppm is 20.9 %vol.
  O2: { id: "O2", symbol: "O₂", unit: "%vol", molarMass: 32.0, decimals: { "%vol": 1 } },
  NO2: {
    id: "NO2",
    symbol: "NO₂",
    unit: "ppm",
    molarMass: 46.01,
    idlhPpm: figure(13, SOURCES.synergist),
    decimals: FINE,
  },
  SO2: { id: "SO2", symbol: "SO₂", unit: "ppm", molarMass: 64.06, idlhPpm: figure(100, GK), decimals: FINE },
  NH3: {
    id: "NH3",
    symbol: "NH₃",
    unit: "ppm",
    molarMass: 17.03,
    lel: { US: figure(15, SOURCES.aarst), IEC: figure(15, GK) },
    idlhPpm: figure(300, SOURCES.envelope),
    decimals: { "%vol": 4 },
  },
  // As isobutylene, which photo-ionisation detectors are calibrated with.
  VOC: {
    id: "VOC",
    symbol: "VOC",
    unit: "ppm",
    molarMass: 56.11,
    lel: { US: figure(1.8, GK), IEC: figure(1.6, GK) },
    decimals: FINE,
  },
  unknown: { id: "unknown", symbol: "?", unit: "ppm", decimals: { ppm: 1 } },
};

/** The gas that a reading's `type` names, however it is spelt (`gasNamedBy`); else `unknown`. */
export function gasOf(type: string): Gas {
  return GASES[gasNamedBy(type) ?? "unknown"];
}

/** What a screen calls the gas of a `type`: its symbol, or for an unknown gas the type as it was posted. */
export function symbolOf(type: string): string {
  const gas = gasOf(type);
  return gas.id === "unknown" ? type : gas.symbol;
}

/** Digits after the point for a gas in a unit; one rule on every screen, so that figures do not jump. */
export function decimalsOf(gas: Gas, unit: string): number {
  if (!(unit in DECIMALS)) return FOREIGN_DECIMALS;
  const known = unit as Unit;
  return gas.decimals?.[known] ?? DECIMALS[known];
}
