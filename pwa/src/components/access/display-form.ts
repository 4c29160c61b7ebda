import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DisplayAnswer, DisplayPatch } from "../../../../shared/wire/displays.ts";
import type { Work } from "../../controllers/attempt-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { choiceFieldStyles } from "../settings/choice-field.ts";
import { accessStyles } from "./access-styles.ts";
import { formActions, type Removal } from "./form-actions.ts";
import { lookFields } from "./look-fields.ts";
import { textField } from "./text-field.ts";

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

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("display");
    if (before && before.id !== this.display?.id) this._patch = {};
  }

  override render() {
    const { display } = this;
    if (!display) return nothing;
    const shown = { ...display, ...this._patch };
    return html`<form @submit=${this.#submit}>
      ${textField({
        id: "name",
        label: msg("Name", { id: "access.name" }),
        value: shown.name,
        maxLength: 64,
        onInput: (name) => this.#set({ name }),
      })}
      ${lookFields({ look: shown, places: this.places, onChange: (change) => this.#set(change) })}
      ${formActions({ isChanged: Object.keys(this._patch).length > 0, removal: this.#removal(display) })}
    </form>`;
  }

  #removal({ id, name }: DisplayAnswer): Removal {
    return {
      name,
      why: msg("The screen goes dark for readings, and shows a code again.", {
        id: "access.removeDisplayWhy",
      }),
      remove: () => this.change?.((verbs) => verbs.removeDisplay(id)),
    };
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
