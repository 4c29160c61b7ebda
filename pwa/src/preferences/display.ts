// How things are displayed here and now: the person's preferences with what the system says where they leave it to it.

import { isTimeZone } from "../../../shared/ground/time.ts";
import { OWN_ZONE } from "../../../shared/ground/zone-offset.ts";
import type { Viewing } from "../../../shared/present/present-sensor.ts";
import { DEFAULT_SITE, type Site } from "../../../shared/rules/site.ts";
import { createFormat, type Format } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";
import type { ThemeName } from "../styles/colours.ts";
import { DEFAULT_PREFERENCES, type Preferences, parsePreferences } from "./preferences.ts";

export interface Display {
  readonly preferences: Preferences;
  readonly theme: ThemeName;
  readonly language: Language;
  readonly viewing: Viewing;
  /** The site's time zone as the server named it; undefined when it named none that this browser knows. */
  readonly siteZone: string | undefined;
  readonly format: Format;
}

/** What the system wishes where the person left the choice to it. */
export interface SystemWishes {
  /** What holds for the whole site; until the server said it, the defaults. */
  readonly site?: Site;
  readonly dark: boolean;
  readonly contrast: boolean;
  readonly languages: readonly string[];
}

function themeOf({ theme }: Preferences, system: SystemWishes): ThemeName {
  if (theme !== "system") return theme;
  if (system.contrast) return "contrast";
  return system.dark ? "dark" : "light";
}

function languageOf({ language }: Preferences, { languages, site }: SystemWishes): Language {
  if (language !== "system") return language;
  if (site?.language) return site.language;
  const primary = languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return primary.find((tag): tag is Language => tag === "de" || tag === "en") ?? "en";
}

/** The language as it is spoken where the reader is, such as `en-GB`: dates and numbers differ by region. */
function regionalTag(language: Language, languages: readonly string[]): string {
  return languages.find((tag) => tag.slice(0, 2).toLowerCase() === language) ?? language;
}

function zoneOf({ timeZone }: Preferences, siteZone: string | undefined): string {
  return timeZone === "site" && siteZone !== undefined ? siteZone : OWN_ZONE;
}

/** Joins preferences and the system's wishes. */
export function displayOf(preferences: Preferences, system: SystemWishes): Display {
  const language = languageOf(preferences, system);
  const site = system.site ?? DEFAULT_SITE;
  // A zone that the server knows and this browser does not.
  const siteZone = site.timeZone !== null && isTimeZone(site.timeZone) ? site.timeZone : undefined;
  return {
    preferences,
    theme: themeOf(preferences, system),
    language,
    siteZone,
    viewing: {
      preset: site.preset,
      units: preferences.units === "site" ? (site.units ?? "usual") : preferences.units,
    },
    format: createFormat({
      language: regionalTag(language, system.languages),
      timeZone: zoneOf(preferences, siteZone),
    }),
  };
}

/** What is shown until the real choice is known. */
export const DEFAULT_DISPLAY: Display = displayOf(DEFAULT_PREFERENCES, {
  dark: false,
  contrast: false,
  languages: ["en"],
});

const STORAGE_KEY = "davy.preferences";

/** The one holder of the display. `set` keeps the choice for the next start where the browser allows it. */
export interface DisplayStore {
  current(): Display;
  set(patch: Partial<Preferences>): void;
  /** Takes what holds for the whole site as the server last said it; it is not kept here. */
  setSite(site: Site): void;
  /** Returns what ends the subscription. */
  subscribe(listener: () => void): () => void;
  stop(): void;
}

function readStored(storage: Storage): Preferences {
  try {
    return parsePreferences(JSON.parse(storage.getItem(STORAGE_KEY) ?? "null"));
  } catch {
    // Unreadable or forbidden storage is the same as an empty one: the defaults hold.
    return DEFAULT_PREFERENCES;
  }
}

function writeStored(storage: Storage, preferences: Preferences): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch {
    // A full or forbidden storage costs the choice at the next start, nothing else.
  }
}

/** Opens the store on a window: its storage, its media queries, and other tabs' changes. */
export function createDisplayStore(window: Window): DisplayStore {
  const listeners = new Set<() => void>();
  const media = {
    dark: window.matchMedia("(prefers-color-scheme: dark)"),
    contrast: window.matchMedia("(prefers-contrast: more)"),
  };
  let preferences = readStored(window.localStorage);
  let site = DEFAULT_SITE;
  const compute = () =>
    displayOf(preferences, {
      dark: media.dark.matches,
      contrast: media.contrast.matches,
      languages: window.navigator.languages,
      site,
    });
  let display = compute();
  const refresh = () => {
    display = compute();
    for (const listener of listeners) listener();
  };
  const adopt = (event: StorageEvent) => {
    if (event.key !== STORAGE_KEY) return;
    preferences = readStored(window.localStorage);
    refresh();
  };
  media.dark.addEventListener("change", refresh);
  media.contrast.addEventListener("change", refresh);
  window.addEventListener("storage", adopt);
  return {
    current: () => display,
    set(patch) {
      preferences = parsePreferences({ ...preferences, ...patch });
      writeStored(window.localStorage, preferences);
      refresh();
    },
    setSite(given) {
      site = given;
      refresh();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      media.dark.removeEventListener("change", refresh);
      media.contrast.removeEventListener("change", refresh);
      window.removeEventListener("storage", adopt);
      listeners.clear();
    },
  };
}
