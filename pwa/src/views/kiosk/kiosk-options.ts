// What the address of a kiosk says: `/kiosk?place=Shaft 3&place=Drift 12&theme=dark&shift=off`.

import { DEFAULT_SITE, type KioskDefaults } from "../../../../shared/rules/site.ts";
import type { Who } from "../../data/base/session.ts";
import type { ThemeName } from "../../styles/colours.ts";

export interface KioskOptions {
  /** Only devices of these places; empty means all. */
  readonly places: readonly string[];
  readonly theme: ThemeName | undefined;
  /** Whether the picture moves by a few px each minute, against burn-in. */
  readonly shift: boolean;
}

/** The site's kiosks as a display is to be: what an admin chose for this one holds, the rest is the site's. */
export function kioskDefaultsOf(site: KioskDefaults, who: Who | undefined): KioskDefaults {
  if (who?.kind !== "display") return site;
  return { ...site, places: who.places ?? site.places, theme: who.theme ?? site.theme };
}

const THEME_NAMES: readonly ThemeName[] = ["light", "dark", "contrast"];

/** Reads the query of an address; what it does not say is as the site has it. An empty `place=` asks for all. */
export function parseKioskOptions(search: string, site: KioskDefaults = DEFAULT_SITE.kiosk): KioskOptions {
  const params = new URLSearchParams(search);
  const shift = params.get("shift");
  return {
    places: params.has("place") ? params.getAll("place").filter(Boolean) : site.places,
    theme: THEME_NAMES.find((name) => name === params.get("theme")) ?? site.theme ?? undefined,
    shift: shift === null ? site.shift : shift !== "off",
  };
}
