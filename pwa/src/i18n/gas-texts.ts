// What the gases are called.

import { msg, str } from "@lit/localize";
import { type GasId, gasOf } from "../../../shared/rules/gases.ts";

const NAMES: { readonly [Id in Exclude<GasId, "unknown">]: () => string } = {
  CH4: () => msg("Methane", { id: "gases.ch4.name" }),
  CO: () => msg("Carbon monoxide", { id: "gases.co.name" }),
  CO2: () => msg("Carbon dioxide", { id: "gases.co2.name" }),
  H2: () => msg("Hydrogen", { id: "gases.h2.name" }),
  LPG: () => msg("Liquefied petroleum gas", { id: "gases.lpg.name" }),
  C3H8: () => msg("Propane", { id: "gases.c3h8.name" }),
  C4H10: () => msg("Butane", { id: "gases.c4h10.name" }),
  H2S: () => msg("Hydrogen sulfide", { id: "gases.h2s.name" }),
  O2: () => msg("Oxygen", { id: "gases.o2.name" }),
  NO2: () => msg("Nitrogen dioxide", { id: "gases.no2.name" }),
  SO2: () => msg("Sulfur dioxide", { id: "gases.so2.name" }),
  NH3: () => msg("Ammonia", { id: "gases.nh3.name" }),
  VOC: () => msg("Volatile organic compounds", { id: "gases.voc.name" }),
};

/** The name of the gas that a reading's `type` stands for; an unknown one is called as it was posted. */
export function gasName(type: string): string {
  const { id } = gasOf(type);
  return id === "unknown" ? msg(str`Unknown gas “${type}”`, { id: "gases.unknown.name" }) : NAMES[id]();
}
