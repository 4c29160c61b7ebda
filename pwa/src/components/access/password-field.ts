// A field for a password that can be looked at: with gloves on, nobody types blind.

import { msg } from "@lit/localize";
import { html } from "lit";
import { icon } from "../base/more-icons.ts";

export interface PasswordField {
  readonly id: string;
  readonly label: string;
  /** For the browser's own keeper of passwords. */
  readonly autocomplete: "current-password" | "new-password";
  readonly value: string;
  readonly isShown: boolean;
  readonly isOptional?: boolean;
  readonly onInput: (value: string) => void;
  readonly onShow: (isShown: boolean) => void;
}

/** Goes with `accessStyles`. */
export function passwordField({
  id,
  label,
  autocomplete,
  value,
  isShown,
  isOptional = false,
  onInput,
  onShow,
}: PasswordField) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <span class="with-button">
      <input
        id=${id}
        name=${id}
        type=${isShown ? "text" : "password"}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        ?required=${!isOptional}
        .value=${value}
        @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value)}
      />
      <button
        type="button"
        class="plain"
        aria-pressed=${isShown}
        aria-label=${msg("Show the password", { id: "access.showPassword" })}
        @click=${() => onShow(!isShown)}
      >
        ${icon(isShown ? "eyeOff" : "eye")}
      </button>
    </span>
  </div>`;
}
