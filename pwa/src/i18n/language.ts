// The app's languages. English is written in the code; another one is a folder here with a file per area.

import { configureLocalization } from "@lit/localize";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const localization = configureLocalization({
  sourceLocale: "en",
  targetLocales: LANGUAGES.filter((language) => language !== "en"),
  loadLocale: () => import("./de/german.ts"),
});

/** Switches all texts. Rejects when the language's texts could not be loaded; the texts stay as they were. */
export async function setLanguage(language: Language): Promise<void> {
  await localization.setLocale(language);
}
