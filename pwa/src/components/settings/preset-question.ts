import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import type { ChangeOptions } from "../../data/base/needs-confirmation.ts";
import type { Format } from "../../i18n/format.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { dialogStyles } from "../../styles/dialog-styles.ts";
import { presetChoice, presetChoiceStyles } from "./preset-choice.ts";
import { EDITING, isBusy, progressWords, runSave, type SaveProgress, saveQuestion } from "./save-progress.ts";

/** Asks by which limits the site goes, as long as nobody has said. Tells by `davy-later` that it may ask no more here. */
@customElement("preset-question")
@localized()
export class PresetQuestion extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    presetChoiceStyles,
    css`
      .bar,
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-3);
      }
      /* Over the foot of the page: it pushes nothing aside, and what is worst stands at the top. */
      .bar {
        position: fixed;
        inset: auto var(--gap-4) var(--gap-4) auto;
        z-index: 4;
        max-width: min(36rem, calc(100vw - 2 * var(--gap-4)));
        max-height: 45dvh;
        padding: var(--gap-3) var(--gap-4);
        overflow: auto;
        background: var(--raised);
        border: 2px solid var(--accent);
        border-radius: var(--radius);
      }
      @media (max-width: 720px) {
        .bar {
          inset: auto var(--gap-2) calc(64px + env(safe-area-inset-bottom)) var(--gap-2);
          max-width: none;
        }
      }
      .bar p {
        flex: 1 1 100%;
        margin: 0;
      }
      strong::before {
        content: "⚠ ";
      }
    `,
  ];

  @property() preset: PresetId = "instrument";
  /** Which limits this screen went by before they were the site's to say. */
  @property({ attribute: false }) earlier: PresetId | undefined;
  @property({ attribute: false }) format: Format = DEFAULT_DISPLAY.format;
  /** Sets the site's limits; rejects with a sentence for the user. */
  @property({ attribute: false }) save:
    | ((preset: PresetId, options: ChangeOptions) => Promise<void>)
    | undefined;
  /** What the limits would do to present alarms, in sentences. */
  @property({ attribute: false }) doubtsOf: (preset: PresetId) => readonly string[] = () => [];

  @state() private _chosen: PresetId | undefined;
  @state() private _progress: SaveProgress = EDITING;
  @query("dialog") private readonly _dialog!: HTMLDialogElement | null;

  override render() {
    return html`<div class="bar" role="status">
        <p>${msg("Nobody has said yet by which limits this site gives alarm. Until then the usual ones of US instruments hold.", { id: "site.question" })}</p>
        <button class="primary" @click=${() => this._dialog?.showModal()}>
          ${msg("Choose limits …", { id: "site.choose" })}
        </button>
        <button class="plain" @click=${this.#later}>${msg("Later", { id: "site.later" })}</button>
      </div>
      ${this.#question()}`;
  }

  #question() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${msg("By which limits does this site give alarm?", { id: "site.questionTitle" })}</h2>
      <p>
        ${msg("They hold for everybody: each phone, each wall display, each export. From the first figure on a value is an A1 alarm, from the second on an A2 alarm. If you are not sure, ask whoever is responsible for gas safety here.", { id: "site.questionWhy" })}
      </p>
      ${presetChoice({
        chosen: this._chosen ?? this.earlier ?? this.preset,
        earlier: this.earlier,
        format: this.format,
        onChange: (preset) => {
          this._chosen = preset;
        },
      })}
      <div class="actions">
        ${saveQuestion(this._progress)}
        <button class="primary" ?disabled=${isBusy(this._progress)} @click=${this.#save}>
          ${msg("Use for the whole site", { id: "site.use" })}
        </button>
        <button @click=${() => this._dialog?.close()}>${msg("Cancel", { id: "forget.cancel" })}</button>
        <span role="status">${progressWords(this._progress)}</span>
      </div>
    </dialog>`;
  }

  readonly #save = async (): Promise<void> => {
    const preset = this._chosen ?? this.earlier ?? this.preset;
    const isSaved = await runSave({
      save: (options) => this.save?.(preset, options),
      doubts: this.doubtsOf(preset),
      onProgress: (progress) => {
        this._progress = progress;
      },
    });
    if (isSaved) this._dialog?.close();
  };

  readonly #later = (): void => {
    this.dispatchEvent(new CustomEvent("davy-later"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "preset-question": PresetQuestion;
  }
}
