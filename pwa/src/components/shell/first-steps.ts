import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { inBase } from "../../ground/base-path.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";

const SAMPLE = {
  pct: 90,
  id: "handheld 1",
  sensors: [
    { type: "CH4", val: 200 },
    { type: "CO", val: 12 },
  ],
};
const COPIED_MS = 3 * SECOND_MS;

/** A line for a terminal that posts a first reading to this very server. */
function curlLine(origin: string): string {
  return `curl -X POST ${origin}${inBase(PATHS.receiveJson)} -H 'Content-Type: application/json' -d '${JSON.stringify(SAMPLE)}'`;
}

/** What to do while no device has ever posted. */
@customElement("first-steps")
@localized()
export class FirstSteps extends LitElement {
  static override styles = [
    controlStyles,
    css`
      section {
        max-width: 60rem;
        padding: var(--gap-5);
        background: var(--card);
        border: var(--border) solid var(--line);
        border-radius: var(--radius);
      }
      pre {
        margin: var(--gap-3) 0;
        padding: var(--gap-3);
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        font: 0.9375rem/1.5 var(--mono);
        background: var(--surface);
        border: var(--border) solid var(--line);
        border-radius: var(--radius-small);
      }
      code {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private _isCopied = false;
  #reset: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#reset);
  }

  override render() {
    return html`<section>
      <h1>${msg("No readings yet", { id: "overview.emptyTitle" })}</h1>
      <p>
        ${msg("Let a device or gateway post its readings as JSON to this address:", { id: "overview.emptyPost" })}
        <code>${location.origin}${inBase(PATHS.receiveJson)}</code>
      </p>
      <p>${msg("Or try it from a terminal; the value appears here at once:", { id: "overview.emptyTry" })}</p>
      <pre>${curlLine(location.origin)}</pre>
      <button class="primary" @click=${this.#copy}>
        ${icon(this._isCopied ? "check" : "copy")}
        <span aria-live="polite">
          ${this._isCopied ? msg("Copied", { id: "overview.copied" }) : msg("Copy the line", { id: "overview.copy" })}
        </span>
      </button>
    </section>`;
  }

  readonly #copy = async (): Promise<void> => {
    const line = curlLine(location.origin);
    try {
      await navigator.clipboard.writeText(line);
    } catch {
      // Without HTTPS there is no clipboard: selecting the line leaves one key to press.
      this.#select();
      return;
    }
    this._isCopied = true;
    clearTimeout(this.#reset);
    this.#reset = setTimeout(() => (this._isCopied = false), COPIED_MS);
  };

  #select(): void {
    const line = this.renderRoot.querySelector("pre");
    if (line) getSelection()?.selectAllChildren(line);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "first-steps": FirstSteps;
  }
}
