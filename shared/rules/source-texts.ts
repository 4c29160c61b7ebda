// What the sources of the figures are called, for whoever wants to look.

import type { Source, SourceName } from "./figures.ts";

const TEXTS: { readonly [Name in SourceName]: string } = {
  indsci:
    "Industrial Scientific, gas detector alarm settings (indsci.com/en/training/general-gas-education/gas-detector-alarm-settings)",
  castle: "Castle Group, LEL and UEL levels (castlegroup.co.uk/lel-levels-uel-levels)",
  aarst: "AARST SGM-SF-2017 (standards.aarst.org/SGM-SF-2017/98-99); that 4.4 is the IEC basis is unchecked",
  evikon: "Evikon PluraSens E2638-LEL manual, both bases",
  osha563: "OSHA chemical data 563 (osha.gov/chemicaldata/563)",
  nioshPropane: "NIOSH IDLH, propane (cdc.gov/niosh/idlh/74986.html)",
  nioshLpg: "NIOSH IDLH, LPG (cdc.gov/niosh/idlh/68476857.html)",
  haltech: "Haltech HCO106 manual, page 14",
  cirrus: "xc100d data sheet, EU style setting (cirrus-centar.hr/en/product/xc100d)",
  pmcH2s: "Hydrogen sulfide limits (pmc.ncbi.nlm.nih.gov/articles/PMC5777517/table/T3)",
  synergist: "AIHA Synergist 2017, NO2 IDLH (synergist.aiha.org/201712-nitrogen-dioxide-idlh-value)",
  echaSo2: "Directive (EU) 2017/164, SO2 (echa.europa.eu)",
  envelope: "craigenvelope.com ammonia sheet, a weak secondary source",
  original: "The original dashboard's danger levels",
  osha146: "19.5 and 23.5 %vol: Industrial Scientific alarm settings; both edges taken as the highest level",
  generalKnowledge: "general knowledge, to be checked",
};

/** What a source is called. */
export function sourceText({ name }: Source): string {
  return Object.entries(TEXTS).find(([key]) => key === name)?.[1] ?? "";
}
