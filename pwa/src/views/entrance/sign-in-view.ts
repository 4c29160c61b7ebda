import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptProblem } from "../../components/access/attempt-words.ts";
import { passwordField } from "../../components/access/password-field.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { entranceHref } from "../../ground/routes.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { entranceStyles } from "./entrance-styles.ts";
import { leaveEntrance } from "./leave-entrance.ts";

/** Name and password. */
@customElement("sign-in-view")
@localized()
export class SignInView extends LitElement {
  static override styles = [controlStyles, accessStyles, entranceStyles];

  @state() private _name = "";
  @state() private _password = "";
  @state() private _isShown = false;
  readonly #attempt = new AttemptController(this);
  readonly #session = new SessionController(this);

  override render() {
    const site = this.#session.data?.site.current().name;
    return html`<main>
      <img class="mark" src=${inBase("/icons/icon.svg")} alt="" />
      <h1>${site || "Davy"}</h1>
      <p class="lead">${msg("Sign in to see the site’s gas readings.", { id: "access.signInLead" })}</p>
      <form @submit=${this.#submit}>
        ${this.#fields()} ${attemptProblem(this.#attempt)}
        <button class="primary wide" ?disabled=${this.#attempt.isBusy || this.#attempt.waitSeconds > 0}>
          ${
            this.#attempt.isBusy
              ? msg("Signing in …", { id: "access.signingIn" })
              : msg("Sign in", { id: "access.signIn" })
          }
        </button>
      </form>
      <a class="button plain wide" href=${entranceHref("join")}>
        ${icon("qrCode")} ${this.#codeWords()}
      </a>
      ${this.#foot()}
    </main>`;
  }

  #fields() {
    return html`<div class="field">
        <label for="name">${msg("Name", { id: "access.name" })}</label>
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
      </div>
      ${passwordField({
        id: "password",
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

  /** An app on the home screen may be an iPhone's, which gets letters and not a code to scan. */
  #codeWords(): string {
    return this.#session.data?.app.install() === "installed"
      ? msg("I have a code", { id: "access.haveCode" })
      : msg("I have an invitation", { id: "access.haveInvitation" });
  }

  #foot() {
    const { standing } = this.#session;
    const isExpired = standing.kind === "expired";
    return html`${
      isExpired
        ? html`<p class="foot">
            ${msg("What this device has stored can still be looked at.", { id: "access.stillStored" })}
            <a href=${inBase("/")}>${msg("Back to it", { id: "access.backToStored" })}</a>
          </p>`
        : nothing
    }
      <p class="foot">
        ${msg("Stays signed in for 180 days after the last use. Forgot it? Your admin makes a new one.", { id: "access.signInFoot" })}
      </p>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const request = { name: this._name.trim(), password: this._password };
    if (await this.#attempt.run((verbs) => verbs.signIn(request))) leaveEntrance();
    else this._password = "";
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "sign-in-view": SignInView;
  }
}
