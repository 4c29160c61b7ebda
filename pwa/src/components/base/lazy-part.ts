import { localized, msg } from "@lit/localize";
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** A display has nobody who asks again: it is tried this often, ms. */
const RETRY_MS = 15 * SECOND_MS;

/**
 * Holds elements whose code is loaded when they are first shown. Where it cannot be fetched, their place says so and offers
 * another try. `load` is one function for as long as the same elements are held.
 */
@customElement("lazy-part")
@localized()
export class LazyPart extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) load: (() => Promise<unknown>) | undefined;
  @state() private _isMissing = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#retry);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("load")) void this.#load();
  }

  override render() {
    if (!this._isMissing) return html`<slot></slot>`;
    return html`<p role="alert">${msg("This part of the app could not be loaded.", { id: "shell.codeProblem" })}</p>
      <button @click=${this.#load}>${msg("Try again", { id: "shell.tryAgain" })}</button>`;
  }

  readonly #load = async (): Promise<void> => {
    clearTimeout(this.#retry);
    const { load } = this;
    this._isMissing = false;
    try {
      await load?.();
    } catch {
      // Only the network can have failed here. What is held meanwhile may be another part.
      if (load !== this.load || !this.isConnected) return;
      this._isMissing = true;
      this.#retry = setTimeout(this.#load, RETRY_MS);
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "lazy-part": LazyPart;
  }
}
