// What holds for the site, kept from the log's entries.

import { siteKind } from "../../shared/entries/kinds.ts";
import { Rulebook } from "../../shared/rules/rulebook.ts";
import { applySite, DEFAULT_SITE, parseSite, type Site } from "../../shared/rules/site.ts";
import type { SiteAnswer } from "../../shared/wire/api.ts";
import type { Projection } from "./projections.ts";

/** The site as the log tells it. */
export interface SiteState extends Projection {
  /** As it was set. */
  current(): Site;
  /** As it holds: the time zone that the server was started with wins. */
  answer(): SiteAnswer;
  /** What sensors are judged by. */
  rules(): Rulebook;
}

/** A site of which nothing was said yet. `timeZone`: the one that the server was started with, if any. */
export function createSite({ timeZone }: { readonly timeZone?: string | undefined } = {}): SiteState {
  let site = DEFAULT_SITE;
  let rules = new Rulebook(site.preset);
  const set = (changed: Site) => {
    site = changed;
    if (rules.preset !== site.preset) rules = new Rulebook(site.preset);
  };
  return {
    name: "site",
    restore: (state) => set(parseSite(state)),
    observe({ entries }) {
      for (const entry of entries)
        if (entry.kind === "site" && siteKind.parse(entry)) set(applySite(site, entry.patch));
    },
    snapshot: () => site,
    current: () => site,
    answer: () => ({
      ...site,
      timeZone: timeZone ?? site.timeZone,
      timeZoneFixed: timeZone !== undefined,
    }),
    rules: () => rules,
  };
}
