import { localized, msg } from "@lit/localize";
import { html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { accessStyles } from "./access-styles.ts";

/** Allows an address or a network. */
@customElement("sender-form")
@localized()
export class SenderForm extends LitElement {
  static override styles = [controlStyles, accessStyles];

  /** Asks the server; answers whether it was done. */
  @property({ attribute: false }) allow: ((name: string, network: string) => Promise<boolean>) | undefined;
  @state() private _name = "";
  @state() private _network = "";

  override render() {
    return html`<form @submit=${this.#submit}>
      ${this.#field("network", msg("Address or network", { id: "access.network" }), "192.168.7.20")}
      ${this.#field("name", msg("Name", { id: "access.name" }), "")}
      <div class="actions">
        <button>${icon("plus")} ${msg("Allow this sender", { id: "access.allowSender" })}</button>
      </div>
    </form>`;
  }

  #field(name: "network" | "name", label: string, example: string) {
    const type = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
      if (name === "name") this._name = event.currentTarget.value;
      else this._network = event.currentTarget.value;
    };
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        type="text"
        autocomplete="off"
        spellcheck="false"
        required
        maxlength="64"
        placeholder=${example}
        .value=${name === "name" ? this._name : this._network}
        @input=${type}
      />
    </div>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await this.allow?.(this._name.trim(), this._network.trim())) [this._name, this._network] = ["", ""];
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "sender-form": SenderForm;
  }
}
