import { localized, msg } from "@lit/localize";
import { html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { accessStyles } from "./access-styles.ts";

type Kind = "gateway" | "reader";

/** Asks what a new key is for. */
@customElement("new-key")
@localized()
export class NewKey extends LitElement {
  static override styles = [controlStyles, accessStyles];

  /** Makes it; answers whether it was made. */
  @property({ attribute: false }) make: ((name: string, kind: Kind) => Promise<boolean>) | undefined;
  @state() private _name = "";
  @state() private _kind: Kind = "gateway";

  override render() {
    return html`<form @submit=${this.#submit}>
      <div class="field">
        <label for="name">${msg("New key for", { id: "access.newKeyFor" })}</label>
        <input
          id="name"
          type="text"
          autocomplete="off"
          required
          maxlength="64"
          placeholder=${msg("the gateway at the north gate", { id: "access.newKeyExample" })}
          .value=${this._name}
          @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => {
            this._name = event.currentTarget.value;
          }}
        />
      </div>
      <fieldset class="choices">
        <legend>${msg("What may it do?", { id: "access.whatMay" })}</legend>
        ${this.#choice("gateway", msg("Post", { id: "access.mayPost" }), msg("a gateway or a device; it reads nothing", { id: "access.mayPostMeans" }))}
        ${this.#choice("reader", msg("Read", { id: "access.mayRead" }), msg("a program: metrics, export, backup; it posts nothing", { id: "access.mayReadMeans" }))}
      </fieldset>
      <div class="actions">
        <button>${icon("key")} ${msg("Make a key", { id: "access.makeKey" })}</button>
      </div>
    </form>`;
  }

  #choice(kind: Kind, title: string, means: string) {
    return html`<label>
      <input
        type="radio"
        name="kind"
        .checked=${kind === this._kind}
        @change=${() => {
          this._kind = kind;
        }}
      />
      <span>${title}<small>${means}</small></span>
    </label>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await this.make?.(this._name.trim(), this._kind)) this._name = "";
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "new-key": NewKey;
  }
}
