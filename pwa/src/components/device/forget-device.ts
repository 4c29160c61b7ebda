import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controlStyles } from "../../styles/control-styles.ts";

/** Has a device forgotten; rejects with a sentence for the user. */
export type Forget = (data: "keep" | "delete") => Promise<void>;

/** Forgets a device after it was asked whether its history is to stay. */
@customElement("forget-device")
@localized()
export class ForgetDevice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      .forget {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-4);
        margin: var(--gap-5) 0 0;
        padding-top: var(--gap-4);
        border-top: 1px solid var(--line);
      }
      p {
        flex: 1 1 16em;
        margin: 0;
        color: var(--muted);
      }
      strong {
        flex: 1 1 100%;
      }
    `,
  ];

  @property({ attribute: false }) forget: Forget | undefined;

  @state() private _isAsking = false;
  @state() private _isSending = false;
  @state() private _problem = "";

  override render() {
    return html`<div class="forget" role="group" aria-label=${msg("Forget this device", { id: "forget.title" })}>
      ${this._isAsking ? this.#question() : this.#offer()}
      ${this._problem ? html`<strong role="alert">${this._problem}</strong>` : nothing}
    </div>`;
  }

  #offer() {
    return html`<p>
        ${msg("Never to come back, or an id by mistake? It leaves all screens and the list of devices.", { id: "forget.why" })}
      </p>
      <button type="button" @click=${this.#ask}>${msg("Forget this device …", { id: "forget.ask" })}</button>`;
  }

  #question() {
    return html`<p>
        ${msg("Its settings are lost. If it posts again it begins as a new device. What of its history?", { id: "forget.question" })}
      </p>
      <button type="button" ?disabled=${this._isSending} @click=${() => this.#send("keep")}>
        ${msg("Forget, keep the history", { id: "forget.keep" })}
      </button>
      <button type="button" ?disabled=${this._isSending} @click=${() => this.#send("delete")}>
        ${msg("Forget and delete the history", { id: "forget.delete" })}
      </button>
      <button type="button" class="cancel" @click=${this.#cancel}>${msg("Cancel", { id: "forget.cancel" })}</button>`;
  }

  readonly #ask = async (): Promise<void> => {
    this._isAsking = true;
    await this.updateComplete;
    // Whoever pressed Enter once more by mistake has forgotten nothing.
    this.renderRoot.querySelector<HTMLElement>(".cancel")?.focus();
  };

  readonly #cancel = (): void => {
    this._isAsking = false;
    this._problem = "";
  };

  async #send(data: "keep" | "delete"): Promise<void> {
    this._isSending = true;
    this._problem = "";
    try {
      await this.forget?.(data);
      this._isAsking = false;
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    } finally {
      this._isSending = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "forget-device": ForgetDevice;
  }
}
