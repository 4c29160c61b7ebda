import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type DeviceState, isRetired } from "../../../../shared/fleet/fleet.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import type { DeviceSettingsPatch } from "../../../../shared/rules/settings.ts";
import type { TypedNumbers } from "../../i18n/typed-numbers.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import {
  draftOf,
  type FieldProblem,
  readDraft,
  type SettingsDraft,
  settable,
} from "../../rules/settings-draft.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { deviceSettingsStyles } from "./device-settings-styles.ts";
import { EDITING, progressWords, runSave, type SaveProgress } from "./save-progress.ts";
import { sensorFields } from "./sensor-fields.ts";
import { type FieldChange, field, problemText } from "./settings-fields.ts";

/** Sends a patch; rejects with a sentence for the user. */
export type SaveSettings = (patch: DeviceSettingsPatch) => Promise<void>;

/** The settings of one device as a form. What is typed stays while readings arrive. */
@customElement("device-settings")
@localized()
export class DeviceSettingsForm extends LitElement {
  static override styles = [controlStyles, deviceSettingsStyles];

  @property({ attribute: false }) state: DeviceState | undefined;
  /** Whether the device is silent, and may therefore be taken out of service. */
  @property({ type: Boolean }) isSilent = false;
  /** The keys of silent sensors, which may be taken out of the live state. */
  @property({ attribute: false }) silentSensors: readonly string[] = [];
  /** Says a length of time (ms) in words. */
  @property({ attribute: false }) spanText: (ms: number) => string = DEFAULT_DISPLAY.format.span;
  @property() preset: PresetId = "instrument";
  @property({ attribute: false }) numbers: TypedNumbers = DEFAULT_DISPLAY.format.typed;
  @property({ attribute: false }) save: SaveSettings | undefined;

  @state() private _draft: SettingsDraft | undefined;
  @state() private _problems: readonly FieldProblem[] = [];
  @state() private _progress: SaveProgress = EDITING;
  #draftedFor: string | undefined;
  /** The fields as they were before anybody typed. */
  #from: SettingsDraft | undefined;

  override willUpdate(): void {
    if (!this.state || this.#draftedFor === this.state.device) return;
    this.#draftedFor = this.state.device;
    this.#from = draftOf(this.state.settings, this.state.sensors, this.numbers);
    this._draft = this.#from;
    this._progress = EDITING;
  }

  override render() {
    const { state, _draft: draft } = this;
    if (!state || !draft) return nothing;
    return html`<form novalidate @submit=${this.#submit}>
      <div class="fields">${this.#deviceFields(draft)}</div>
      ${settable(state.sensors).map((sensor) => {
        const sensorDraft = draft.sensors[sensor.key];
        return sensorDraft
          ? sensorFields({
              sensor,
              draft: sensorDraft,
              preset: this.preset,
              numbers: this.numbers,
              problems: this._problems,
              onChange: (change) =>
                this.#change({ sensors: { ...draft.sensors, [sensor.key]: { ...sensorDraft, ...change } } }),
              onRetire: this.silentSensors.includes(sensor.key)
                ? () => this.#send({ sensors: { [sensor.key]: { retiredAt: sensor.receivedAt } } })
                : undefined,
            })
          : nothing;
      })}
      <div class="actions">
        <button class="primary" ?disabled=${this._progress.kind === "saving"}>
          ${msg("Save", { id: "device.save" })}
        </button>
        <button type="button" @click=${this.#reset}>${msg("Reset", { id: "device.reset" })}</button>
        <p role="status">${this.#progressWords()}</p>
      </div>
      ${this.#clock(state)} ${this.#service(state)}
    </form>`;
  }

  /** Only who knows the device can tell a wrong clock from readings that arrive late. */
  #clock({ behindMs, settings }: DeviceState) {
    if (settings.clockWrong)
      return html`<p class="service">
        <span>${msg("Its clock is known to be wrong: its values count as of their arrival.", { id: "device.clockWrong" })}</span>
        <button type="button" @click=${() => this.#send({ clockWrong: null })}>
          ${msg("Its clock is right", { id: "device.clockRight" })}
        </button>
      </p>`;
    if (behindMs === undefined) return nothing;
    const span = this.spanText(behindMs);
    return html`<p class="service">
      <span>
        ${msg(str`Its clock is ${span} behind, or its readings arrive late. If you know that the clock is wrong, its values are shown as live.`, { id: "device.clockWhy" })}
      </span>
      <button type="button" @click=${() => this.#send({ clockWrong: true })}>
        ${msg("The clock is wrong", { id: "device.clockConfirm" })}
      </button>
    </p>`;
  }

  /** A device that was sent away must not be mourned on every screen; one that talks cannot be hidden. */
  #service(state: DeviceState) {
    if (isRetired(state))
      return html`<p class="service">
        <span>${msg("Out of service: hidden on all screens until it posts again.", { id: "device.retired" })}</span>
        <button type="button" @click=${() => this.#send({ retiredAt: null })}>
          ${msg("Put back in service", { id: "device.restore" })}
        </button>
      </p>`;
    if (!this.isSilent) return nothing;
    return html`<p class="service">
      <span>
        ${msg("Gone for good? Out of service it is hidden on all screens until it posts again.", { id: "device.retireWhy" })}
      </span>
      <button type="button" @click=${() => this.#send({ retiredAt: state.lastReceivedAt })}>
        ${msg("Take out of service", { id: "device.retire" })}
      </button>
    </p>`;
  }

  #deviceFields(draft: SettingsDraft) {
    const change: FieldChange<"name" | "place" | "intervalSeconds"> = (name, value) =>
      this.#change({ [name]: value });
    const learned = msg("empty: learned from the readings", { id: "device.intervalLearned" });
    return [
      field({ name: "name", label: msg("Name", { id: "device.name" }), value: draft.name, onChange: change }),
      field({
        name: "place",
        label: msg("Place", { id: "device.place" }),
        value: draft.place,
        onChange: change,
      }),
      field({
        name: "intervalSeconds",
        label: msg("Reports every … seconds", { id: "device.interval" }),
        value: draft.intervalSeconds,
        hint: learned,
        numbers: this.numbers,
        problem: this._problems.find((one) => one.field === "intervalSeconds"),
        onChange: change,
      }),
    ];
  }

  #change(change: Partial<SettingsDraft>): void {
    if (this._draft) this._draft = { ...this._draft, ...change };
    this._progress = EDITING;
  }

  #progressWords() {
    if (this._progress.kind === "editing" && this._problems.length > 0)
      return html`<strong>${problemText(this._problems[0], this.numbers)}</strong>`;
    return progressWords(this._progress);
  }

  readonly #reset = (): void => {
    this.#draftedFor = undefined;
    this._problems = [];
    this.requestUpdate();
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const draft = this._draft;
    if (!draft || !this.#from) return;
    const result = readDraft(draft, this.#from, this.numbers);
    this._problems = "problems" in result ? result.problems : [];
    this._progress = EDITING;
    if ("problems" in result) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    if (await this.#send(result.patch)) this.#from = draft;
  };

  #send(patch: DeviceSettingsPatch): Promise<boolean> {
    return runSave(
      () => this.save?.(patch),
      (progress) => {
        this._progress = progress;
      },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-settings": DeviceSettingsForm;
  }
}
