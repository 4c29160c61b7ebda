// Limits of what a person may breathe: over eight hours (TWA) and over a quarter of an hour (STEL), by preset.

import { SOURCES, type Source } from "../figures.ts";
import type { Gas, GasId } from "../gases.ts";
import { conversionFacts, type PresetId } from "../limits.ts";
import { scale, type Unit, unitFactor } from "../units.ts";

/** Limits of exposure in one unit; absent where there is none. */
export interface ExposureLimits {
  readonly twa?: number;
  readonly stel?: number;
  readonly source: Source;
}

type Table = { readonly [Id in GasId]?: ExposureLimits };

function limits(twa: number, stel: number | undefined, source: Source): ExposureLimits {
  return { twa, ...(stel === undefined ? {} : { stel }), source };
}

/** As instruments are delivered, ppm. Flammable gases and oxygen have none. */
const INSTRUMENT: Table = {
  CO: limits(35, 200, SOURCES.indsci),
  CO2: limits(5_000, 30_000, SOURCES.indsci),
  H2S: limits(10, 15, SOURCES.indsci),
  NO2: limits(3, 5, SOURCES.indsci),
  SO2: limits(2, 5, SOURCES.indsci),
  NH3: limits(25, 35, SOURCES.indsci),
};

/** Indicative occupational exposure limit values of the EU, 8 h and 15 min, ppm. */
const EU: Table = {
  CO: limits(20, 100, SOURCES.generalKnowledge),
  CO2: limits(5_000, undefined, SOURCES.generalKnowledge),
  H2S: limits(5, 10, SOURCES.generalKnowledge),
  NO2: limits(0.5, 1, SOURCES.generalKnowledge),
  SO2: limits(0.5, 1, SOURCES.echaSo2),
  NH3: limits(20, 50, SOURCES.generalKnowledge),
};

/** The dashboard that this product replaces knew no exposure. */
const TABLES: { readonly [Id in PresetId]: Table } = { instrument: INSTRUMENT, eu: EU, original: INSTRUMENT };

/** The limits of exposure to a gas under a preset, in `unit`; undefined where there are none, or where the unit does not convert. */
export function exposureLimits(
  gas: Gas,
  unit: Unit | undefined,
  preset: PresetId,
): ExposureLimits | undefined {
  const found = TABLES[preset][gas.id];
  const factor = found && unit && unitFactor("ppm", unit, conversionFacts(gas, preset));
  if (factor === undefined || found === undefined) return undefined;
  const { twa, stel, source } = found;
  return {
    ...(twa === undefined ? {} : { twa: scale(twa, factor) }),
    ...(stel === undefined ? {} : { stel: scale(stel, factor) }),
    source,
  };
}
