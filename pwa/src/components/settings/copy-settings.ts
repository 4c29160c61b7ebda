import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { COPIED_PARTS, type CopiedPart, copyPatch } from "../../rules/copy-settings.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import {
  type DeviceChange,
  doubtsOf,
  type ManyProgress,
  manyWords,
  type SaveDevice,
  saveMany,
} from "./save-many.ts";
import "./confirm-change.ts";
import "./device-choice.ts";

/** Gives other devices what one has: its own limits, labels and units, its rhythm. */
@customElement("copy-settings")
@localized()
export class CopySettings extends LitElement {
  static override styles = [
    controlStyles,
    css`
      .parts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--gap-5);
        margin-bottom: var(--gap-3);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        min-height: var(--target);
      }
      p {
        margin: var(--gap-2) 0;
        color: var(--muted);
      }
      strong::before {
        content: "⚠ ";
      }
    `,
  ];

  /** The device whose settings are copied. */
  @property({ attribute: false }) source: DeviceState | undefined;
  @property({ attribute: false }) others: readonly DeviceState[] = [];
  @property() preset: PresetId = "instrument";
  @property({ attribute: false }) save: SaveDevice | undefined;
  @state() private _parts: ReadonlySet<CopiedPart> = new Set(["limits"]);
  @state() private _chosen: ReadonlySet<string> = new Set();
  @state() private _progress: ManyProgress | undefined;
  @state() private _doubts: readonly string[] = [];

  override render() {
    const { source } = this;
    if (!source) return nothing;
    const sensors = new Set(source.sensors.map(({ key }) => key));
    const alike = this.others.filter((other) => other.sensors.some(({ key }) => sensors.has(key)));
    const changes = this.#changes(source);
    return html`<p>${msg("What is saved of this device; zero and gain stay each instrument's own.", { id: "copy.what" })}</p>
      <div class="parts" role="group" aria-label=${msg("What is copied", { id: "copy.parts" })}>
        ${COPIED_PARTS.map((part) => this.#part(part))}
      </div>
      <device-choice
        .devices=${alike}
        .chosen=${this._chosen}
        @chosen-change=${({ detail }: CustomEvent<ReadonlySet<string>>) => {
          this._chosen = detail;
          this._progress = undefined;
        }}
      ></device-choice>
      ${this.#question(changes)}
      <button ?disabled=${changes.length === 0 || this._progress?.isRunning === true} @click=${() => this.#ask(changes)}>
        ${msg(str`Copy to ${changes.length} devices`, { id: "copy.do" })}
      </button>
      ${manyWords(this._progress)}`;
  }

  #part(part: CopiedPart) {
    const word = {
      limits: msg("Own limits", { id: "copy.limits" }),
      labels: msg("Labels and units", { id: "copy.labels" }),
      interval: msg("How often it reports", { id: "copy.interval" }),
    }[part];
    return html`<label>
      <input
        type="checkbox"
        .checked=${this._parts.has(part)}
        @change=${(event: Event & { currentTarget: HTMLInputElement }) => {
          const parts = new Set(this._parts);
          if (event.currentTarget.checked) parts.add(part);
          else parts.delete(part);
          this._parts = parts;
        }}
      />
      ${word}
    </label>`;
  }

  #question(changes: readonly DeviceChange[]) {
    if (this._doubts.length === 0) return nothing;
    return html`<confirm-change
      .sentences=${this._doubts}
      @davy-confirm=${() => this.#send(changes, true)}
      @davy-cancel=${() => {
        this._doubts = [];
      }}
    ></confirm-change>`;
  }

  #changes(source: DeviceState): DeviceChange[] {
    return this.others.flatMap((state) => {
      const patch = this._chosen.has(state.device) ? copyPatch(source, state, this._parts) : undefined;
      return patch ? [{ state, patch }] : [];
    });
  }

  #ask(changes: readonly DeviceChange[]): void {
    this._doubts = doubtsOf(changes, this.preset);
    if (this._doubts.length === 0) this.#send(changes, false);
  }

  #send(changes: readonly DeviceChange[], confirmed: boolean): void {
    this._doubts = [];
    const { save } = this;
    if (!save) return;
    const onProgress = (progress: ManyProgress) => {
      this._progress = progress;
    };
    void saveMany(changes, save, { confirmed, onProgress });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "copy-settings": CopySettings;
  }
}
