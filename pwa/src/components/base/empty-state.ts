import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";

/** What stands where there is nothing to show: a picture, what that means, and, in its slot, the way on. */
@customElement("empty-state")
export class EmptyState extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      justify-items: center;
      gap: var(--gap-3);
      padding: var(--gap-6) var(--gap-4);
      color: var(--ink-2);
      background: var(--sheet);
      border-radius: var(--radius-sheet);
      box-shadow: var(--elevation-1);
      text-align: center;
      text-wrap: balance;
    }
    svg {
      inline-size: 2.5rem;
      block-size: 2.5rem;
      color: var(--ink-3);
    }
    p {
      margin: 0;
      max-inline-size: 34rem;
      font-size: var(--text-lead);
    }
  `;

  /** An icon: decoration, since the words say it. */
  @property({ attribute: false }) picture: unknown;
  @property() words = "";

  override render() {
    return html`${this.picture}<p>${this.words}</p><slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "empty-state": EmptyState;
  }
}
