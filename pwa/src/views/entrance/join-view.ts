import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { accessStyles } from "../../components/access/access-styles.ts";
import { installSteps } from "../../components/access/install-steps.ts";
import { textField } from "../../components/access/text-field.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import type { Who } from "../../data/base/session.ts";
import { inBase } from "../../ground/base-path.ts";
import { settingsHref } from "../../ground/routes.ts";
import { roleText } from "../../i18n/access-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { entranceMark, tryButton } from "./credentials.ts";
import { entranceStyles } from "./entrance-styles.ts";

type Person = Extract<Who, { readonly kind: "person" }>;

/** A phone joins by the token of an invitation, which came behind the `#` of the address. */
@customElement("join-view")
@localized()
export class JoinView extends LitElement {
  static override styles = [controlStyles, accessStyles, entranceStyles];

  @state() private _token = "";
  @state() private _isTyped = true;
  readonly #attempt = new AttemptController(this);
  readonly #session = new SessionController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#takeToken);
    this.#takeToken();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#takeToken);
  }

  override render() {
    const { who } = this.#session;
    const isIn = who?.kind === "person" && this._token === "";
    return html`<main>
      ${entranceMark()}
      ${isIn ? this.#joined(who) : this.#invitation(who)}
    </main>`;
  }

  /** Taken out of the address at once: neither history nor a picture of the screen is to keep it. */
  readonly #takeToken = (): void => {
    const token = location.hash.slice(1);
    if (token === "") return;
    this._token = token;
    this._isTyped = false;
    history.replaceState(null, "", location.pathname);
  };

  #invitation(who: Who | undefined) {
    return html`<h1>${msg("Join", { id: "access.join" })}</h1>
      <p class="lead">
        ${this.#lead()}
      </p>
      ${
        who?.kind === "person"
          ? html`<p class="note">${msg(str`Until now you are ${who.name} here. What is stored for that name is deleted.`, { id: "access.joinInstead" })}</p>`
          : nothing
      }
      <form @submit=${this.#submit}>
        ${this._isTyped ? this.#tokenField() : nothing}
        ${tryButton(this.#attempt, msg("Join with this phone", { id: "access.joinButton" }))}
      </form>
      <a class="button plain wide" href=${inBase("/")}>${msg("Sign in with a password", { id: "access.joinSignIn" })}</a>`;
  }

  #lead(): string {
    if (!this._isTyped)
      return msg(
        "This phone was invited. It then shows readings, graphs and alarms, also without a network.",
        { id: "access.joinLead" },
      );
    if (this.#session.data?.app.install() === "installed")
      return msg(
        "Type the eight letters that this phone’s browser shows: after joining, or in Settings under your name.",
        { id: "access.joinLetters" },
      );
    return msg("Point this phone’s camera at the code on the admin’s screen, or type what stands there.", {
      id: "access.joinTyped",
    });
  }

  #tokenField() {
    return textField({
      id: "token",
      label: msg("Code", { id: "access.joinCode" }),
      value: this._token,
      autocomplete: "one-time-code",
      onInput: (token) => {
        this._token = token;
      },
    });
  }

  #joined({ name, role, hasPassword, isFromSignOn }: Person) {
    const app = this.#session.data?.app;
    return html`<h1>${icon("check")} ${msg(str`Welcome, ${name}`, { id: "access.welcome" })}</h1>
      <p class="lead">${msg(str`This phone is signed in as ${roleText(role)}.`, { id: "access.joinedAs" })}</p>
      ${app ? installSteps(app) : nothing}
      <a class="button wide" href=${inBase("/")}>${msg("To the overview", { id: "shell.toOverview" })}</a>
      ${
        hasPassword || isFromSignOn
          ? nothing
          : html`<p class="foot">
              <a href=${settingsHref("account")}>${msg("Choose a password", { id: "access.choosePassword" })}</a>
              ${msg("to sign in on other devices, too.", { id: "access.choosePasswordWhy" })}
            </p>`
      }`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const token = this._token.trim();
    if (await this.#attempt.run((verbs) => verbs.join(token))) this._token = "";
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "join-view": JoinView;
  }
}
