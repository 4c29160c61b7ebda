// The presets to choose from, each with figures of gases that everybody knows: a name alone says nothing.

import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { gasOf, symbolOf } from "../../../../shared/rules/gases.ts";
import { type PresetId, presetLimits } from "../../../../shared/rules/limits.ts";
import type { Format } from "../../i18n/format.ts";
import { presetOptions } from "./settings-options.ts";

/** Gases that show how presets differ. */
const EXAMPLES = ["CO", "H2S", "CH4"];

function exampleOf(type: string, preset: PresetId, format: Format): string {
  const given = presetLimits(gasOf(type), preset);
  if (!given) return "";
  const { a1, a2 } = given.limits;
  const figures = [a1, a2].filter((limit) => limit !== undefined).map((limit) => format.number(limit));
  const alone = a1 === undefined ? "A2\u00a0" : "";
  return `${symbolOf(type)}\u00a0${alone}${figures.join("\u00a0/\u00a0")}\u00a0${given.unit}`;
}

/** First and second limit of well-known gases: `CO 35 / 70 ppm, H₂S 10 / 20 ppm`. */
export function presetExamples(preset: PresetId, format: Format): string {
  return EXAMPLES.map((type) => exampleOf(type, preset, format))
    .filter(Boolean)
    .join(", ");
}

interface PresetChoice {
  readonly chosen: PresetId;
  /** Which one this screen went by before the site had one. */
  readonly earlier: PresetId | undefined;
  readonly format: Format;
  readonly onChange: (preset: PresetId) => void;
}

/** The choice, as a group of radio buttons. */
export function presetChoice({ chosen, earlier, format, onChange }: PresetChoice) {
  return html`<div class="presets" role="radiogroup" aria-label=${msg("Limits", { id: "settings.preset" })}>
    ${presetOptions().map(
      ({ value, text }) => html`<label>
        <input type="radio" name="preset" value=${value} .checked=${value === chosen} @change=${() => onChange(value)} />
        <span>
          ${text}
          ${value === earlier ? html`<em>${msg("so far on this screen", { id: "site.earlier" })}</em>` : nothing}
          <small>${presetExamples(value, format)}</small>
        </span>
      </label>`,
    )}
  </div>`;
}

/** Goes into the styles of every element that uses `presetChoice`. */
export const presetChoiceStyles = css`
  .presets {
    display: grid;
    gap: var(--gap-1);
    margin: var(--gap-3) 0;
  }
  .presets label {
    display: flex;
    align-items: center;
    gap: var(--gap-3);
    min-height: var(--target);
    padding: var(--gap-1) 0;
  }
  .presets input {
    flex: none;
  }
  .presets small {
    display: block;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .presets em {
    display: inline-block;
    padding: 0 6px;
    border: 1px solid var(--edge);
    border-radius: 6px;
    font-style: normal;
    font-size: 0.8125rem;
    white-space: nowrap;
  }
`;
