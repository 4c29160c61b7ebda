import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { dialogStyles } from "../../styles/dialog-styles.ts";
import { accessStyles } from "./access-styles.ts";
import { attemptProblem } from "./attempt-words.ts";
import { passwordField } from "./password-field.ts";
import { goSignOn } from "./sign-on.ts";

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
  readonly #session = new SessionController(this);
  readonly #leaving = new AttemptController(this);
  @state() private _isShown = false;

  override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    this.renderRoot.querySelector("input")?.focus();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${() => this.attempt?.giveUp()}>
      <form @submit=${this.#submit}>
        <h2 id="heading">${msg("Is it still you?", { id: "access.stillYou" })}</h2>
        ${this.#signOn === undefined ? this.#password() : this.#elsewhere(this.#signOn)}
        ${attemptProblem(this.#signOn === undefined && this.attempt ? this.attempt : this.#leaving)}
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

  /** The server by which whoever looks signed on; undefined for those who have a password here. */
  get #signOn(): string | undefined {
    const { standing } = this.#session;
    if (standing.kind !== "in") return undefined;
    const { who, signOn } = standing.me;
    return who.kind === "person" && who.isFromSignOn ? signOn : undefined;
  }

  #elsewhere(name: string) {
    return html`<p class="note">
      ${msg(str`It is long ago that ${name} asked for your password. It will ask for it now, then lead back here; do this once more then.`, { id: "access.stillYouElsewhere" })}
    </p>`;
  }

  #password() {
    return html`<p class="note">
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
      })}`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.attempt && this.#signOn !== undefined) {
      goSignOn(this.#leaving, { isAgain: true });
      return;
    }
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
