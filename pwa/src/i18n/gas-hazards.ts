// Why the gases are dangerous: general knowledge, one sentence each.

import { msg } from "@lit/localize";
import { type GasId, gasOf } from "../../../shared/rules/gases.ts";

const HAZARDS: { readonly [Id in GasId]: () => string } = {
  CH4: () =>
    msg("Firedamp and natural gas: explosive in air, lighter than air, and it displaces oxygen.", {
      id: "gases.ch4.hazard",
    }),
  CO: () =>
    msg(
      "Comes from every incomplete combustion; has no smell and keeps the blood from carrying oxygen until one faints.",
      {
        id: "gases.co.hazard",
      },
    ),
  CO2: () =>
    msg("Gathers in low places, has no smell, and takes first the breath, then consciousness.", {
      id: "gases.co2.hazard",
    }),
  H2: () =>
    msg("Explosive in a very wide range of mixtures, lights at the smallest spark and burns invisibly.", {
      id: "gases.h2.hazard",
    }),
  LPG: () =>
    msg("Propane and butane: explosive, heavier than air, flows into pits, cellars and drains.", {
      id: "gases.lpg.hazard",
    }),
  C3H8: () =>
    msg("Explosive and heavier than air; flows into pits, cellars and drains.", { id: "gases.c3h8.hazard" }),
  C4H10: () =>
    msg("Explosive, heavier than air, and narcotic in high concentration.", { id: "gases.c4h10.hazard" }),
  H2S: () =>
    msg("Smells of rotten eggs only while there is little of it: it numbs the nose, then stops the breath.", {
      id: "gases.h2s.hazard",
    }),
  O2: () =>
    msg("Too little suffocates without warning; too much makes everything burn fiercely.", {
      id: "gases.o2.hazard",
    }),
  NO2: () =>
    msg("From engines and blasting; damages the lungs, often only hours after it was breathed.", {
      id: "gases.no2.hazard",
    }),
  SO2: () =>
    msg("Stings eyes and airways; in high concentration closes the throat and damages the lungs.", {
      id: "gases.so2.hazard",
    }),
  NH3: () => msg("Burns eyes, skin and lungs, and is explosive in closed rooms.", { id: "gases.nh3.hazard" }),
  VOC: () =>
    msg("Vapours of solvents and fuels, measured as a sum. What it means depends on the compound.", {
      id: "gases.voc.hazard",
    }),
  unknown: () =>
    msg("This gas is not in the catalogue: there are no limits for it until somebody sets them.", {
      id: "gases.unknown.hazard",
    }),
};

/** What the gas is and why it is dangerous, in a sentence. */
export function gasHazard(type: string): string {
  return HAZARDS[gasOf(type).id]();
}
