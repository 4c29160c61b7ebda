import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PATHS } from "../../../../shared/wire/api.ts";
import type { NewKeyAnswer } from "../../../../shared/wire/gateways.ts";
import { inBase } from "../../ground/base-path.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { accessStyles } from "./access-styles.ts";

/** A new key, shown this once, with the ways to use it. Tells `davy-done`. */
@customElement("shown-key")
@localized()
export class ShownKey extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      :host {
        display: block;
        margin: var(--gap-3) 0;
        padding: var(--gap-4);
        border: 2px solid var(--accent);
        border-radius: var(--radius);
      }
      p {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) made: NewKeyAnswer | undefined;
  @state() private _isCopied = false;

  override firstUpdated(): void {
    this.scrollIntoView({ block: "nearest" });
  }

  override render() {
    const { made } = this;
    if (!made) return nothing;
    return html`<div role="group" aria-label=${msg("New key", { id: "access.newKey" })}>
      <p><strong>${msg(str`The key for ${made.name}. It is shown only now:`, { id: "access.keyOnce" })}</strong></p>
      <code class="secret">${made.key}</code>
      ${made.kind === "gateway" ? this.#ways(made.key) : this.#header(made.key)}
      <div class="actions">
        <button @click=${() => this.#copy(made.key)}>
          ${icon("copy")} ${this._isCopied ? msg("Copied", { id: "overview.copied" }) : msg("Copy", { id: "overview.copy" })}
        </button>
        <button @click=${() => this.dispatchEvent(new CustomEvent("davy-done"))}>
          ${msg("I have it", { id: "access.haveKey" })}
        </button>
      </div>
    </div>`;
  }

  #header(key: string) {
    return html`<p>${msg("As a header of each request:", { id: "access.byHeader" })}</p>
      <code class="secret">Authorization: Bearer ${key}</code>`;
  }

  #ways(key: string) {
    return html`${this.#header(key)}
      <p>${msg("Or in the address, for firmware that cannot set one:", { id: "access.byPath" })}</p>
      <code class="secret">${location.origin}${inBase(`/k/${key}${PATHS.receiveJson}`)}</code>`;
  }

  async #copy(key: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(key);
      this._isCopied = true;
    } catch {
      // Not allowed here: the key can be marked by hand.
      this._isCopied = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "shown-key": ShownKey;
  }
}
