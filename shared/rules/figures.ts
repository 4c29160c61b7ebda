// Where the figures of this product come from. A figure is shown with its source, and one that nobody has checked says so.

/** Where a figure was read. `checked: false` marks what is general knowledge and must be checked before it is relied on. */
export interface Source {
  readonly text: string;
  readonly checked: boolean;
}

function checked(text: string): Source {
  return { text, checked: true };
}

export const SOURCES = {
  indsci: checked(
    "Industrial Scientific, gas detector alarm settings (indsci.com/en/training/general-gas-education/gas-detector-alarm-settings)",
  ),
  castle: checked("Castle Group, LEL and UEL levels (castlegroup.co.uk/lel-levels-uel-levels)"),
  aarst: checked(
    "AARST SGM-SF-2017 (standards.aarst.org/SGM-SF-2017/98-99); that 4.4 is the IEC basis is unchecked",
  ),
  evikon: checked("Evikon PluraSens E2638-LEL manual, both bases"),
  osha563: checked("OSHA chemical data 563 (osha.gov/chemicaldata/563)"),
  nioshPropane: checked("NIOSH IDLH, propane (cdc.gov/niosh/idlh/74986.html)"),
  nioshLpg: checked("NIOSH IDLH, LPG (cdc.gov/niosh/idlh/68476857.html)"),
  haltech: checked("Haltech HCO106 manual, page 14"),
  cirrus: checked("xc100d data sheet, EU style setting (cirrus-centar.hr/en/product/xc100d)"),
  pmcH2s: checked("Hydrogen sulfide limits (pmc.ncbi.nlm.nih.gov/articles/PMC5777517/table/T3)"),
  synergist: checked("AIHA Synergist 2017, NO2 IDLH (synergist.aiha.org/201712-nitrogen-dioxide-idlh-value)"),
  echaSo2: checked("Directive (EU) 2017/164, SO2 (echa.europa.eu)"),
  envelope: checked("craigenvelope.com ammonia sheet, a weak secondary source"),
  original: checked("The original dashboard's danger levels"),
  osha146: checked(
    "19.5 and 23.5 %vol: Industrial Scientific alarm settings; both edges taken as the highest level",
  ),
  generalKnowledge: { text: "general knowledge, to be checked", checked: false },
} as const satisfies { readonly [name: string]: Source };
