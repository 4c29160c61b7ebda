import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { nameWithId } from "../../../../shared/present/names-apart.ts";
import { type DevicePresentation, LOW_BATTERY } from "../../../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import { NearController } from "../../controllers/near-controller.ts";
import { deviceHref } from "../../ground/routes.ts";
import { ageText } from "../../i18n/age-texts.ts";
import { clockUnsetText, doubtText } from "../../i18n/doubt-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { durationText } from "../../i18n/lengths.ts";
import { calibrationWord, sensorName, stateWords } from "../../i18n/state-texts.ts";
import { type GasColumn, gasRow } from "../../rules/gas-columns.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { ValueMotion } from "../base/motion.ts";
import { rowIcon } from "../base/row-icons.ts";
import { stateMark, stateMarkStyles } from "../sensor/state-mark.ts";
import { deviceRowStyles } from "./device-row-styles.ts";
import { valueCell } from "./value-cell.ts";
import { valueCellStyles } from "./value-cell-styles.ts";

/**
 * What a sensor's number cannot say, where there is room for words: what is wrong with it, and that it is not what the instrument sent,
 * since a zero that was set in gas hides it.
 */
function notes(sensors: readonly SensorPresentation[], format: Format) {
  return sensors.flatMap((sensor) => {
    const { scale, state } = sensor;
    const isFault = state === "fault";
    const isTrouble = isFault || (state === "normal" && !sensor.shown.rated);
    return [isTrouble && stateWords(sensor, format), calibrationWord(scale, format)]
      .filter(Boolean)
      .map((words) => html`<span class=${isFault ? "more" : ""}>${sensorName(scale)}: ${words}</span>`);
  });
}

function lowBattery(percent: number, format: Format) {
  const text = format.percent(percent);
  return html`<span class="low">${rowIcon("batteryLow")}<span class="visually-hidden"
      >${msg(str`Battery low: ${text}`, { id: "overview.batteryLow" })}</span
    ><span aria-hidden="true">${text}</span></span
  >`;
}

/**
 * A device in the table of its place: its name and a number for each gas. What is older than it should be, or about to fail, is
 * said beside the name; nothing else is. Drawn while it is in sight or nearly so.
 */
@customElement("device-row")
@localized()
export class DeviceRow extends LitElement {
  static override styles = [controlStyles, stateMarkStyles, valueCellStyles, deviceRowStyles];

  @property({ attribute: false }) presentation: DevicePresentation | undefined;
  @property({ attribute: false }) columns: readonly GasColumn[] = [];
  @property({ attribute: false }) format: Format | undefined;
  /** Draws the last hour, where its code is there. */
  @property({ attribute: false }) spark: ((presentation: DevicePresentation) => unknown) | undefined;
  /** Any change of it draws the last hour again. */
  @property({ attribute: false }) fills = 0;
  /** Whether its place is said: where devices of several places stand together. */
  @property({ attribute: false }) hasPlace = false;
  /** Whether another one beside it has its name: its id tells them apart. */
  @property({ attribute: false }) isNamesake = false;
  /** Whether it is chosen, while some are being chosen. */
  @property({ attribute: false }) chosen: boolean | undefined;
  /** One of the first, which is drawn before it was looked for whether it is in sight. */
  @property({ attribute: false, hasChanged: () => false }) isFirst = false;

  readonly #motion = new ValueMotion();
  readonly #near = new NearController(this, () => this.presentation?.device);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.isFirst) this.#near.assume();
  }

  override updated(): void {
    this.#motion.observe(this.renderRoot.querySelectorAll(".cell b"));
  }

  override render() {
    const { presentation, format } = this;
    if (!presentation || !format || !this.#near.isNear) return nothing;
    const { freshness } = presentation;
    const { cells, rest } = gasRow(presentation, this.columns);
    const isOld = freshness.status === "stale" || freshness.status === "offline";
    return html`<div class="row ${isOld ? "old" : ""} ${this.chosen ? "chosen" : ""}">
      <div class="name">${this.#name(presentation)} ${this.#facts(presentation, format)}</div>
      ${cells.map((sensor) => valueCell(sensor, format))} <span class="hour">${this.spark?.(presentation) ?? nothing}</span>
      ${rest.length > 0 ? html`<div class="rest">${rest.map((sensor) => valueCell(sensor, format, true))}</div>` : nothing}
    </div>`;
  }

  #name({ device, name: called }: DevicePresentation) {
    const name = this.isNamesake ? nameWithId(called, device) : called;
    if (this.chosen === undefined) return html`<h3><a href=${deviceHref(device)}>${name}</a></h3>`;
    return html`<h3>
      <label><input type="checkbox" .checked=${this.chosen} @change=${this.#choose} />${name}</label>
    </h3>`;
  }

  readonly #choose = (): void => {
    const detail = this.presentation?.device;
    this.dispatchEvent(new CustomEvent("davy-choose", { detail, bubbles: true, composed: true }));
  };

  #facts({ freshness, battery, place, isClockUnset, sensors }: DevicePresentation, format: Format) {
    const isLow = battery !== null && battery < LOW_BATTERY;
    const words = notes(sensors, format);
    const doubt = doubtText(freshness);
    const isLive = freshness.status === "live";
    if (isLive && !isLow && !isClockUnset && words.length === 0 && !doubt && !(this.hasPlace && place))
      return nothing;
    return html`<div class="facts">
      ${this.hasPlace && place ? html`<span>${place}</span>` : nothing}
      ${isLive || freshness.status === "late" ? nothing : html`<span class="old">${stateMark(freshness.status)}${this.#age(freshness, format)}</span>`}
      ${doubt ? html`<span class="old">${stateMark("late")}${doubt}</span>` : nothing}
      ${isClockUnset ? html`<span>${clockUnsetText()}</span>` : nothing}
      ${isLow ? lowBattery(battery, format) : nothing}
      ${words}
    </div>`;
  }

  #age(freshness: DevicePresentation["freshness"], format: Format): string {
    const { ageMs, status } = freshness;
    if (ageMs === undefined || status === "offline") return ageText(freshness, format);
    const age = durationText(ageMs, format);
    return msg(str`no data for ${age}`, { id: "overview.noDataFor" });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-row": DeviceRow;
  }
}
