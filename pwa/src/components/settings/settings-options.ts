// What can be chosen on the settings page.

import { msg, str } from "@lit/localize";
import { OWN_ZONE } from "../../../../shared/ground/zone-offset.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { SITE_LANGUAGES, type SiteLanguage } from "../../../../shared/rules/site.ts";
import type { UnitChoice } from "../../../../shared/rules/units.ts";
import { zoneName } from "../../i18n/zone-name.ts";
import type { LanguageChoice, ThemeChoice, UnitWish, ZoneChoice } from "../../preferences/preferences.ts";

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
const LANGUAGE_NAMES: { readonly [Language in SiteLanguage]: string } = { en: "English", de: "Deutsch" };

/** A screen's languages. Where the site has one, it holds for whoever chose none. */
export function languageOptions(site: SiteLanguage | null): Option<LanguageChoice>[] {
  const unchosen =
    site === null
      ? msg("As the system", { id: "settings.system" })
      : msg(str`As the site (${LANGUAGE_NAMES[site]})`, { id: "settings.languageSite" });
  return [{ value: "system", text: unchosen }, ...siteLanguages()];
}

function siteLanguages(): Option<SiteLanguage>[] {
  return SITE_LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] }));
}

/** The languages that a site may have; the empty value leaves it to each screen. */
export function siteLanguageOptions(): Option[] {
  return [{ value: "", text: msg("As each screen's system", { id: "site.eachSystem" }) }, ...siteLanguages()];
}

/** These zones, UTC and the one that is chosen; the empty value leaves times to each screen. */
export function siteZoneOptions(chosen: string | null, zones: readonly string[]): Option[] {
  const known = new Set(["UTC", ...zones, ...(chosen === null ? [] : [chosen])]);
  const own = { value: "", text: msg("Each screen's own", { id: "site.eachZone" }) };
  return [own, ...[...known].sort().map((zone) => ({ value: zone, text: spokenZone(zone) }))];
}

/** The themes of kiosks; the empty value leaves it to each. */
export function kioskThemeOptions(): Option[] {
  const [system, ...themes] = themeOptions();
  return [{ value: "", text: system?.text ?? "" }, ...themes];
}

/** Without a zone of the site there is but this device's, which takes a slow phone its time to name. */
export function zoneOptions(
  siteZone: string | undefined,
  { isNamed }: { isNamed: boolean },
): Option<ZoneChoice>[] {
  const here = isNamed ? spokenZone(zoneName({ zone: OWN_ZONE })) : "…";
  const device: Option<ZoneChoice> = {
    value: "browser",
    text: msg(str`This device (${here})`, { id: "settings.zoneBrowser" }),
  };
  if (siteZone === undefined) return [device];
  const there = spokenZone(siteZone);
  return [{ value: "site", text: msg(str`Site (${there})`, { id: "settings.zoneSite" }) }, device];
}

function spokenZone(zone: string): string {
  return zone.replaceAll("_", " ");
}

/** A screen's units: the site's, unless somebody chose others there. */
export function unitWishOptions(): Option<UnitWish>[] {
  return [{ value: "site", text: msg("As the site", { id: "settings.unitsSite" }) }, ...unitOptions()];
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
