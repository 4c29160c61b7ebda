import { localized, msg } from "@lit/localize";
import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { accessStyles } from "../../components/access/access-styles.ts";
import { textField } from "../../components/access/text-field.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { credentialFields, entranceMark, NOTHING_TYPED, tryButton } from "./credentials.ts";
import { entranceStyles } from "./entrance-styles.ts";
import { leaveEntrance } from "./leave-entrance.ts";

/** The first admin, made by whoever can read the server's terminal. */
@customElement("set-up-view")
@localized()
export class SetUpView extends LitElement {
  static override styles = [controlStyles, accessStyles, entranceStyles];

  @state() private _code = "";
  @state() private _typed = NOTHING_TYPED;
  readonly #attempt = new AttemptController(this);

  override render() {
    return html`<main>
      ${entranceMark()}
      <h1>${msg("Set up Davy", { id: "access.setUp" })}</h1>
      <p class="lead">
        ${msg("Make the first admin. From then on people sign in, and nobody else reads.", { id: "access.setUpLead" })}
      </p>
      <form @submit=${this.#submit}>
        ${this.#codeField()} ${this.#credentials()}
        ${tryButton(this.#attempt, msg("Make the admin", { id: "access.makeAdmin" }))}
      </form>
      <p class="foot">
        ${msg("You then invite phones, make keys for gateways and let displays in.", { id: "access.setUpFoot" })}
      </p>
    </main>`;
  }

  #codeField() {
    return textField({
      id: "code",
      label: msg("Set-up code", { id: "access.setUpCode" }),
      value: this._code,
      autocomplete: "one-time-code",
      isCode: true,
      maxLength: 12,
      note: msg(
        "8 letters. They stand on the terminal where Davy was started. The command “admin” makes an admin there without them.",
        { id: "access.setUpCodeNote" },
      ),
      onInput: (code) => {
        this._code = code;
      },
    });
  }

  #credentials() {
    const words = {
      name: msg("Your name", { id: "access.yourName" }),
      password: msg("Password, at least 8 characters", { id: "access.newPasswordRule" }),
      autocomplete: "new-password",
    } as const;
    return credentialFields(words, this._typed, (typed) => {
      this._typed = typed;
    });
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { name, password } = this._typed;
    const code = this._code.replaceAll(/[\s-]/g, "").toUpperCase();
    const request = { code, name: name.trim(), password };
    if (await this.#attempt.run((verbs) => verbs.setUp(request))) leaveEntrance();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "set-up-view": SetUpView;
  }
}
