// Concentrations in the units that instruments and rules use, and the way from one to another.

import type { Limits } from "./settings.ts";

/** The units that convert into each other. A device may state another one, which is shown as it came. */
export type Unit = "ppm" | "ppb" | "%vol" | "%LEL" | "mg/m³";

export const UNITS: readonly Unit[] = ["ppm", "ppb", "%vol", "%LEL", "mg/m³"];

/** In which unit values are shown: each gas in its usual one, or all in one where the gas has it. */
export const UNIT_CHOICES = ["usual", "ppm", "%LEL", "%vol", "mg/m³"] as const;
export type UnitChoice = (typeof UNIT_CHOICES)[number];

/** What a conversion needs to know of the gas. */
export interface ConversionFacts {
  /** g/mol; absent for mixtures, which then have no mg/m³. */
  readonly molarMass?: number;
  /** The lower explosive limit, %vol, on the basis that is in use; absent for gases that do not burn. */
  readonly lelVol?: number;
}

/** Volume of a mole of gas at 25 °C and 1013 hPa, l/mol (NIOSH Pocket Guide, introduction: general knowledge). */
const MOLAR_VOLUME = 24.45;

const PPM_PER_PERCENT = 10_000;
/** Binary fractions must not push a value past a limit that it equals, so results keep 12 digits. */
const DIGITS = 12;

/** How devices spell them, as `plainOf` leaves it. A percentage that does not say of what is one of the volume. */
const SPELLINGS: { readonly [Name in Unit]: string } = {
  ppm: "ppm ppmv ppmvol ppmv/v µmol/mol umol/mol µl/l ul/l ml/m3",
  ppb: "ppb ppbv ppbvol ppbv/v nmol/mol",
  "%vol": "% %vol vol% volume% %volume %v/v %v vol",
  "%LEL": "%lel lel% lel %ueg ueg% ueg %lie lie% lie %lii %dgw",
  "mg/m³": "mg/m3 mgm3",
};

const BY_SPELLING: ReadonlyMap<string, Unit> = new Map(
  UNITS.flatMap((unit) => [unit, ...SPELLINGS[unit].split(" ")].map((spelling) => [spelling, unit] as const)),
);

/** Without case, spacing and signs of multiplication and powers, digits on the line: `mg·m⁻³` is `mgm3`. */
function plainOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("μ", "µ")
    .replaceAll(/[\s.\-−^*·×()]/g, "");
}

/** The unit that a text names, whatever its case and spacing; undefined when it is none of ours. No text at all means ppm. */
export function parseUnit(text: string): Unit | undefined {
  const known = BY_SPELLING.get(text);
  if (known) return known;
  const plain = plainOf(text);
  return plain === "" ? "ppm" : BY_SPELLING.get(plain);
}

/** How many ppm one of the unit is, or undefined when the gas has no such unit. */
function ppmPer(unit: Unit, gas: ConversionFacts): number | undefined {
  switch (unit) {
    case "ppm":
      return 1;
    case "ppb":
      return 1 / 1_000;
    case "%vol":
      return PPM_PER_PERCENT;
    case "%LEL":
      return gas.lelVol === undefined ? undefined : (gas.lelVol * PPM_PER_PERCENT) / 100;
    case "mg/m³":
      return gas.molarMass === undefined ? undefined : MOLAR_VOLUME / gas.molarMass;
  }
}

/**
 * The factor from one unit to another: `%LEL = ppm / (LEL × 10 000) × 100`, `mg/m³ = ppm × M / 24.45`.
 * Undefined when the gas lacks what the conversion needs.
 */
export function unitFactor(from: Unit, to: Unit, gas: ConversionFacts): number | undefined {
  if (from === to) return 1;
  const source = ppmPer(from, gas);
  const target = ppmPer(to, gas);
  return source === undefined || target === undefined ? undefined : source / target;
}

/** A result of arithmetic without the noise of binary fractions: kept to 12 digits. */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** A value times a unit factor, kept to 12 digits. */
export function scale(value: number, factor: number): number {
  return factor === 1 ? value : withoutNoise(value * factor);
}

/** A value in another unit, or undefined when the gas lacks what the conversion needs. */
export function convert(
  value: number,
  units: { readonly from: Unit; readonly to: Unit },
  gas: ConversionFacts,
): number | undefined {
  const factor = unitFactor(units.from, units.to, gas);
  return factor === undefined ? undefined : scale(value, factor);
}

/** Limits times a unit factor. */
export function scaleLimits(limits: Limits, factor: number): Limits {
  const scaled: { -readonly [Member in keyof Limits]: Limits[Member] } = {};
  for (const bound of ["a1", "a2", "lowA1", "lowA2"] as const) {
    const value = limits[bound];
    if (value !== undefined) scaled[bound] = scale(value, factor);
  }
  return scaled;
}
