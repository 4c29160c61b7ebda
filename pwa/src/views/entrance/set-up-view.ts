import { localized, msg } from "@lit/localize";
import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptProblem } from "../../components/access/attempt-words.ts";
import { passwordField } from "../../components/access/password-field.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { entranceStyles } from "./entrance-styles.ts";
import { leaveEntrance } from "./leave-entrance.ts";

/** The first admin, made by whoever can read the server's terminal. */
@customElement("set-up-view")
@localized()
export class SetUpView extends LitElement {
  static override styles = [controlStyles, accessStyles, entranceStyles];

  @state() private _code = "";
  @state() private _name = "";
  @state() private _password = "";
  @state() private _isShown = false;
  readonly #attempt = new AttemptController(this);

  override render() {
    return html`<main>
      <img class="mark" src=${inBase("/icons/icon.svg")} alt="" />
      <h1>${msg("Set up Davy", { id: "access.setUp" })}</h1>
      <p class="lead">
        ${msg("Make the first admin. From then on people sign in, and nobody else reads.", { id: "access.setUpLead" })}
      </p>
      <form @submit=${this.#submit}>
        ${this.#codeField()} ${this.#nameField()} ${this.#passwordField()} ${attemptProblem(this.#attempt)}
        <button class="primary wide" ?disabled=${this.#attempt.isBusy || this.#attempt.waitSeconds > 0}>
          ${msg("Make the admin", { id: "access.makeAdmin" })}
        </button>
      </form>
      <p class="foot">
        ${msg("You then invite phones, make keys for gateways and let displays in.", { id: "access.setUpFoot" })}
      </p>
    </main>`;
  }

  #codeField() {
    return html`<div class="field">
      <label for="code">${msg("Set-up code", { id: "access.setUpCode" })}</label>
      <input
        id="code"
        class="code"
        type="text"
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck="false"
        maxlength="12"
        required
        aria-describedby="code-note"
        .value=${this._code}
        @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => {
          this._code = event.currentTarget.value;
        }}
      />
      <p class="note" id="code-note">
        ${msg("8 letters. They stand on the terminal where Davy was started. The command “admin” makes an admin there without them.", { id: "access.setUpCodeNote" })}
      </p>
    </div>`;
  }

  #nameField() {
    return html`<div class="field">
      <label for="name">${msg("Your name", { id: "access.yourName" })}</label>
      <input
        id="name"
        name="username"
        type="text"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        .value=${this._name}
        @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => {
          this._name = event.currentTarget.value;
        }}
      />
    </div>`;
  }

  #passwordField() {
    return passwordField({
      id: "password",
      label: msg("Password, at least 8 characters", { id: "access.newPasswordRule" }),
      autocomplete: "new-password",
      value: this._password,
      isShown: this._isShown,
      onInput: (value) => {
        this._password = value;
      },
      onShow: (isShown) => {
        this._isShown = isShown;
      },
    });
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const request = {
      code: this._code.replaceAll(/[\s-]/g, "").toUpperCase(),
      name: this._name.trim(),
      password: this._password,
    };
    if (await this.#attempt.run((verbs) => verbs.setUp(request))) leaveEntrance();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "set-up-view": SetUpView;
  }
}
