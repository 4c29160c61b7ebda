// What the person at this screen has chosen. Kept in the browser, parsed once, since anything may lie in a storage.

import { PRESET_IDS, type PresetId } from "../../../shared/rules/limits.ts";
import { UNIT_CHOICES } from "../../../shared/rules/units.ts";

const THEME_CHOICES = ["system", "light", "dark", "contrast"] as const;
const LANGUAGE_CHOICES = ["system", "en", "de"] as const;
/** Where the server names no zone of the site, both are this device's. */
const ZONE_CHOICES = ["site", "browser"] as const;

/** `site`: what the site shows, the usual one of each gas where it says nothing. */
const UNIT_WISHES = ["site", ...UNIT_CHOICES] as const;

/** Devices as rows of a table by place, or each on a card of its own. */
export const DENSITIES = ["list", "cards"] as const;

/** The most devices that somebody may call theirs. */
const MAX_FAVOURITES = 500;

const SOUND_CHOICES = ["on", "off"] as const;
/** Longest name by which somebody answers, characters. */
export const MAX_OPERATOR_NAME = 100;

const PRESET_QUESTION = ["ask", "later"] as const;

export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];
export type UnitWish = (typeof UNIT_WISHES)[number];
export type ZoneChoice = (typeof ZONE_CHOICES)[number];
export type Density = (typeof DENSITIES)[number];

export interface Preferences {
  readonly theme: ThemeChoice;
  readonly language: LanguageChoice;
  readonly units: UnitWish;
  readonly timeZone: ZoneChoice;
  readonly density: Density;
  /** The devices that stand first on the overview, in the order in which they were chosen. */
  readonly favourites: readonly string[];
  /** What the contrast theme goes back to. */
  readonly calmTheme: ThemeChoice;
  /** The limits that this person went by before they were the site's to say; offered to whoever chooses the site's. */
  readonly earlierPreset: PresetId | undefined;
  /** By which name somebody answers alarms here, where the server asks nobody who they are; empty for none. */
  readonly operatorName: string;
  /** Whether this screen sounds alarms. */
  readonly sound: (typeof SOUND_CHOICES)[number];
  /** Whether this screen may ask by which limits the site goes. */
  readonly presetQuestion: (typeof PRESET_QUESTION)[number];
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: "system",
  language: "system",
  units: "site",
  timeZone: "site",
  density: "list",
  favourites: [],
  calmTheme: "system",
  earlierPreset: undefined,
  operatorName: "",
  sound: "on",
  presetQuestion: "ask",
};

function oneOf<T extends string>(choices: readonly T[], value: unknown, fallback: T): T {
  return choices.find((choice) => choice === value) ?? fallback;
}

/** In 0.1.0, which kept a preset beside them, the usual units were what nobody had to choose. */
function parseUnits(given: { readonly [member: string]: unknown }): UnitWish {
  if ("preset" in given && given["units"] === "usual") return "site";
  return oneOf(UNIT_WISHES, given["units"], DEFAULT_PREFERENCES.units);
}

/** Favourites with some devices among them, or no longer. Beyond the most that there may be, the oldest choice stays. */
export function withMine(
  favourites: readonly string[],
  devices: Iterable<string>,
  { isMine }: { readonly isMine: boolean },
): readonly string[] {
  const chosen = new Set(devices);
  if (!isMine) return favourites.filter((device) => !chosen.has(device));
  return [...new Set([...favourites, ...chosen])].slice(0, MAX_FAVOURITES);
}

function parseFavourites(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return DEFAULT_PREFERENCES.favourites;
  const named = value.filter((device): device is string => typeof device === "string" && device !== "");
  return [...new Set(named)].slice(0, MAX_FAVOURITES);
}

/** Preferences out of whatever was stored; what is missing or unknown gets its default. */
export function parsePreferences(stored: unknown): Preferences {
  const given: { readonly [member: string]: unknown } =
    typeof stored === "object" && stored !== null ? { ...stored } : {};
  return {
    theme: oneOf(THEME_CHOICES, given["theme"], DEFAULT_PREFERENCES.theme),
    language: oneOf(LANGUAGE_CHOICES, given["language"], DEFAULT_PREFERENCES.language),
    units: parseUnits(given),
    timeZone: oneOf(ZONE_CHOICES, given["timeZone"], DEFAULT_PREFERENCES.timeZone),
    density: oneOf(DENSITIES, given["density"], DEFAULT_PREFERENCES.density),
    favourites: parseFavourites(given["favourites"]),
    calmTheme: oneOf(THEME_CHOICES, given["calmTheme"], DEFAULT_PREFERENCES.calmTheme),
    earlierPreset: PRESET_IDS.find((id) => id === (given["earlierPreset"] ?? given["preset"])),
    operatorName:
      typeof given["operatorName"] === "string" ? given["operatorName"].slice(0, MAX_OPERATOR_NAME) : "",
    sound: oneOf(SOUND_CHOICES, given["sound"], DEFAULT_PREFERENCES.sound),
    presetQuestion: oneOf(PRESET_QUESTION, given["presetQuestion"], DEFAULT_PREFERENCES.presetQuestion),
  };
}
