import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { AttemptController } from "../../controllers/attempt-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { dialogStyles } from "../../styles/dialog-styles.ts";
import { accessStyles } from "./access-styles.ts";
import { attemptProblem } from "./attempt-words.ts";
import { passwordField } from "./password-field.ts";

/** Asks an admin for the password once more before an act is done that waits for it. */
@customElement("confirm-password")
@localized()
export class ConfirmPassword extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    dialogStyles,
    css`
      dialog {
        width: min(26rem, calc(100vw - 2 * var(--gap-4)));
      }
      input:not([type="checkbox"], [type="radio"]),
      button {
        min-height: 48px;
      }
    `,
  ];

  @property({ attribute: false }) attempt: AttemptController | undefined;
  @state() private _password = "";
  @state() private _isShown = false;

  override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    this.renderRoot.querySelector("input")?.focus();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${() => this.attempt?.giveUp()}>
      <form @submit=${this.#submit}>
        <h2 id="heading">${msg("Is it still you?", { id: "access.stillYou" })}</h2>
        <p class="note">
          ${msg("It is long ago that you gave your password on this device. This change needs it once more.", { id: "access.stillYouWhy" })}
        </p>
        ${passwordField({
          id: "again",
          label: msg("Password", { id: "access.password" }),
          autocomplete: "current-password",
          value: this._password,
          isShown: this._isShown,
          onInput: (value) => {
            this._password = value;
          },
          onShow: (isShown) => {
            this._isShown = isShown;
          },
        })}
        ${this.attempt ? attemptProblem(this.attempt) : ""}
        <div class="actions">
          <button class="primary" ?disabled=${this.attempt?.isBusy || (this.attempt?.waitSeconds ?? 0) > 0}>
            ${msg("Go on", { id: "access.goOn" })}
          </button>
          <button type="button" @click=${() => this.attempt?.giveUp()}>
            ${msg("Cancel", { id: "access.cancel" })}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await this.attempt?.confirm(this._password);
    this._password = "";
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "confirm-password": ConfirmPassword;
  }
}
