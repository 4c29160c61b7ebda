import fc from "fast-check";
import { expect, it } from "vitest";
import { zoneName } from "../../../pwa/src/i18n/zone-name.ts";
import { displayOf } from "../../../pwa/src/preferences/display.ts";
import { DEFAULT_PREFERENCES, parsePreferences, withMine } from "../../../pwa/src/preferences/preferences.ts";
import { DEFAULT_SITE } from "../../../shared/rules/site.ts";

const SYSTEM = { dark: false, contrast: false, languages: ["fr-FR", "de-AT", "en"] };

it("takes what it knows and the defaults for the rest", () => {
  expect(parsePreferences({ theme: "dark", language: "xx", timeZone: "browser" })).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: "dark",
    timeZone: "browser",
  });
  expect(parsePreferences({ timeZone: "Mars/Base" }).timeZone).toBe("site");
});

it("leaves the limits to the site, and remembers which this person went by before", () => {
  const stored = parsePreferences({ units: "usual", preset: "eu" });
  expect(stored).toEqual({ ...DEFAULT_PREFERENCES, units: "site", earlierPreset: "eu" });
  expect(parsePreferences({ ...stored, units: "usual" })).toMatchObject({
    units: "usual",
    earlierPreset: "eu",
  });
  expect(displayOf(stored, SYSTEM).viewing.preset).toBe("instrument");
  const site = { ...DEFAULT_SITE, preset: "original" } as const;
  expect(displayOf(stored, { ...SYSTEM, site }).viewing.preset).toBe("original");
});

it("takes language and units of the site where the person left it the choice", () => {
  const site = { ...DEFAULT_SITE, language: "en", units: "mg/m³" } as const;
  const left = displayOf(DEFAULT_PREFERENCES, { ...SYSTEM, site });
  expect(left).toMatchObject({ language: "en", viewing: { units: "mg/m³" } });
  const chosen = displayOf({ ...DEFAULT_PREFERENCES, language: "de", units: "ppm" }, { ...SYSTEM, site });
  expect(chosen).toMatchObject({ language: "de", viewing: { units: "ppm" } });
  expect(displayOf(DEFAULT_PREFERENCES, SYSTEM).viewing.units).toBe("usual");
});

it("makes preferences of anything that a storage may hold", () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      expect(Object.keys(parsePreferences(stored)).sort()).toEqual(Object.keys(DEFAULT_PREFERENCES).sort());
    }),
  );
});

it("puts what is chosen as somebody's own behind what was, each once and never more than 500", () => {
  expect(withMine(["b", "a"], ["a", "c"], { isMine: true })).toEqual(["b", "a", "c"]);
  expect(withMine(["b", "a"], ["b"], { isMine: false })).toEqual(["a"]);
  const many = Array.from({ length: 500 }, (_, index) => `${index}`);
  expect(withMine(many, ["more"], { isMine: true })).toEqual(many);
});

it("follows the system where the person left it the choice", () => {
  expect(displayOf(DEFAULT_PREFERENCES, SYSTEM)).toMatchObject({ theme: "light", language: "de" });
  expect(displayOf(DEFAULT_PREFERENCES, { ...SYSTEM, dark: true }).theme).toBe("dark");
  expect(displayOf(DEFAULT_PREFERENCES, { ...SYSTEM, dark: true, contrast: true }).theme).toBe("contrast");
});

it("follows the person where the person chose", () => {
  const chosen = displayOf(
    { ...DEFAULT_PREFERENCES, theme: "light", language: "en" },
    { ...SYSTEM, dark: true },
  );
  expect(chosen).toMatchObject({ theme: "light", language: "en" });
});

it("shows times in the site's zone, or in the device's where the person wants it or the server names none", () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zoneOf = (timeZone: "site" | "browser", siteZone?: string) =>
    displayOf(
      { ...DEFAULT_PREFERENCES, timeZone },
      { ...SYSTEM, site: { ...DEFAULT_SITE, timeZone: siteZone ?? null } },
    ).format;
  expect(zoneName(zoneOf("site", "Asia/Tokyo"))).toBe("Asia/Tokyo");
  expect(zoneName(zoneOf("browser", "Asia/Tokyo"))).toBe(here);
  expect([zoneOf("site"), zoneOf("site", "Mars/Base")].map(zoneName)).toEqual([here, here]);
});

it("writes dates and numbers as the reader's region does, in the chosen language", () => {
  const at = Date.UTC(2026, 10, 23, 14, 32);
  const dateOf = (language: "en" | "de", languages: readonly string[]) =>
    displayOf(
      { ...DEFAULT_PREFERENCES, language },
      { ...SYSTEM, languages, site: { ...DEFAULT_SITE, timeZone: "UTC" } },
    ).format.dateTime(at);
  expect(dateOf("en", ["de-AT", "en-GB"])).toBe("23 Nov 2026, 14:32");
  expect(dateOf("en", ["en-US"])).toBe("Nov 23, 2026, 14:32");
  expect(dateOf("de", ["fr"])).toBe("23. Nov. 2026, 14:32");
});
