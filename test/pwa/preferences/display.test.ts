import fc from "fast-check";
import { expect, it } from "vitest";
import { displayOf } from "../../../pwa/src/preferences/display.ts";
import { DEFAULT_PREFERENCES, parsePreferences } from "../../../pwa/src/preferences/preferences.ts";

const SYSTEM = { dark: false, contrast: false, languages: ["fr-FR", "de-AT", "en"] };

it("takes what it knows and the defaults for the rest", () => {
  expect(
    parsePreferences({ theme: "dark", language: "xx", preset: "eu", timeZone: "Europe/Berlin" }),
  ).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: "dark",
    preset: "eu",
    timeZone: "Europe/Berlin",
  });
  expect(parsePreferences({ timeZone: "Mars/Base" }).timeZone).toBe("browser");
});

it("makes preferences of anything that a storage may hold", () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      expect(Object.keys(parsePreferences(stored)).sort()).toEqual(Object.keys(DEFAULT_PREFERENCES).sort());
    }),
  );
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

it("writes dates and numbers as the reader's region does, in the chosen language", () => {
  const at = Date.UTC(2026, 10, 23, 14, 32);
  const dateOf = (language: "en" | "de", languages: readonly string[]) =>
    displayOf(
      { ...DEFAULT_PREFERENCES, language, timeZone: "UTC" },
      { ...SYSTEM, languages },
    ).format.dateTime(at);
  expect(dateOf("en", ["de-AT", "en-GB"])).toBe("23 Nov 2026, 14:32");
  expect(dateOf("en", ["en-US"])).toBe("Nov 23, 2026, 14:32");
  expect(dateOf("de", ["fr"])).toBe("23. Nov. 2026, 14:32");
});
