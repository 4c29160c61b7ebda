import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { controlStyles } from "../../styles/control-styles.ts";

/**
 * A button with a panel below it, for what is needed now and then. The panel closes when something in it was chosen (unless
 * that has `data-stays`), on Escape, and when the focus or a press goes elsewhere. Emits `panel-toggle` with whether it is open,
 * so that its owner need not render what nobody sees.
 */
@customElement("drop-down")
export class DropDown extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
      .panel {
        position: absolute;
        z-index: 5;
        top: calc(100% + 4px);
        inset-inline-end: 0;
        width: max-content;
        max-width: min(22rem, calc(100vw - 24px));
        max-height: min(70dvh, 40rem);
        padding: var(--gap-2);
        overflow: auto;
        color: var(--text);
        background: var(--raised);
        border: var(--border) solid var(--edge);
        border-radius: var(--radius);
        box-shadow: 0 8px 24px #0003;
      }
      .panel[hidden] {
        display: none;
      }
      /* What is pressed is the button, whatever its face. */
      ::slotted([slot="face"]) {
        display: flex;
        pointer-events: none;
      }
      .face {
        padding: 0 var(--gap-2);
        border-radius: var(--radius);
      }
    `,
  ];

  @property() label = "";
  @state() private _isOpen = false;
  @query(".face") private readonly _face!: HTMLButtonElement | null;
  #listening: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override render() {
    return html`<button
        class="face"
        aria-expanded=${this._isOpen ? "true" : "false"}
        aria-label=${this.label}
        title=${this.label}
        @click=${() => (this._isOpen ? this.#close() : this.#open())}
      >
        <slot name="face"></slot>
      </button>
      <div class="panel" ?hidden=${!this._isOpen} @click=${this.#chosen}><slot></slot></div>`;
  }

  #show(isOpen: boolean): void {
    if (isOpen === this._isOpen) return;
    this._isOpen = isOpen;
    this.dispatchEvent(new CustomEvent<boolean>("panel-toggle", { detail: isOpen }));
  }

  #open(): void {
    this.#show(true);
    const listening = new AbortController();
    this.#listening = listening;
    const { signal } = listening;
    const isWithin = (event: Event) => event.composedPath().includes(this);
    window.addEventListener("pointerdown", (event) => !isWithin(event) && this.#close(), { signal });
    window.addEventListener("focusin", (event) => !isWithin(event) && this.#close(), { signal });
    window.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#close();
    this._face?.focus();
  }

  #chosen(event: Event): void {
    const chosen = event
      .composedPath()
      .find((part) => part instanceof HTMLButtonElement || part instanceof HTMLAnchorElement);
    if (!(chosen instanceof HTMLElement) || "stays" in chosen.dataset) return;
    this.#close();
    this._face?.focus();
  }

  #close(): void {
    this.#show(false);
    this.#listening?.abort();
    this.#listening = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "drop-down": DropDown;
  }
}
