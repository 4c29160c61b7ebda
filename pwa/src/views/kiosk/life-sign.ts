import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";

/** Steps of the hand a second. Enough to be seen moving, little enough to cost nothing for months. */
const STEPS_PER_SECOND = 4;
const DEGREES = 30;
/** Without a sign of the server for this long the hand stands still, ms: two heartbeats and a half. */
const PULSE_LASTS_MS = 12_500;

/**
 * The proof of life: a hand that moves only when the page really paints frames and the stream really brought something.
 * Nothing of it is animated by style alone, which would go on turning over a dead page.
 */
@customElement("life-sign")
@localized()
export class LifeSign extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 1.4em;
      height: 1.4em;
    }
    svg {
      width: 100%;
      height: 100%;
    }
    circle {
      fill: none;
      stroke: var(--edge);
      stroke-width: 2;
    }
    line {
      stroke: var(--text);
      stroke-width: 3;
      stroke-linecap: round;
    }
  `;

  /** Server time of the last sign of life, unix ms. */
  @property({ attribute: false }) pulse = 0;

  #pulsedAt = Number.NEGATIVE_INFINITY;
  #angle = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("pulse")) this.#pulsedAt = performance.now();
  }

  override render() {
    return html`<svg viewBox="0 0 24 24" role="img" aria-label=${msg("Sign of life", { id: "kiosk.life" })}>
      <circle cx="12" cy="12" r="10.5" />
      <line x1="12" y1="12" x2="12" y2="4" />
    </svg>`;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#frame = requestAnimationFrame(() => this.#step());
    }, 1_000 / STEPS_PER_SECOND);
  }

  #step(): void {
    if (performance.now() - this.#pulsedAt < PULSE_LASTS_MS) {
      this.#angle = (this.#angle + DEGREES) % 360;
      this.renderRoot.querySelector("line")?.setAttribute("transform", `rotate(${this.#angle} 12 12)`);
    }
    this.#wait();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "life-sign": LifeSign;
  }
}
