import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";

/** What this product is not. */
@customElement("safety-note")
@localized()
export class SafetyNote extends LitElement {
  static override styles = css`
    p {
      margin: var(--gap-5) 0 0;
      max-width: 70ch;
      color: var(--muted);
      font-size: 0.875rem;
    }
  `;

  override render() {
    return html`<p>
      ${msg("Davy is no certified gas detection equipment. The instrument's own alarm has priority.", {
        id: "shell.safety",
      })}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "safety-note": SafetyNote;
  }
}
