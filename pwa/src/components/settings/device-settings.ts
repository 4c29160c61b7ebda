import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type DeviceState, isRetired } from "../../../../shared/fleet/fleet.ts";
import { type Dangers, dangersOf } from "../../../../shared/rules/dangers.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { Rulebook } from "../../../../shared/rules/rulebook.ts";
import type { DeviceSettings, DeviceSettingsPatch } from "../../../../shared/rules/settings.ts";
import type { ChangeOptions } from "../../data/base/needs-confirmation.ts";
import { doubtfulText } from "../../i18n/danger-texts.ts";
import { spanText } from "../../i18n/lengths.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import { type TypedNumbers, typedNumbersOf } from "../../i18n/typed-numbers.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import { parseKept, restoreDraft, touchedFields } from "../../rules/kept-draft.ts";
import {
  draftOf,
  type FieldProblem,
  readDraft,
  refusedFields,
  type SettingsDraft,
  settable,
} from "../../rules/settings-draft.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { deviceSettingsStyles } from "./device-settings-styles.ts";
import { readKept, writeKept } from "./kept-drafts.ts";
import { EDITING, isBusy, progressWords, runSave, type SaveProgress, saveQuestion } from "./save-progress.ts";
import { sensorFields } from "./sensor-fields.ts";
import { type FieldChange, field, problemText } from "./settings-fields.ts";

/** How often its instrument is to be tested. */
type TestDays = "bumpDays" | "calibrationDays";

/** Sends a patch; rejects with a sentence for the user. */
export type SaveSettings = (patch: DeviceSettingsPatch, options?: ChangeOptions) => Promise<void>;

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
  @property() preset: PresetId = "instrument";
  @property({ attribute: false }) numbers: TypedNumbers = typedNumbersOf(DEFAULT_DISPLAY.format);
  @property({ attribute: false }) save: SaveSettings | undefined;
  /** Whoever looks may give names and places, and no more. */
  @property({ type: Boolean }) isNamesOnly = false;

  @state() private _draft: SettingsDraft | undefined;
  @state() private _problems: readonly FieldProblem[] = [];
  @state() private _progress: SaveProgress = EDITING;
  /** Whether the fields have what was typed on an earlier visit. */
  @state() private _isRestored = false;
  #draftedFor: string | undefined;
  /** As they were when the fields were drafted. */
  #settings: DeviceSettings | undefined;
  /** The fields as they were before anybody typed. */
  #from: SettingsDraft | undefined;

  /** Whether something is typed that is not saved. */
  get isDirty(): boolean {
    return this._draft !== undefined && this.#from !== undefined && !isSame(this._draft, this.#from);
  }

  override willUpdate(): void {
    if (!this.state || !this.#isOutdated(this.state)) return;
    if (this.#draftedFor !== this.state.device) this._progress = EDITING;
    this.#draftedFor = this.state.device;
    this.#settings = this.state.settings;
    this.#from = draftOf(this.state.settings, this.state.sensors, this.numbers);
    this._draft = restoreDraft(this.#from, parseKept(readKept(this.state.device)));
    this._isRestored = this.isDirty;
  }

  /** Fields that nobody touched follow what others change meanwhile. */
  #isOutdated({ device, settings }: DeviceState): boolean {
    return this.#draftedFor !== device || (this.#settings !== settings && this._draft === this.#from);
  }

  override render() {
    const { state, _draft: draft } = this;
    if (!state || !draft) return nothing;
    return html`<form novalidate @submit=${this.#submit}>
      ${this._isRestored && this.isDirty ? html`<p class="restored">${msg("What you typed and did not save is here again.", { id: "device.restored" })}</p>` : nothing}
      <h2>${msg("Name, place and rhythm", { id: "device.section.device" })}</h2>
      <div class="fields">${this.#deviceFields(draft)}</div>
      ${this.isNamesOnly ? nothing : html`<h2>${msg("Sensors", { id: "device.section.sensors" })}</h2>`}
      ${(this.isNamesOnly ? [] : settable(state.sensors)).map((sensor) => {
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
      <div class="actions ${this.isDirty || this._progress.kind !== "editing" ? "waiting" : ""}">
        ${saveQuestion(this._progress)}
        <button class="primary" ?disabled=${isBusy(this._progress)}>
          ${msg("Save", { id: "device.save" })}
        </button>
        <button type="button" @click=${this.#reset}>${msg("Reset", { id: "device.reset" })}</button>
        <p role="status">${this.#progressWords()}</p>
      </div>
      ${this.isNamesOnly ? nothing : html`${this.#clock(state)} ${this.#service(state)}`}
    </form>`;
  }

  /** Only who knows the device can tell a wrong clock from readings that arrive late. */
  #clock({ behindMs, settings }: DeviceState) {
    if (settings.clockWrong)
      return this.#offer({
        why: msg("Its clock is known to be wrong: its values count as of their arrival.", {
          id: "device.clockWrong",
        }),
        word: msg("Its clock is right", { id: "device.clockRight" }),
        patch: { clockWrong: null },
      });
    if (behindMs === undefined) return nothing;
    const span = spanText(behindMs);
    return this.#offer({
      why: msg(
        str`Its clock is ${span} behind, or its readings arrive late. If you know that the clock is wrong, its values are shown as live.`,
        { id: "device.clockWhy" },
      ),
      word: msg("The clock is wrong", { id: "device.clockConfirm" }),
      patch: { clockWrong: true },
    });
  }

  /** A device that was sent away must not be mourned on every screen; one that talks cannot be hidden. */
  #service(state: DeviceState) {
    if (isRetired(state))
      return this.#offer({
        why: msg("Out of service: hidden on all screens until it posts again.", { id: "device.retired" }),
        word: msg("Put back in service", { id: "device.restore" }),
        patch: { retiredAt: null },
      });
    if (!this.isSilent) return nothing;
    return this.#offer({
      why: msg("Gone for good? Out of service it is hidden on all screens until it posts again.", {
        id: "device.retireWhy",
      }),
      word: msg("Take out of service", { id: "device.retire" }),
      patch: { retiredAt: state.lastReceivedAt },
    });
  }

  /** What is the matter, and a button that changes it at once. */
  #offer({ why, word, patch }: { why: string; word: string; patch: DeviceSettingsPatch }) {
    return html`<p class="service">
      <span>${why}</span>
      <button type="button" @click=${() => this.#send(patch)}>${word}</button>
    </p>`;
  }

  #deviceFields(draft: SettingsDraft) {
    const change: FieldChange<"name" | "place" | "wearer" | "intervalSeconds" | TestDays> = (name, value) =>
      this.#change({ [name]: value });
    return [
      field({ name: "name", label: msg("Name", { id: "device.name" }), value: draft.name, onChange: change }),
      field({
        name: "place",
        label: msg("Place", { id: "device.place" }),
        value: draft.place,
        onChange: change,
      }),
      field({
        name: "wearer",
        label: msg("Carried by", { id: "device.wearer" }),
        value: draft.wearer,
        hint: msg("empty: nobody; reports add up what a person breathed", { id: "device.wearerHint" }),
        onChange: change,
      }),
      ...(this.isNamesOnly ? [] : [this.#interval(draft, change), ...this.#testDays(draft, change)]),
    ];
  }

  #testDays(draft: SettingsDraft, onChange: FieldChange<TestDays>) {
    const hint = msg("empty: as the site says; 0: never", { id: "device.testDaysHint" });
    const days = (name: TestDays, label: string) => {
      const problem = this._problems.find((one) => one.field === name);
      return field({ name, label, value: draft[name], hint, numbers: this.numbers, problem, onChange });
    };
    return [
      days("bumpDays", msg("Bump test every … days", { id: "device.bumpDays" })),
      days("calibrationDays", msg("Calibration every … days", { id: "device.calibrationDays" })),
    ];
  }

  #interval(draft: SettingsDraft, change: FieldChange<"intervalSeconds">) {
    return field({
      name: "intervalSeconds",
      label: msg("Reports every … seconds", { id: "device.interval" }),
      value: draft.intervalSeconds,
      hint: msg("empty: learned from the readings", { id: "device.intervalLearned" }),
      numbers: this.numbers,
      problem: this._problems.find((one) => one.field === "intervalSeconds"),
      onChange: change,
    });
  }

  #change(change: Partial<SettingsDraft>): void {
    if (this._draft) this._draft = { ...this._draft, ...change };
    this._progress = EDITING;
    this.#keep();
  }

  #keep(): void {
    if (this.state && this._draft && this.#from)
      writeKept(this.state.device, touchedFields(this._draft, this.#from));
  }

  #progressWords() {
    if (this._progress.kind === "editing" && this._problems.length > 0)
      return html`<strong>${problemText(this._problems[0], this.numbers)}</strong>`;
    return progressWords(this._progress);
  }

  readonly #reset = (): void => {
    if (this.state) writeKept(this.state.device, {});
    this.#draftedFor = undefined;
    this._problems = [];
    this.requestUpdate();
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const draft = this._draft;
    if (!draft || !this.#from) return;
    const patch = this.#read(draft, this.#from);
    this._progress = EDITING;
    if (patch) {
      if (await this.#send(patch)) {
        this.#from = draft;
        this.#keep();
      }
      return;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  /** What the fields change, or the first field that is wrong. By the rule that the server goes by. */
  #read(draft: SettingsDraft, from: SettingsDraft): DeviceSettingsPatch | undefined {
    const result = readDraft(draft, from, this.numbers);
    this._problems = "patch" in result ? refusedFields(this.#dangers(result.patch).refused) : result.problems;
    return "patch" in result && this._problems.length === 0 ? result.patch : undefined;
  }

  #dangers(patch: DeviceSettingsPatch): Dangers {
    if (!this.state) return { refused: [], toConfirm: [] };
    const { settings, sensors } = this.state;
    return dangersOf({ settings, patch, sensors, rules: new Rulebook(this.preset) });
  }

  #send(patch: DeviceSettingsPatch): Promise<boolean> {
    return runSave({
      save: (options) => this.save?.(patch, options),
      doubts: this.#dangers(patch).toConfirm.map((doubtful) => doubtfulText(doubtful, sensorTitle)),
      onProgress: (progress) => {
        this._progress = progress;
      },
    });
  }
}

function isSame(draft: SettingsDraft, from: SettingsDraft): boolean {
  return draft === from || Object.keys(touchedFields(draft, from)).length === 0;
}

declare global {
  interface HTMLElementTagNameMap {
    "device-settings": DeviceSettingsForm;
  }
}
