// A field for one line of text under its label.

import { html, nothing } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

export interface TextField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** For the browser's own keeper of names and codes. */
  readonly autocomplete?: "off" | "username" | "one-time-code";
  /** Letters that stand in a code. */
  readonly isCode?: boolean;
  readonly maxLength?: number;
  /** Stands below. */
  readonly note?: string;
  readonly onInput: (value: string) => void;
}

/** Goes with `accessStyles`. It has to be filled in. */
export function textField(field: TextField) {
  const { id, label, value, autocomplete = "off", isCode = false, maxLength, note, onInput } = field;
  const isOfKeeper = autocomplete !== "off";
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name=${autocomplete === "username" ? "username" : id}
      class=${isCode ? "code" : ""}
      type="text"
      autocomplete=${autocomplete}
      autocapitalize=${isCode ? "characters" : isOfKeeper ? "none" : "sentences"}
      spellcheck=${isOfKeeper ? "false" : "true"}
      maxlength=${ifDefined(maxLength)}
      required
      aria-describedby=${ifDefined(note && `${id}-note`)}
      .value=${value}
      @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value)}
    />
    ${note ? html`<p class="note" id="${id}-note">${note}</p>` : nothing}
  </div>`;
}
