import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { SettingEntry } from "../../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { dangersOf } from "../../../../shared/rules/dangers.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { Rulebook } from "../../../../shared/rules/rulebook.ts";
import { type DeviceSettingsPatch, undoOf } from "../../../../shared/rules/settings.ts";
import type { ChangesPage, DeviceChangeEntry } from "../../data/base/app-data.ts";
import { actorText, changeTexts } from "../../i18n/change-texts.ts";
import { doubtfulText } from "../../i18n/danger-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import type { SaveSettings } from "./device-settings.ts";
import { EDITING, progressWords, runSave, type SaveProgress } from "./save-progress.ts";

/** Asks for the newest changes, or for those after a page; rejects while the server does not answer. */
export type LoadChanges = (cursor: string | undefined, signal: AbortSignal) => Promise<ChangesPage>;

type Change = DeviceChangeEntry;

/** What was changed of a device, newest first, each with a way back. Loads by itself, and again when something changed. */
@customElement("settings-history")
@localized()
export class SettingsHistory extends LitElement {
  static override styles = [
    controlStyles,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-1) var(--gap-4);
        padding: var(--gap-2) 0;
        border-top: 1px solid var(--line);
      }
      li > div {
        flex: 1 1 16em;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      p {
        margin: 0;
      }
      small {
        color: var(--muted);
        font-size: 0.875rem;
      }
      strong::before {
        content: "⚠ ";
      }
    `,
  ];

  @property({ attribute: false }) state: DeviceState | undefined;
  @property() preset: PresetId = "instrument";
  @property({ attribute: false }) format: Format = DEFAULT_DISPLAY.format;
  /** Only the server knows the history, and only it can take a change back. */
  @property({ type: Boolean }) isLive = false;
  @property({ type: Boolean }) mayUndo = true;
  @property({ attribute: false }) load: LoadChanges | undefined;
  @property({ attribute: false }) save: SaveSettings | undefined;

  @state() private _changes: readonly Change[] | undefined;
  @state() private _cursor: string | undefined;
  @state() private _hasFailed = false;
  /** The change that is to be undone. */
  @state() private _undoing: SettingEntry | undefined;
  @state() private _progress: SaveProgress = EDITING;
  #loading: AbortController | undefined;
  /** What the page at hand is of; anything else asks for a new one. */
  #loadedFor: readonly unknown[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading?.abort();
    this.#loadedFor = [];
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("state") && changed.get("state")?.device !== this.state?.device) this.#forget();
  }

  override updated(): void {
    if (!this.isLive || !this.state) return;
    const wanted = [this.state.device, this.state.settings];
    if (wanted.every((part, index) => part === this.#loadedFor[index])) return;
    this.#loadedFor = wanted;
    void this.#load(undefined);
  }

  override render() {
    if (!this._changes) return html`<p role="status">${this.#withoutPage()}</p>`;
    return html`${this.isLive ? nothing : html`<p><small>${this.#notLive()}</small></p>`}
      <ol>
        ${this._changes.map((change) => this.#row(change))}
      </ol>
      ${this._changes.length === 0 ? html`<p>${msg("Nothing was changed yet.", { id: "history.empty" })}</p>` : nothing}
      ${this._hasFailed ? this.#failure() : this.#more()}`;
  }

  #withoutPage() {
    if (!this.isLive) return this.#notLive();
    return this._hasFailed ? this.#failure() : msg("Loading …", { id: "overview.loading" });
  }

  #notLive(): string {
    return msg(
      "Not live. The server keeps what was changed: newer changes are not shown, and none can be undone.",
      {
        id: "history.offline",
      },
    );
  }

  #failure() {
    return html`<p role="alert">
      ${msg("The changes could not be loaded.", { id: "history.failed" })}
      <button type="button" @click=${() => this.#load(this._changes ? this._cursor : undefined)}>
        ${msg("Try again", { id: "shell.tryAgain" })}
      </button>
    </p>`;
  }

  #more() {
    if (this._cursor === undefined) return nothing;
    return html`<button type="button" ?disabled=${!this.isLive} @click=${() => this.#load(this._cursor)}>
      ${msg("Show earlier changes", { id: "history.more" })}
    </button>`;
  }

  #row(change: Change) {
    const when = this.format.dateTime(change.at);
    const who = actorText(change.by);
    return html`<li>
      <div>
        ${this.#texts(change).map((text) => html`<p>${text}</p>`)}
        <small>${msg(str`${who} on ${when}`, { id: "history.byOn" })}</small>
      </div>
      ${change.kind === "setting" && this.mayUndo ? this.#undo(change) : nothing}
    </li>`;
  }

  #texts(change: Change): readonly string[] {
    switch (change.kind) {
      case "setting":
        return changeTexts(change.patch, change.was, this.format);
      case "forget":
        return [msg("The device was forgotten", { id: "history.forgotten" })];
      case "settings-found":
        return [
          msg("As it was set when this record began:", { id: "history.found" }),
          ...changeTexts(change.settings, undefined, this.format),
        ];
    }
  }

  /** What undoing would change now; nothing where that is not known, or all is so already. */
  #patchFor({ was }: SettingEntry): DeviceSettingsPatch | undefined {
    if (!was || !this.state) return undefined;
    return Object.keys(undoOf(this.state.settings, was)).length > 0 ? was : undefined;
  }

  #undo(change: SettingEntry) {
    const patch = this.#patchFor(change);
    const isThis = this._undoing?.seq === change.seq;
    if (isThis && this._progress.kind === "asking") return this.#question(this._progress);
    const isBusy = this._undoing !== undefined && this._progress.kind !== "failed";
    return html`${isThis ? html`<p role="status">${progressWords(this._progress)}</p>` : nothing}
    ${
      patch
        ? html`<button type="button" ?disabled=${!this.isLive || isBusy} @click=${() => this.#ask(change)}>
            ${icon("undo")} ${msg("Undo …", { id: "history.undo" })}
          </button>`
        : nothing
    }`;
  }

  #question({ sentences, answer }: Extract<SaveProgress, { readonly kind: "asking" }>) {
    return html`<confirm-change
      .heading=${msg("Undo this change?", { id: "history.undoTitle" })}
      .action=${msg("Undo", { id: "history.undoIt" })}
      .sentences=${sentences}
      @davy-confirm=${() => answer(true)}
      @davy-cancel=${() => answer(false)}
    ></confirm-change>`;
  }

  /** An undone change is a change as any other: it is asked for, and judged by the same rules. */
  async #ask(change: SettingEntry): Promise<void> {
    const patch = this.#patchFor(change);
    if (!patch || !this.state) return;
    const { settings, sensors } = this.state;
    const doubtful = dangersOf({ settings, patch, sensors, rules: new Rulebook(this.preset) }).toConfirm;
    this._undoing = change;
    const isDone = await runSave({
      save: (options) => this.save?.(patch, options),
      question: changeTexts(patch, undoOf(settings, patch), this.format),
      doubts: doubtful.map((one) => doubtfulText(one, sensorTitle)),
      onProgress: (progress) => {
        this._progress = progress;
      },
    });
    if (isDone || this._progress.kind === "editing") this._undoing = undefined;
  }

  #forget(): void {
    this.#loading?.abort();
    this._changes = undefined;
    this._cursor = undefined;
    this._undoing = undefined;
  }

  /** A question goes with the change that it is about. */
  #leaveQuestion(): void {
    const isShown = this._changes?.some(({ seq }) => seq === this._undoing?.seq) ?? false;
    if (!isShown && this._progress.kind === "asking") this._progress.answer(false);
  }

  async #load(cursor: string | undefined): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this._hasFailed = false;
    try {
      const page = await this.load?.(cursor, loading.signal);
      if (!page || loading.signal.aborted) return;
      this._changes = cursor === undefined ? page.changes : [...(this._changes ?? []), ...page.changes];
      this._cursor = page.cursor;
      this.#leaveQuestion();
    } catch {
      // Whoever looks is told, and may try again; one that was given up is nobody's concern.
      if (!loading.signal.aborted) this._hasFailed = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "settings-history": SettingsHistory;
  }
}
