// What the ways in by a password share: name, password, and the button that tries them.

import { msg } from "@lit/localize";
import { html } from "lit";
import { attemptProblem } from "../../components/access/attempt-words.ts";
import { type PasswordField, passwordField } from "../../components/access/password-field.ts";
import { textField } from "../../components/access/text-field.ts";
import type { AttemptController } from "../../controllers/attempt-controller.ts";
import { inBase } from "../../ground/base-path.ts";

/** What was typed so far. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** Whether the password can be read. */
  readonly isShown: boolean;
}

export const NOTHING_TYPED: Credentials = { name: "", password: "", isShown: false };

/** How one way in speaks of them. */
export interface CredentialWords {
  readonly name: string;
  readonly password: string;
  readonly autocomplete: PasswordField["autocomplete"];
}

/** The two fields. */
export function credentialFields(
  words: CredentialWords,
  typed: Credentials,
  onChange: (typed: Credentials) => void,
) {
  return html`${textField({
    id: "name",
    label: words.name,
    value: typed.name,
    autocomplete: "username",
    onInput: (name) => onChange({ ...typed, name }),
  })}
  ${passwordField({
    id: "password",
    label: words.password,
    autocomplete: words.autocomplete,
    value: typed.password,
    isShown: typed.isShown,
    onInput: (password) => onChange({ ...typed, password }),
    onShow: (isShown) => onChange({ ...typed, isShown }),
  })}`;
}

/** The sign of Davy over a way in. */
export function entranceMark() {
  return html`<img class="mark" src=${inBase("/icons/icon.svg")} alt="" />`;
}

/** Why the last try failed, and the button for the next. */
export function tryButton(attempt: AttemptController, label: string) {
  return html`${attemptProblem(attempt)}
    <button class="primary wide" ?disabled=${attempt.isBusy || attempt.waitSeconds > 0}>
      ${attempt.isBusy ? msg("One moment …", { id: "access.moment" }) : label}
    </button>`;
}
