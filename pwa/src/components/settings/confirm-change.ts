import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controlStyles } from "../../styles/control-styles.ts";

/** Asks whether a change is meant, after saying what it does. Tells by `davy-confirm` or `davy-cancel`. */
@customElement("confirm-change")
@localized()
export class ConfirmChange extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        flex: 1 1 100%;
      }
      [role] {
        padding: var(--gap-3) var(--gap-4);
        background: var(--a1-tint);
        border: 2px solid var(--a1-edge);
        border-radius: var(--radius-small);
      }
      h3::before {
        content: "⚠ ";
      }
      p {
        margin: var(--gap-2) 0 0;
      }
      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-2) var(--gap-3);
        margin-top: var(--gap-3);
      }
      button {
        min-height: var(--alarm-target);
      }
    `,
  ];

  @property() heading = "";
  /** What the change does, a sentence each. */
  @property({ attribute: false }) sentences: readonly string[] = [];
  /** What the button says that makes the change. */
  @property() action = "";
  /** What the button says that makes none. */
  @property() refusal = "";

  override render() {
    return html`<div role="alertdialog" aria-labelledby="heading" aria-describedby="what">
      <h3 id="heading">${this.heading || msg("Is this meant?", { id: "confirm.heading" })}</h3>
      <section id="what">${this.sentences.map((sentence) => html`<p>${sentence}</p>`)}</section>
      <div class="answers">
        <button type="button" class="cancel" @click=${() => this.#tell("davy-cancel")}>
          ${this.refusal || msg("Leave it as it is", { id: "confirm.cancel" })}
        </button>
        <button type="button" @click=${() => this.#tell("davy-confirm")}>
          ${this.action || msg("Change it all the same", { id: "confirm.change" })}
        </button>
      </div>
    </div>`;
  }

  override firstUpdated(): void {
    // Whoever pressed Enter once more by mistake has changed nothing.
    this.renderRoot.querySelector<HTMLElement>(".cancel")?.focus();
  }

  #tell(name: "davy-confirm" | "davy-cancel"): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "confirm-change": ConfirmChange;
  }
}
