// What to do at alarms, as the site has it written down, kept from the log's entries.

import { applyGuidance } from "../../shared/entries/guidance.ts";
import { guidanceKind } from "../../shared/entries/kinds.ts";
import type { GuidanceText } from "../../shared/rules/guidance.ts";
import type { Projection } from "./projections.ts";

/** The site's texts as the log tells them. */
export interface GuidanceState extends Projection {
  texts(): readonly GuidanceText[];
}

/** A site that has none yet. */
export function createGuidance(): GuidanceState {
  let texts: readonly GuidanceText[] = [];
  return {
    name: "guidance",
    // It was checked when it was written, with the file that has it.
    restore: (state) => {
      texts = Array.isArray(state) ? (state as GuidanceText[]) : [];
    },
    observe({ entries }) {
      for (const entry of entries)
        if (entry.kind === "guidance" && guidanceKind.parse(entry)) texts = applyGuidance(texts, entry);
    },
    snapshot: () => texts,
    texts: () => texts,
  };
}
