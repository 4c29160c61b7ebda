import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import { undoOf } from "../../../../shared/rules/settings.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { changeTexts } from "../../i18n/change-texts.ts";
import { typedNumbersOf } from "../../i18n/typed-numbers.ts";
import { devicesCsv, readDevicesCsv, type TableChanges, type TableProblem } from "../../rules/devices-csv.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import {
  type DeviceChange,
  doubtsOf,
  type ManyProgress,
  manyWords,
  type SaveDevice,
  saveMany,
} from "./save-many.ts";
import "./confirm-change.ts";

/** A table of settings is smaller than this, bytes; what is larger is something else. */
const MOST_BYTES = 5_000_000;
/** Most problems and changes that are told one by one. */
const MOST_TOLD = 30;

/** The settings of all devices as a table to save, and a table to change many at once; what it changes is shown first. */
@customElement("devices-file")
@localized()
export class DevicesFile extends LitElement {
  static override styles = [
    controlStyles,
    css`
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-2);
        margin-top: var(--gap-3);
      }
      input[type="file"] {
        display: none;
      }
      ul {
        max-height: 20rem;
        margin: var(--gap-2) 0;
        padding-inline-start: 1.25rem;
        overflow: auto;
      }
      p {
        margin: var(--gap-2) 0 0;
      }
      .note {
        color: var(--muted);
      }
      strong::before {
        content: "⚠ ";
      }
    `,
  ];

  @state() private _read: TableChanges | undefined;
  @state() private _problem = "";
  @state() private _doubts: readonly string[] = [];
  @state() private _progress: ManyProgress | undefined;
  @query("input") private readonly _field!: HTMLInputElement | null;
  readonly #fleet = new FleetController(this);
  readonly #session = new SessionController(this);

  override render() {
    const may = this.#session.may("settings");
    return html`<div class="actions">
        <button @click=${this.#saveAll}>${icon("download")} ${msg("Save all as CSV", { id: "table.save" })}</button>
        ${
          may
            ? html`<button @click=${() => this._field?.click()}>${msg("Change by a CSV …", { id: "table.load" })}</button>
                <input type="file" accept=".csv,text/csv" aria-label=${msg("Change by a CSV …", { id: "table.load" })} @change=${this.#load} />`
            : nothing
        }
      </div>
      <p class="note">
        ${msg("A row a sensor. An empty cell leaves what is, a dash removes it.", { id: "table.note" })}
      </p>
      ${this._problem ? html`<p role="alert"><strong>${this._problem}</strong></p>` : nothing}
      ${this._read ? this.#preview(this._read) : nothing} ${manyWords(this._progress)}`;
  }

  #preview({ changes, problems }: TableChanges) {
    if (problems.length > 0)
      return html`<p role="alert"><strong>${msg("Nothing was changed. Please correct the table:", { id: "table.wrong" })}</strong></p>
        <ul>
          ${problems.slice(0, MOST_TOLD).map((problem) => html`<li>${problemText(problem)}</li>`)}
        </ul>`;
    if (changes.length === 0)
      return html`<p role="status">${msg("The table changes nothing.", { id: "table.same" })}</p>`;
    return html`<ul aria-label=${msg("What it changes", { id: "table.changes" })}>
        ${changes.slice(0, MOST_TOLD).map((change) => html`<li>${this.#changeText(change)}</li>`)}
      </ul>
      ${
        this._doubts.length > 0
          ? html`<confirm-change
              .sentences=${this._doubts}
              @davy-confirm=${() => this.#send(changes, true)}
              @davy-cancel=${() => {
                this._doubts = [];
              }}
            ></confirm-change>`
          : html`<button class="primary" @click=${() => this.#ask(changes)}>
              ${msg(str`Change ${changes.length} devices`, { id: "table.apply" })}
            </button>`
      }`;
  }

  #changeText({ state: { settings, device }, patch }: DeviceChange): string {
    const { format } = this.#fleet.display.current;
    return `${deviceName(device, settings)}: ${changeTexts(patch, undoOf(settings, patch), format).join("; ")}`;
  }

  readonly #saveAll = (): void => {
    const { data, display } = this.#fleet;
    const isComma = typedNumbersOf(display.current.format).print(0.5).includes(",");
    const form = isComma
      ? ({ separator: ";", decimal: "," } as const)
      : ({ separator: ",", decimal: "." } as const);
    // Spreadsheets take a file for UTF-8 only where it says so.
    const text = `\ufeff${devicesCsv([...(data?.fleet.devices().values() ?? [])], form)}`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = "devices.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  };

  readonly #load = async (event: Event): Promise<void> => {
    const field = event.target;
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    this._read = undefined;
    this._progress = undefined;
    this._doubts = [];
    this._problem = "";
    if (!file) return;
    if (file.size > MOST_BYTES) {
      this._problem = msg("That file is too large to be a table of settings.", { id: "table.large" });
      return;
    }
    try {
      const text = await file.text();
      this._read = readDevicesCsv(text, this.#fleet.data?.fleet.devices() ?? new Map());
    } catch {
      this._problem = msg("The file could not be read.", { id: "table.unreadable" });
    } finally {
      // The same file may be chosen again once it was corrected.
      if (field instanceof HTMLInputElement) field.value = "";
    }
  };

  #ask(changes: readonly DeviceChange[]): void {
    this._doubts = doubtsOf(changes, this.#fleet.display.current.viewing.preset);
    if (this._doubts.length === 0) this.#send(changes, false);
  }

  #send(changes: readonly DeviceChange[], confirmed: boolean): void {
    this._read = undefined;
    this._doubts = [];
    const save: SaveDevice = async (device, patch, options) => {
      await this.#fleet.data?.saveSettings(device, patch, options);
    };
    const onProgress = (progress: ManyProgress) => {
      this._progress = progress;
    };
    void saveMany(changes, save, { confirmed, onProgress });
  }
}

function problemText({ row, column, kind, text }: TableProblem): string {
  const where = msg(str`Row ${row}, ${column}: `, { id: "table.where" });
  switch (kind) {
    case "columns":
      return msg("The first row must name the columns, “device” among them.", { id: "table.noColumns" });
    case "device":
      return where + msg(str`there is no device “${text}”.`, { id: "table.noDevice" });
    case "sensor":
      return where + msg(str`the device has no sensor “${text}”.`, { id: "table.noSensor" });
    case "number":
      return (
        where +
        msg(str`“${text}” is no number; write it without separators of thousands.`, { id: "table.noNumber" })
      );
    case "order":
      return (
        where + msg("from A2 low over A1 low and A1 to A2 each limit must be higher.", { id: "table.order" })
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "devices-file": DevicesFile;
  }
}
