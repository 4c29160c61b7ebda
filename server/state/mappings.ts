// How foreign payloads are read, as admins set it, kept from the log's entries.

import { mappingKind } from "../../shared/entries/kinds.ts";
import { applyMapping } from "../../shared/entries/mapping.ts";
import { createTurns, type Turns } from "../../shared/ground/in-turn.ts";
import type { Mapping } from "../../shared/rules/mapping/mapping.ts";
import type { Projection } from "./projections.ts";

/** The site's mappings as the log tells them, in the order in which they were made. */
export interface MappingsState extends Projection {
  all(): readonly Mapping[];
  /** Whoever changes some does so in turn, so that what was before is true. */
  readonly inTurn: Turns;
}

/** A site that has none yet. */
export function createMappings(): MappingsState {
  let mappings: readonly Mapping[] = [];
  return {
    name: "mappings",
    // It was checked when it was written, with the file that has it.
    restore: (state) => {
      mappings = Array.isArray(state) ? (state as Mapping[]) : [];
    },
    observe({ entries }) {
      for (const entry of entries)
        if (entry.kind === "mapping" && mappingKind.parse(entry)) mappings = applyMapping(mappings, entry);
    },
    snapshot: () => mappings,
    all: () => mappings,
    inTurn: createTurns(),
  };
}
