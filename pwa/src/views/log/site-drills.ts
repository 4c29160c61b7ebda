import { localized, msg, str } from "@lit/localize";
import { Task } from "@lit/task";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import type { DrillMode, DrillRow } from "../../../../shared/wire/alarms.ts";
import { drillFields, readDrill } from "../../components/alarm/drill-fields.ts";
import "../../components/settings/device-choice.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { personName } from "../../i18n/alarm-texts.ts";
import { type DrillGroup, drillGroups } from "../../rules/drill-groups.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "../alarms/alarm-history-styles.ts";
import { logStyles } from "./log-styles.ts";

/** What another screen began or ended is seen after this, ms. */
const LOOK_MS = 15_000;

/** Drills and tests of any number of devices: those that last, and a new one. */
@customElement("site-drills")
@localized()
export class SiteDrills extends LitElement {
  static override styles = [controlStyles, historyStyles, logStyles];

  @state() private _chosen: ReadonlySet<string> = new Set();
  @state() private _problem = "";
  @state() private _isBusy = false;
  @state() private _done = 0;
  readonly #shown = new ShownAlarmsController(this);

  readonly #drills = new Task(this, {
    args: () => [this.#shown.alarms, this._done, Math.floor(this.#shown.now / LOOK_MS)] as const,
    task: async ([alarms], { signal }): Promise<readonly DrillRow[]> =>
      alarms ? await (await alarms.acts()).drills(signal) : [],
  });

  override render() {
    const lasting = drillGroups(this.#drills.value ?? [], this.#shown.now);
    return html`<p class="count" role="status">${lasting.length === 0 ? msg("No drill and no test lasts.", { id: "drill.none" }) : ""}</p>
      ${lasting.length > 0 ? html`<ol class="list">${lasting.map((group) => this.#row(group))}</ol>` : nothing}
      ${this.#shown.mayAnswer ? this.#form() : nothing}
      ${this._problem ? html`<p role="alert">${this._problem}</p>` : nothing}`;
  }

  #row({ devices, mode, until, reason, by }: DrillGroup) {
    const { format, now } = this.#shown;
    const word = mode === "test" ? msg("Test", { id: "drill.test" }) : msg("Drill", { id: "drill.drill" });
    const end = () =>
      void this.#send({ devices, until: null, reason: msg("ended by hand", { id: "alarm.shelveEnded" }) });
    return html`<li><span>${word}, ${msg(str`until ${format.time(until, now)}`, { id: "drill.until" })}</span>
      <span>${devices.map((device) => this.#nameOf(device)).join(", ")}<br />
        <small>${personName(by)}: ${reason}</small>
        ${this.#shown.mayAnswer ? html`<br /><button ?disabled=${this._isBusy} @click=${end}>${msg("End that now", { id: "alarm.shelveEnd" })}</button>` : nothing}</span></li>`;
  }

  #form() {
    const devices = [...(this.#shown.fleet.data?.fleet.devices().values() ?? [])];
    const choose = ({ detail }: CustomEvent<ReadonlySet<string>>) => {
      this._chosen = detail;
    };
    return html`<form @submit=${this.#begin}>
      <h2>${msg("Begin a drill or a test", { id: "drill.begin" })}</h2>
      <device-choice .devices=${devices} .chosen=${this._chosen} @chosen-change=${choose}></device-choice>
      ${drillFields(["drill", "test"])}
      <p class="more"><button class="primary" ?disabled=${this._isBusy || this._chosen.size === 0}>
        ${msg(str`Begin with ${this._chosen.size} devices`, { id: "drill.beginWith" })}
      </button></p>
    </form>`;
  }

  #nameOf(device: string): string {
    return deviceName(device, this.#shown.fleet.data?.fleet.devices().get(device)?.settings);
  }

  readonly #begin = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { target: form } = event;
    if (!(form instanceof HTMLFormElement)) return;
    const isBegun = await this.#send({ devices: [...this._chosen], ...readDrill(form, this.#shown.now) });
    if (!isBegun) return;
    form.reset();
    this._chosen = new Set();
  };

  async #send(drill: {
    devices: readonly string[];
    until: number | null;
    reason: string;
    mode?: DrillMode;
  }): Promise<boolean> {
    this._isBusy = true;
    this._problem = "";
    try {
      await (await this.#shown.alarms?.acts())?.drill(drill);
      this._done += 1;
      return true;
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
      return false;
    } finally {
      this._isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "site-drills": SiteDrills;
  }
}
