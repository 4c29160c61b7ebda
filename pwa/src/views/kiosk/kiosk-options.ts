// What the address of a kiosk says: `/kiosk?place=Shaft 3&place=Drift 12&theme=dark&shift=off`.

import type { ThemeName } from "../../styles/tokens.ts";

export interface KioskOptions {
  /** Only devices of these places; empty means all. */
  readonly places: readonly string[];
  readonly theme: ThemeName | undefined;
  /** Whether the picture moves by a few px each minute, against burn-in. */
  readonly shift: boolean;
}

const THEME_NAMES: readonly ThemeName[] = ["light", "dark", "contrast"];

/** Reads the query of an address; what it does not say gets its default. */
export function parseKioskOptions(search: string): KioskOptions {
  const params = new URLSearchParams(search);
  return {
    places: params.getAll("place").filter(Boolean),
    theme: THEME_NAMES.find((name) => name === params.get("theme")),
    shift: params.get("shift") !== "off",
  };
}
