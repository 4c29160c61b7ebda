import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { DisplayController } from "../../controllers/display-controller.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import type { OfflineSource, OfflineStatus } from "../../data/base/app-data.ts";
import type { Format } from "../../i18n/format.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { keptOffline } from "./kept-offline.ts";
import { storeTrouble } from "./store-trouble.ts";

/** `1.5 MB` */
function megabytesText(bytes: number, { number }: Pick<Format, "number">): string {
  const tenths = Math.round(bytes / 1e5);
  return `${number(tenths / 10, tenths % 10 === 0 ? 0 : 1)} MB`;
}

/** What is stored for use without a network, and the ways to pause and to clear it. */
@customElement("offline-storage")
@localized()
export class OfflineStorage extends LitElement {
  static override styles = [
    controlStyles,
    css`
      progress {
        display: block;
        width: 100%;
        height: 12px;
        margin: var(--gap-2) 0;
        accent-color: var(--accent);
      }
      p {
        margin: var(--gap-2) 0 0;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-2);
        margin-top: var(--gap-3);
      }
      .muted {
        color: var(--muted);
      }
    `,
  ];

  @state() private _isAsking = false;
  readonly #display = new DisplayController(this);
  readonly #source = new SourceController(this, (data) => [data.offline]);

  override render() {
    const offline = this.#source.data?.offline;
    if (!offline) return nothing;
    const status = offline.status();
    return html`${status.trouble ? html`<p role="alert"><strong>${storeTrouble(status.trouble)}</strong></p>` : nothing}
      ${status.mode === "unavailable" ? nothing : this.#usage(status)}
      <p class="muted">${this.#activity(status, offline)}</p>
      <div class="actions">
        <button @click=${() => (status.paused ? offline.resume() : offline.pause())}>
          ${
            status.paused
              ? msg("Resume loading", { id: "settings.resume" })
              : msg("Pause loading", { id: "settings.pause" })
          }
        </button>
        ${this.#clear(offline)}
      </div>`;
  }

  #usage({ usedBytes, boundBytes, persisted }: OfflineStatus) {
    const { format } = this.#display.current;
    const used = megabytesText(usedBytes, format);
    const bound = megabytesText(boundBytes, format);
    return html`<label for="used">${msg(str`${used} of ${bound} used`, { id: "settings.used" })}</label>
      <progress id="used" max=${boundBytes} value=${usedBytes}></progress>
      <p class="muted">
        ${
          persisted
            ? msg("The browser has promised to keep it.", { id: "settings.persisted" })
            : msg("The browser may delete it when space runs short. Installing the app helps.", {
                id: "settings.notPersisted",
              })
        }
      </p>`;
  }

  #activity({ paused, warming }: OfflineStatus, offline: OfflineSource): string {
    const count = offline.pinned().size;
    const number = msg(str`Devices kept for offline use: ${count}.`, { id: "settings.pinned" });
    const pinned = count > 0 ? `${number} ${keptOffline()}` : number;
    if (paused) return `${msg("Loading in the background is paused.", { id: "settings.paused" })} ${pinned}`;
    if (warming === undefined) return pinned;
    const percent = this.#display.current.format.percent(warming * 100);
    return `${msg(str`Loading in the background: ${percent}.`, { id: "settings.warming" })} ${pinned}`;
  }

  #clear(offline: OfflineSource) {
    if (!this._isAsking)
      return html`<button @click=${() => (this._isAsking = true)}>
        ${msg("Clear …", { id: "settings.clear" })}
      </button>`;
    const clear = () => {
      this._isAsking = false;
      // The status tells what became of it.
      void offline.clear().catch(() => undefined);
    };
    return html`<button class="primary" @click=${clear}>
        ${msg("Delete stored readings on this device", { id: "settings.clearSure" })}
      </button>
      <button @click=${() => (this._isAsking = false)}>${msg("Keep", { id: "settings.keep" })}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "offline-storage": OfflineStorage;
  }
}
