import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { nameWithId } from "../../../../shared/present/names-apart.ts";
import { countDevices, type DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { SensorStatus } from "../../../../shared/present/present-sensor.ts";
import type { Format } from "../../i18n/format.ts";
import { shortStateWord } from "../../i18n/state-texts.ts";
import { isLongSilent } from "../../rules/fleet-order.ts";
import { type GasColumn, gasColumns, gasRow } from "../../rules/gas-columns.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { keyedList } from "../base/keyed-list.ts";
import { rowIcon } from "../base/row-icons.ts";
import { stateMark, stateMarkStyles } from "../sensor/state-mark.ts";
import { placeSheetStyles } from "./place-sheet-styles.ts";
import "./device-row.ts";

/** What every row needs beside its device. One object for as long as nothing of it changes for rows that are as they were. */
export interface RowContext {
  readonly format: Format;
  /** Draws a device's last hour; undefined until its code is there. */
  readonly spark: ((presentation: DevicePresentation) => unknown) | undefined;
  /** How often a device's trends were filled from history. */
  fillsOf(device: string): number;
  /** Whether a device is drawn before it was looked for whether it is in sight. */
  isFirst(device: string): boolean;
}

interface Row {
  readonly fills: number;
  readonly template: TemplateResult;
}

/** Each picture has a new set, which is mostly as empty as the last one. */
function areOthers(names: ReadonlySet<string>, before: ReadonlySet<string> | undefined): boolean {
  return [...names].join() !== [...(before ?? [])].join();
}

/** States that a sheet's head counts, the worst first. */
const COUNTED: readonly SensorStatus[] = ["a2", "a1", "fault", "late", "stale", "offline"];

/** The devices of a place as a table on a sheet of its own: a row per device, a column per gas. */
@customElement("place-sheet")
@localized()
export class PlaceSheet extends LitElement {
  static override styles = [controlStyles, stateMarkStyles, placeSheetStyles];

  @property({ attribute: false }) devices: readonly DevicePresentation[] = [];
  @property({ attribute: false }) context: RowContext | undefined;
  /** Undefined where all devices stand in one sheet that needs no name. */
  @property({ attribute: false }) heading: string | undefined;
  @property({ attribute: false }) isMine = false;
  /** Whether what is silent for more than a day may be folded into one line. */
  @property({ attribute: false }) mayFold = false;
  /** Devices that stand in a block above: where there is little room they are not in the table again. */
  @property({ attribute: false }) blocked: ReadonlySet<string> = new Set();
  /** Devices that are called as another one of the place is: their ids tell them apart. */
  @property({ attribute: false, hasChanged: areOthers }) namesakes: ReadonlySet<string> = new Set();
  /** The chosen devices, while some are being chosen. */
  @property({ attribute: false }) chosen: ReadonlySet<string> | undefined;
  @state() private _isOpen = false;

  #columns: readonly GasColumn[] = [];
  #rows = new WeakMap<DevicePresentation, Row>();

  override willUpdate(changed: PropertyValues<this>): void {
    const columns = gasColumns(this.devices.filter(({ device }) => !this.blocked.has(device)));
    const isSame = columns.map(({ id }) => id).join() === this.#columns.map(({ id }) => id).join();
    if (!isSame) this.#columns = columns;
    if (
      !isSame ||
      changed.has("chosen") ||
      changed.has("context") ||
      changed.has("isMine") ||
      changed.has("namesakes")
    )
      this.#rows = new WeakMap();
    // Through the style object: the page's policy forbids style attributes.
    this.style.setProperty("--n", String(this.#columns.length));
    this.style.setProperty("--steps", String(this.#steps()));
  }

  override render() {
    const folded = this.#folded();
    const shown = this.devices.filter((one) => !folded.includes(one) && !this.blocked.has(one.device));
    return html`<section aria-labelledby="place">
      ${this.#head()}
      <div role="list" ${keyedList(shown, ({ device }) => device, this.#row)}></div>
      ${folded.length > 0 ? this.#fold(folded) : nothing}
    </section>`;
  }

  #folded(): readonly DevicePresentation[] {
    return this.mayFold ? this.devices.filter(isLongSilent) : [];
  }

  /** How high the sheet is on a wide screen, in steps of 0.25rem: head, rows, what is folded, and the room below. */
  #steps(): number {
    const folded = this.#folded().length;
    const rows = this.devices.length - (this._isOpen ? 0 : folded);
    const hasRest = this.devices.filter((one) => gasRow(one, this.#columns).rest.length > 0).length;
    return 10 + 11 * rows + 6 * hasRest + (folded > 0 ? 11 : 0) + 3;
  }

  #head() {
    const heading = this.heading ?? msg("Devices", { id: "overview.deviceList" });
    return html`<header>
      <div class="place">
        ${this.chosen ? this.#chooseAll(heading) : nothing}
        <h2 id="place">${this.isMine ? rowIcon("star") : nothing}${heading}</h2>
        <p>${this.#summary()}</p>
      </div>
      ${this.#columns.map(({ symbol, unit }) => html`<span class="gas" aria-hidden="true"><b>${symbol}</b> ${unit}</span>`)}
      <span class="hour" aria-hidden="true">${msg("last hour", { id: "overview.lastHour" })}</span>
    </header>`;
  }

  #chooseAll(heading: string) {
    const isAll = this.devices.every(({ device }) => this.chosen?.has(device));
    return html`<input
      type="checkbox"
      aria-label=${msg(str`All of ${heading}`, { id: "overview.allOf" })}
      .checked=${isAll}
      @change=${() => this.dispatchEvent(new CustomEvent("davy-choose-all", { detail: { devices: this.devices.map(({ device }) => device), isChosen: !isAll } }))}
    />`;
  }

  #summary() {
    const counts = countDevices(this.devices);
    const total = this.context?.format.number(this.devices.length) ?? "";
    const present = COUNTED.filter((status) => counts[status] > 0);
    const isRated = this.devices.every(({ sensors }) =>
      sensors.every((sensor) => sensor.state !== "normal" || sensor.shown.rated),
    );
    if (present.length > 0)
      return html`${present.map((status) => html`<span>${stateMark(status)}<span class="visually-hidden">${shortStateWord(status)}: </span>${counts[status]}</span>`)}
        <span>${msg(str`of ${total}`, { id: "overview.ofAll" })}</span>`;
    return isRated
      ? msg(str`${total}, all normal`, { id: "overview.allNormal" })
      : msg(str`${total}, no alarm`, { id: "overview.noAlarm" });
  }

  readonly #row = (presentation: DevicePresentation): TemplateResult => {
    const fills = this.context?.fillsOf(presentation.device) ?? 0;
    const known = this.#rows.get(presentation);
    if (known?.fills === fills) return known.template;
    const template = this.#newRow(presentation, fills);
    this.#rows.set(presentation, { fills, template });
    return template;
  };

  #newRow(presentation: DevicePresentation, fills: number): TemplateResult {
    const { device } = presentation;
    const { context } = this;
    return html`<device-row
      role="listitem"
      data-device=${device}
      .format=${context?.format}
      .columns=${this.#columns}
      .spark=${context?.spark}
      .fills=${fills}
      .hasPlace=${this.isMine}
      .isNamesake=${this.namesakes.has(device)}
      .chosen=${this.chosen?.has(device)}
      .isFirst=${context?.isFirst(device) ?? false}
      .presentation=${presentation}
    ></device-row>`;
  }

  #fold(folded: readonly DevicePresentation[]) {
    const count = this.context?.format.number(folded.length) ?? "";
    const names = folded
      .map(({ device, name }) => (this.namesakes.has(device) ? nameWithId(name, device) : name))
      .join(", ");
    return html`<details ?open=${this._isOpen} @toggle=${this.#toggle}>
      <summary>
        ${stateMark("stale")}<span>${msg(str`${count} silent for more than a day: ${names}`, { id: "overview.longSilent" })}</span>
        ${rowIcon("chevronRight")}
      </summary>
      ${this._isOpen ? html`<div role="list" ${keyedList(folded, ({ device }) => device, this.#row)}></div>` : nothing}
    </details>`;
  }

  readonly #toggle = (event: Event & { currentTarget: HTMLDetailsElement }): void => {
    this._isOpen = event.currentTarget.open;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "place-sheet": PlaceSheet;
  }
}
