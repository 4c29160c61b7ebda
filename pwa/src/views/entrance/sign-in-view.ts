import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { accessStyles } from "../../components/access/access-styles.ts";
import { signOnButton, signOnProblem } from "../../components/access/sign-on.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { entranceHref } from "../../ground/routes.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { credentialFields, entranceMark, NOTHING_TYPED, tryButton } from "./credentials.ts";
import { entranceStyles } from "./entrance-styles.ts";
import { leaveEntrance } from "./leave-entrance.ts";

/** Name and password, or another server that knows who it is. */
@customElement("sign-in-view")
@localized()
export class SignInView extends LitElement {
  static override styles = [controlStyles, accessStyles, entranceStyles];

  @state() private _typed = NOTHING_TYPED;
  readonly #attempt = new AttemptController(this);
  readonly #signOn = new AttemptController(this);
  readonly #session = new SessionController(this);

  override render() {
    const site = this.#session.data?.site.current().name;
    return html`<main>
      ${entranceMark()}
      <h1>${site || "Davy"}</h1>
      <p class="lead">${msg("Sign in to see the site’s gas readings.", { id: "access.signInLead" })}</p>
      <form @submit=${this.#submit}>
        ${this.#credentials()} ${tryButton(this.#attempt, msg("Sign in", { id: "access.signIn" }))}
      </form>
      ${this.#otherServer()}
      <a class="button plain wide" href=${entranceHref("join")}>${icon("qrCode")} ${this.#codeWords()}</a>
      ${this.#foot()}
    </main>`;
  }

  #credentials() {
    const words = {
      name: msg("Name", { id: "access.name" }),
      password: msg("Password", { id: "access.password" }),
      autocomplete: "current-password",
    } as const;
    return credentialFields(words, this._typed, (typed) => {
      this._typed = typed;
    });
  }

  #otherServer() {
    const { standing } = this.#session;
    const name = standing.kind === "expired" ? standing.me.signOn : "signOn" in standing && standing.signOn;
    if (!name) return nothing;
    return html`${signOnProblem(name, this.#signOn)} ${signOnButton(this.#signOn, name)}`;
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
    const { name, password } = this._typed;
    const request = { name: name.trim(), password };
    if (await this.#attempt.run((verbs) => verbs.signIn(request))) leaveEntrance();
    else this._typed = { ...this._typed, password: "" };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "sign-in-view": SignInView;
  }
}
