// Where the figures of this product come from. A figure is shown with its source, and one that nobody has checked says so. What
// the sources are called is in `source-texts.ts`: the first screen of a phone has no use for it.

/** Where a figure was read. `checked: false` marks what is general knowledge and must be checked before it is relied on. */
export interface Source {
  readonly name: string;
  readonly checked: boolean;
}

export const SOURCES = {
  indsci: { name: "indsci", checked: true },
  castle: { name: "castle", checked: true },
  aarst: { name: "aarst", checked: true },
  evikon: { name: "evikon", checked: true },
  osha563: { name: "osha563", checked: true },
  nioshPropane: { name: "nioshPropane", checked: true },
  nioshLpg: { name: "nioshLpg", checked: true },
  haltech: { name: "haltech", checked: true },
  cirrus: { name: "cirrus", checked: true },
  pmcH2s: { name: "pmcH2s", checked: true },
  synergist: { name: "synergist", checked: true },
  echaSo2: { name: "echaSo2", checked: true },
  envelope: { name: "envelope", checked: true },
  original: { name: "original", checked: true },
  osha146: { name: "osha146", checked: true },
  generalKnowledge: { name: "generalKnowledge", checked: false },
} as const satisfies { readonly [name: string]: Source };

export type SourceName = keyof typeof SOURCES;
