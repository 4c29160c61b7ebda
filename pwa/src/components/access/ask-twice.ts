import { localized, msg } from "@lit/localize";
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controlStyles } from "../../styles/control-styles.ts";

/** A button for what cannot be taken back: the first tap says what follows, the second does it. Stands among other buttons. */
@customElement("ask-twice")
@localized()
export class AskTwice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  /** What stands on the first button: `Remove …`. */
  @property() first = "";
  /** What follows from it, in words. */
  @property() why = "";
  /** What stands on the second button: `Remove Ada`. */
  @property() act = "";
  /** It is what most people want who come so far. */
  @property({ type: Boolean }) isUsual = false;
  @property({ attribute: false }) do: (() => unknown) | undefined;

  @state() private _isAsking = false;

  override willUpdate(changed: PropertyValues<this>): void {
    // Lists give an element to another subject: nobody may be asked about one and then lose the other.
    if (changed.has("act")) this._isAsking = false;
  }

  override render() {
    if (!this._isAsking) return html`<button type="button" @click=${this.#ask}>${this.first}</button>`;
    return html`<span>${this.why}</span>
      <button type="button" class=${this.isUsual ? "primary" : ""} @click=${() => this.do?.()}>${this.act}</button>
      <button type="button" @click=${this.#leave}>${msg("Cancel", { id: "access.cancel" })}</button>`;
  }

  readonly #ask = (): void => {
    this._isAsking = true;
  };

  readonly #leave = (): void => {
    this._isAsking = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ask-twice": AskTwice;
  }
}
