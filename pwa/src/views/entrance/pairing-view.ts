import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { PairingAnswer } from "../../../../shared/wire/displays.ts";
import { groupedCode } from "../../components/access/grouped-code.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import type { AccessVerbs } from "../../data/base/access-verbs.ts";
import { pairingHref } from "../../ground/routes.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import "../../components/access/qr-code.ts";

/** How often the screen asks whether it has been let in, ms. */
const WAIT_MS = 2 * SECOND_MS;
/** Nobody stands before a wall to press a button: whatever fails is tried again, ms. */
const RETRY_MS = 10 * SECOND_MS;

/** A screen that asks to be a display: shows a code until an admin has let it in, then turns into it by itself. */
@customElement("pairing-view")
@localized()
export class PairingView extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        position: fixed;
        inset: 0;
        overflow: auto;
        background: var(--surface);
        color: var(--text);
      }
      main {
        box-sizing: border-box;
        min-height: 100%;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 4vmin 8vmin;
        padding: 4vmin;
        font-size: max(1rem, 2.6vmin);
      }
      .words {
        flex: 0 1 24em;
        min-width: 0;
        overflow-wrap: break-word;
      }
      h1 {
        font-size: 1.6em;
      }
      ol {
        margin: 1em 0;
        padding-inline-start: 1.3em;
      }
      li {
        margin: 0.4em 0;
      }
      .code {
        margin: 0;
        /* Nine letters and their distances: whole on each screen, however large its text. */
        font: 700 min(max(2.5rem, 10vmin), 14vw) / 1.2 var(--mono);
        letter-spacing: 0.08em;
        white-space: nowrap;
      }
      .notice {
        margin: 0 0 1em;
        font-weight: 600;
      }
      /* Its room is kept while it comes: nothing that is read already moves. */
      .picture {
        width: min(80vw, max(14rem, 44vmin));
        aspect-ratio: 1;
      }
      .muted {
        color: var(--muted);
      }
    `,
  ];

  @state() private _pairing: PairingAnswer | undefined;
  @state() private _isLost = false;
  readonly #session = new SessionController(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#turn += 1;
    void this.#go(this.#turn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turn += 1;
    clearTimeout(this.#timer);
  }

  override render() {
    const { code } = this._pairing ?? {};
    return html`<main>
      <div class="words">
        ${this.#notice()}
        <h1>${msg("Let this screen in", { id: "pairing.title" })}</h1>
        <ol>
          <li>${msg("Scan the code with a phone on which an admin is signed in,", { id: "pairing.scan" })}</li>
          <li>${msg("or open Settings, Displays there, and type this code:", { id: "pairing.type" })}</li>
        </ol>
        <p class="code" role="status">${code === undefined ? "…" : groupedCode(code)}</p>
        <p class="muted">
          ${
            this._isLost
              ? msg("No connection to the server. Tried again by itself.", { id: "pairing.lost" })
              : msg("It then shows readings by itself, and stays a display until an admin removes it.", {
                  id: "pairing.then",
                })
          }
        </p>
      </div>
      <div class="picture">
        ${
          code === undefined
            ? nothing
            : html`<qr-code
                .text=${new URL(pairingHref(code), location.href).href}
                .label=${msg("Code of this screen", { id: "pairing.code" })}
              ></qr-code>`
        }
      </div>
    </main>`;
  }

  #notice() {
    const { standing } = this.#session;
    if (standing.kind !== "wiped" || standing.by !== "revoked") return nothing;
    return html`<p class="notice">
      ${msg("An admin has removed this display. All that it had stored has been deleted.", { id: "pairing.removed" })}
    </p>`;
  }

  async #go(turn: number): Promise<void> {
    let waitMs = WAIT_MS;
    try {
      await this.updateComplete;
      const verbs = await this.#session.data?.access();
      if (verbs && turn === this.#turn) await this.#step(verbs);
      this._isLost = false;
    } catch {
      // No network, or too many screens ask: tried again.
      this._isLost = true;
      waitMs = RETRY_MS;
    }
    if (turn === this.#turn) this.#timer = setTimeout(() => void this.#go(turn), waitMs);
  }

  async #step(verbs: AccessVerbs): Promise<void> {
    this._pairing ??= await verbs.askPairing();
    const status = await verbs.waitForPairing(this._pairing.id);
    if (status === "expired") this._pairing = await verbs.askPairing();
    // What was wiped begins anew by a new page alone.
    if (status === "paired" && this.#session.standing.kind === "wiped") location.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pairing-view": PairingView;
  }
}
