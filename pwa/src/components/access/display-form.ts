import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DisplayAnswer, DisplayPatch } from "../../../../shared/wire/displays.ts";
import type { Work } from "../../controllers/attempt-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { choiceFieldStyles } from "../settings/choice-field.ts";
import { accessStyles } from "./access-styles.ts";
import { lookFields } from "./look-fields.ts";

/** What an admin changes of a display, from afar. */
@customElement("display-form")
@localized()
export class DisplayForm extends LitElement {
  static override styles = [
    controlStyles,
    choiceFieldStyles,
    accessStyles,
    css`
      form {
        padding-bottom: var(--gap-3);
      }
    `,
  ];

  @property({ attribute: false }) display: DisplayAnswer | undefined;
  @property({ attribute: false }) places: readonly string[] = [];
  /** Asks the server; answers whether it was done. */
  @property({ attribute: false }) change: ((work: Work) => Promise<boolean>) | undefined;

  @state() private _patch: DisplayPatch = {};
  @state() private _isRemoving = false;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("display");
    if (before && before.id !== this.display?.id) this._patch = {};
  }

  override render() {
    const { display } = this;
    if (!display) return nothing;
    const shown = { ...display, ...this._patch };
    return html`<form @submit=${this.#submit}>
      <div class="field">
        <label for="name">${msg("Name", { id: "access.name" })}</label>
        <input
          id="name"
          type="text"
          autocomplete="off"
          required
          maxlength="64"
          .value=${shown.name}
          @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => this.#set({ name: event.currentTarget.value })}
        />
      </div>
      ${lookFields({ look: shown, places: this.places, onChange: (change) => this.#set(change) })}
      <div class="actions">
        <button class="primary" ?disabled=${Object.keys(this._patch).length === 0}>
          ${msg("Save", { id: "device.save" })}
        </button>
        ${this.#removal(display)}
      </div>
    </form>`;
  }

  #removal({ id, name }: DisplayAnswer) {
    if (!this._isRemoving)
      return html`<button type="button" @click=${() => {
        this._isRemoving = true;
      }}>
        ${msg("Remove …", { id: "access.remove" })}
      </button>`;
    return html`<span>${msg("The screen goes dark for readings, and shows a code again.", { id: "access.removeDisplayWhy" })}</span>
      <button type="button" @click=${() => this.change?.((verbs) => verbs.removeDisplay(id))}>
        ${msg(str`Remove ${name}`, { id: "access.removeName" })}
      </button>
      <button type="button" @click=${() => {
        this._isRemoving = false;
      }}>
        ${msg("Cancel", { id: "access.cancel" })}
      </button>`;
  }

  #set(change: DisplayPatch): void {
    this._patch = { ...this._patch, ...change };
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { display, _patch: patch } = this;
    if (!display) return;
    if (await this.change?.((verbs) => verbs.changeDisplay(display.id, patch))) this._patch = {};
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "display-form": DisplayForm;
  }
}
