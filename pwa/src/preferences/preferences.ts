// What the person at this screen has chosen. Kept in the browser, parsed once, since anything may lie in a storage.

import { PRESET_IDS, type PresetId } from "../../../shared/rules/limits.ts";
import { UNIT_CHOICES, type UnitChoice } from "../../../shared/rules/units.ts";

export const THEME_CHOICES = ["system", "light", "dark", "contrast"] as const;
export const LANGUAGE_CHOICES = ["system", "en", "de"] as const;
/** Where the server names no zone of the site, both are this device's. */
export const ZONE_CHOICES = ["site", "browser"] as const;

export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];
export type ZoneChoice = (typeof ZONE_CHOICES)[number];

export interface Preferences {
  readonly theme: ThemeChoice;
  readonly language: LanguageChoice;
  readonly units: UnitChoice;
  readonly timeZone: ZoneChoice;
  readonly preset: PresetId;
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: "system",
  language: "system",
  units: "usual",
  timeZone: "site",
  preset: "instrument",
};

function oneOf<T extends string>(choices: readonly T[], value: unknown, fallback: T): T {
  return choices.find((choice) => choice === value) ?? fallback;
}

/** Preferences out of whatever was stored; what is missing or unknown gets its default. */
export function parsePreferences(stored: unknown): Preferences {
  const given: { readonly [member: string]: unknown } =
    typeof stored === "object" && stored !== null ? { ...stored } : {};
  return {
    theme: oneOf(THEME_CHOICES, given["theme"], DEFAULT_PREFERENCES.theme),
    language: oneOf(LANGUAGE_CHOICES, given["language"], DEFAULT_PREFERENCES.language),
    units: oneOf(UNIT_CHOICES, given["units"], DEFAULT_PREFERENCES.units),
    timeZone: oneOf(ZONE_CHOICES, given["timeZone"], DEFAULT_PREFERENCES.timeZone),
    preset: oneOf(PRESET_IDS, given["preset"], DEFAULT_PREFERENCES.preset),
  };
}
