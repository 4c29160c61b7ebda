// How a display looks: places, theme, language. What is left to the site follows the site.

import { msg } from "@lit/localize";
import { html } from "lit";
import type { DisplayLook } from "../../../../shared/wire/displays.ts";
import { choiceField } from "../settings/choice-field.ts";
import { placeChoice } from "../settings/place-choice.ts";

interface LookFields {
  readonly look: DisplayLook;
  readonly places: readonly string[];
  readonly onChange: (change: Partial<DisplayLook>) => void;
}

const THEMES = ["light", "dark", "contrast"] as const;
const LANGUAGES = ["en", "de"] as const;

function themeText(theme: (typeof THEMES)[number]): string {
  if (theme === "light") return msg("Light", { id: "settings.light" });
  return theme === "dark"
    ? msg("Dark", { id: "settings.dark" })
    : msg("High contrast, for sunlight", { id: "settings.contrast" });
}

/** Goes with `accessStyles` and `choiceFieldStyles`. */
export function lookFields({ look, places, onChange }: LookFields) {
  const asSite = { value: "", text: msg("As the site", { id: "access.asSite" }) };
  return html`${placeChoice({ places, chosen: look.places, onChange: (chosen) => onChange({ places: chosen }) })}
    ${choiceField({
      id: "theme",
      label: msg("Theme", { id: "settings.theme" }),
      options: [asSite, ...THEMES.map((value) => ({ value, text: themeText(value) }))],
      chosen: look.theme ?? "",
      onChange: (value) => onChange({ theme: THEMES.find((theme) => theme === value) ?? null }),
    })}
    ${choiceField({
      id: "language",
      label: msg("Language", { id: "settings.language" }),
      options: [asSite, { value: "en", text: "English" }, { value: "de", text: "Deutsch" }],
      chosen: look.language ?? "",
      onChange: (value) => onChange({ language: LANGUAGES.find((language) => language === value) ?? null }),
    })}
    <label class="check"><input
      type="checkbox"
      .checked=${look.answers}
      @change=${({ currentTarget }: Event & { currentTarget: HTMLInputElement }) => onChange({ answers: currentTarget.checked })}
    />${msg("Whoever stands before it may acknowledge alarms, with a name", { id: "access.displayAnswers" })}</label>`;
}
