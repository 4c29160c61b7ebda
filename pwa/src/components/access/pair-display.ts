import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DisplayLook, FoundPairingAnswer } from "../../../../shared/wire/displays.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { choiceFieldStyles } from "../settings/choice-field.ts";
import { accessStyles } from "./access-styles.ts";
import { attemptState } from "./attempt-state.ts";
import { lookFields } from "./look-fields.ts";

const AS_SITE: DisplayLook = { places: null, theme: null, language: null, answers: false };

/** Lets a screen in by the code that it shows: first says which screen asks, then asks what it is to be. Tells `davy-done`. */
@customElement("pair-display")
@localized()
export class PairDisplay extends LitElement {
  static override styles = [controlStyles, choiceFieldStyles, accessStyles];

  /** From the address, where the code was scanned. */
  @property() code = "";
  @property({ attribute: false }) places: readonly string[] = [];

  @state() private _found: FoundPairingAnswer | undefined;
  @state() private _name = "";
  @state() private _look = AS_SITE;
  @state() private _paired = "";
  readonly #attempt = new AttemptController(this);

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("code") && this.code !== "" && !this._found) void this.#find();
  }

  override render() {
    return html`<form @submit=${this.#submit}>
      ${this._found ? this.#display(this._found) : this.#codeField()} ${attemptState(this.#attempt)}
      <div class="actions">
        <button class="primary" ?disabled=${this.#attempt.isBusy || this.#attempt.waitSeconds > 0}>
          ${this._found ? msg("Let it in", { id: "pairing.confirm" }) : msg("Go on", { id: "access.goOn" })}
        </button>
        ${
          this._found
            ? html`<button type="button" @click=${this.#forget}>${msg("Cancel", { id: "access.cancel" })}</button>`
            : nothing
        }
        <p role="status">
          ${this._paired ? msg(str`${this._paired} is a display from now on.`, { id: "pairing.done" }) : nothing}
        </p>
      </div>
    </form>`;
  }

  #codeField() {
    return html`<div class="field">
      <label for="code">${msg("Code on the screen", { id: "pairing.codeField" })}</label>
      <input
        id="code"
        type="text"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        maxlength="12"
        required
        .value=${this.code}
        @change=${(event: Event & { currentTarget: HTMLInputElement }) => {
          this.code = event.currentTarget.value;
        }}
      />
    </div>`;
  }

  #display({ from, device }: FoundPairingAnswer) {
    return html`<p>
        ${icon("monitor")} ${msg(str`The screen that asks: ${device}, ${from}`, { id: "pairing.asks" })}
      </p>
      <div class="field">
        <label for="name">${msg("Where does it hang?", { id: "pairing.name" })}</label>
        <input
          id="name"
          type="text"
          autocomplete="off"
          required
          maxlength="64"
          .value=${this._name}
          @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => {
            this._name = event.currentTarget.value;
          }}
        />
      </div>
      ${lookFields({
        look: this._look,
        places: this.places,
        onChange: (change) => {
          this._look = { ...this._look, ...change };
        },
      })}`;
  }

  readonly #forget = (): void => {
    this._found = undefined;
    this.code = "";
  };

  async #find(): Promise<void> {
    const code = this.#plainCode();
    this._paired = "";
    await this.#attempt.run(async (verbs) => {
      this._found = await verbs.findPairing(code);
    });
  }

  #plainCode(): string {
    return this.code.replaceAll(/[\s-]/g, "").toUpperCase();
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { _found: found, _look: look } = this;
    if (!found) return await this.#find();
    const body = { ...look, code: this.#plainCode(), name: this._name.trim() };
    if (!(await this.#attempt.run((verbs) => verbs.confirmPairing(found.id, body)))) return;
    this._paired = body.name;
    this.#forget();
    this._name = "";
    this._look = AS_SITE;
    this.dispatchEvent(new CustomEvent("davy-done"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "pair-display": PairDisplay;
  }
}
