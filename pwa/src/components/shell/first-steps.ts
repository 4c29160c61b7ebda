import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { SessionController } from "../../controllers/session-controller.ts";
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

/** A line for a terminal that posts a first reading to this very server, which may ask for a key. */
function curlLine(origin: string, isKeyed: boolean): string {
  const key = isKeyed ? " -H 'Authorization: Bearer davy_g_…'" : "";
  return `curl -X POST ${origin}${inBase(PATHS.receiveJson)}${key} -H 'Content-Type: application/json' -d '${JSON.stringify(SAMPLE)}'`;
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
  readonly #session = new SessionController(this);
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
      ${this.#isKeyed ? this.#aboutKeys() : nothing}
      <p>${msg("Or try it from a terminal; the value appears here at once:", { id: "overview.emptyTry" })}</p>
      <pre>${curlLine(location.origin, this.#isKeyed)}</pre>
      <button class="primary" @click=${this.#copy}>
        ${icon(this._isCopied ? "check" : "copy")}
        <span aria-live="polite">
          ${this._isCopied ? msg("Copied", { id: "overview.copied" }) : msg("Copy the line", { id: "overview.copy" })}
        </span>
      </button>
    </section>`;
  }

  /** Where people sign in posts ask for a key, unless an admin says otherwise. */
  get #isKeyed(): boolean {
    const { standing } = this.#session;
    return standing.kind === "in" && standing.me.mode !== "open";
  }

  #aboutKeys() {
    const plain =
      location.protocol === "https:"
        ? html` ${msg("Where this address is not trusted, post to the server's plain port, http://…:8000 unless it was set otherwise.", { id: "overview.emptyPlain" })}`
        : nothing;
    return html`<p>
      ${msg("It needs a key, which an admin makes for each gateway: it belongs where davy_g_… stands.", { id: "overview.emptyKey" })}${plain}
    </p>
    ${
      this.#session.may("admin")
        ? html`<p><a href=${inBase("/settings/gateways")}>${msg("Make a key under Gateways", { id: "overview.emptyMakeKey" })}</a></p>`
        : nothing
    }`;
  }

  readonly #copy = async (): Promise<void> => {
    const line = curlLine(location.origin, this.#isKeyed);
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
