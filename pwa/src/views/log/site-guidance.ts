import { localized, msg } from "@lit/localize";
import { Task } from "@lit/task";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { GAS_IDS } from "../../../../shared/rules/gases.ts";
import {
  GUIDANCE_LEVELS,
  type GuidanceScope,
  type GuidanceText,
  MAX_GUIDANCE_TEXT,
} from "../../../../shared/rules/guidance.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { levelName } from "../../i18n/alarm-texts.ts";
import { gasName } from "../../i18n/gas-texts.ts";
import { placesOf } from "../../rules/places.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "../alarms/alarm-history-styles.ts";
import { logStyles } from "./log-styles.ts";

const ANY: GuidanceScope = { gas: null, level: null, place: null };

/** What to do at alarms, as the site has it written down; admins change it here. */
@customElement("site-guidance")
@localized()
export class SiteGuidance extends LitElement {
  static override styles = [controlStyles, historyStyles, logStyles];

  @state() private _scope = ANY;
  @state() private _saved = 0;
  @state() private _problem = "";
  readonly #shown = new ShownAlarmsController(this);

  readonly #texts = new Task(this, {
    args: () => [this.#shown.alarms, this._saved] as const,
    task: async ([alarms], { signal }) => (alarms ? await (await alarms.acts()).guidance(signal) : []),
  });

  override render() {
    const texts = this.#texts.value ?? [];
    return html`<p class="count">${msg("What stands here is shown with alarms and on displays, before what holds in general. A line is a step.", { id: "guidance.note" })}</p>
      ${texts.length === 0 ? html`<p>${msg("Nothing is written down yet.", { id: "guidance.none" })}</p>` : html`<ol class="list">${texts.map((text) => this.#row(text))}</ol>`}
      ${this.#shown.session.may("settings") ? this.#form() : nothing}
      ${this._problem ? html`<p role="alert">${this._problem}</p>` : nothing}`;
  }

  #row({ text, ...scope }: GuidanceText) {
    const { gas, level, place } = scope;
    const words = [gas && gasName(gas), level && levelName({ condition: level }), place]
      .filter(Boolean)
      .join(", ");
    const remove = () => void this.#save({ ...scope, text: null });
    return html`<li><span>${words || msg("All", { id: "alarm.all" })}</span>
      <span>${text.split("\n").map((line) => html`${line}<br />`)}
      ${this.#shown.session.may("settings") ? html`<button @click=${remove}>${msg("Remove", { id: "guidance.remove" })}</button>` : nothing}</span></li>`;
  }

  #form() {
    const all = msg("All", { id: "alarm.all" });
    const gas = GAS_IDS.filter((id) => id !== "unknown");
    const submit = (event: Event) => {
      event.preventDefault();
      const field = this.renderRoot.querySelector("textarea");
      const text = field?.value.trim() ?? "";
      if (text !== "") void this.#save({ ...this._scope, text });
    };
    return html`<form @submit=${submit}>
      <div class="filters">
        <label>${msg("Gas", { id: "guidance.gas" })}<select @change=${(event: Event) => this.#choose(event, { gas })}>
          <option value="">${all}</option>
          ${gas.map((id) => html`<option value=${id}>${gasName(id)}</option>`)}
        </select></label>
        <label>${msg("Level", { id: "guidance.level" })}<select @change=${(event: Event) => this.#choose(event, { level: GUIDANCE_LEVELS })}>
          <option value="">${all}</option>
          ${GUIDANCE_LEVELS.map((level) => html`<option value=${level}>${levelName({ condition: level })}</option>`)}
        </select></label>
        <label>${msg("Place", { id: "guidance.place" })}<select @change=${(event: Event) => this.#choose(event, { place: this.#places() })}>
          <option value="">${all}</option>
          ${this.#places().map((place) => html`<option value=${place}>${place}</option>`)}
        </select></label>
      </div>
      <label>${msg("Text", { id: "guidance.text" })}
        <textarea rows="5" maxlength=${MAX_GUIDANCE_TEXT}></textarea></label>
      <p class="more"><button class="primary">${msg("Save", { id: "guidance.save" })}</button></p>
    </form>`;
  }

  #places(): readonly string[] {
    return placesOf(this.#shown.fleet.data?.fleet.devices().values() ?? []);
  }

  #choose(
    { target }: Event,
    choices: { readonly [Member in keyof GuidanceScope]?: readonly string[] },
  ): void {
    if (!(target instanceof HTMLSelectElement)) return;
    for (const [member, values] of Object.entries(choices))
      this._scope = { ...this._scope, [member]: values.find((value) => value === target.value) ?? null };
  }

  async #save(change: GuidanceScope & { readonly text: string | null }): Promise<void> {
    try {
      await (await this.#shown.alarms?.acts())?.setGuidance(change);
      this._problem = "";
      this._saved += 1;
      const field = this.renderRoot.querySelector("textarea");
      if (field) field.value = "";
    } catch (error) {
      this._problem =
        error instanceof Error ? error.message : msg("Not saved. Try again.", { id: "guidance.failed" });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "site-guidance": SiteGuidance;
  }
}
