// What can be chosen on the settings page.

import { msg, str } from "@lit/localize";
import type { PresetId } from "../../../shared/rules/limits.ts";
import type { UnitChoice } from "../../../shared/rules/units.ts";
import type { LanguageChoice, ThemeChoice, ZoneChoice } from "../preferences/preferences.ts";

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly text: string;
}

export function themeOptions(): Option<ThemeChoice>[] {
  return [
    { value: "system", text: msg("As the system", { id: "settings.system" }) },
    { value: "light", text: msg("Light", { id: "settings.light" }) },
    { value: "dark", text: msg("Dark", { id: "settings.dark" }) },
    { value: "contrast", text: msg("High contrast, for sunlight", { id: "settings.contrast" }) },
  ];
}

/** Each language is called as it calls itself. */
export function languageOptions(): Option<LanguageChoice>[] {
  return [
    { value: "system", text: msg("As the system", { id: "settings.system" }) },
    { value: "en", text: "English" },
    { value: "de", text: "Deutsch" },
  ];
}

/** Without a zone of the site there is but this device's. */
export function zoneOptions(siteZone: string | undefined): Option<ZoneChoice>[] {
  const here = zoneName(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const device: Option<ZoneChoice> = {
    value: "browser",
    text: msg(str`This device (${here})`, { id: "settings.zoneBrowser" }),
  };
  if (siteZone === undefined) return [device];
  const there = zoneName(siteZone);
  return [{ value: "site", text: msg(str`Site (${there})`, { id: "settings.zoneSite" }) }, device];
}

function zoneName(zone: string): string {
  return zone.replaceAll("_", " ");
}

export function unitOptions(): Option<UnitChoice>[] {
  return [
    { value: "usual", text: msg("Usual for each gas", { id: "settings.unitsUsual" }) },
    { value: "ppm", text: "ppm" },
    { value: "%LEL", text: msg("%LEL (share of the lower explosive limit)", { id: "settings.unitsLel" }) },
    { value: "%vol", text: msg("%vol (share of volume)", { id: "settings.unitsVol" }) },
    { value: "mg/m³", text: "mg/m³" },
  ];
}

export function presetOptions(): Option<PresetId>[] {
  return [
    {
      value: "instrument",
      text: msg("Instrument default (US)", { id: "settings.presetInstrument" }),
    },
    { value: "eu", text: msg("EU limit values (IEC)", { id: "settings.presetEu" }) },
    { value: "original", text: msg("Original dashboard", { id: "settings.presetOriginal" }) },
  ];
}
