import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { ChartFrame } from "../../charts/chart-layout.ts";
import { type ChartPicture, type ChartStrip, linesOf } from "../../charts/chart-picture.ts";
import { newestIn, type Readout, readoutAt } from "../../charts/chart-readout.ts";
import type { GasChart } from "../../charts/gas-chart.ts";
import { type LineSummary, summariseLine } from "../../charts/line-summary.ts";
import { icon } from "../../components/base/more-icons.ts";
import { stateMarkStyles } from "../../components/sensor/state-mark.ts";
import type { Format } from "../../i18n/format.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { chartCardStyles } from "./chart-card-styles.ts";
import { chartTable, type LegendLine, laneLegend } from "./chart-figures.ts";
import type { SensorChoice } from "./graph-choices.ts";
import type { LineOwner } from "./graph-lanes.ts";
import { emptyText, summaryText } from "./summary-texts.ts";
import { swatchStyles } from "./swatch-styles.ts";
import "../../charts/gas-chart.ts";
import "../../styles/series-colours.ts";

/**
 * The sheet with the lanes: a legend with the values at the crosshair, the same as text and as a table; what is slotted stands
 * below the lanes. Emits `toggle-sensor` with a sensor's key.
 */
@customElement("chart-card")
@localized()
export class ChartCard extends LitElement {
  static override styles = [controlStyles, stateMarkStyles, swatchStyles, chartCardStyles];

  @property({ attribute: false }) picture: ChartPicture | undefined;
  @property({ attribute: false }) owners: ReadonlyMap<string, LineOwner> = new Map();
  /** Sensors that are there and not shown. */
  @property({ attribute: false }) hiddenSensors: readonly SensorChoice[] = [];
  @property() heading = "";
  @property({ attribute: false }) format: Format | undefined;
  @state() private _isTableOpen = false;
  @state() private _isBroken = false;
  @state() private _pointedAt: number | undefined;
  @query("gas-chart") private readonly _chart!: GasChart | null;
  /** Of the picture at hand: pointing must not work everything out anew. */
  #summaries: readonly (LineSummary | undefined)[] = [];
  #newest: number | undefined;
  #summarised: ChartPicture | undefined;

  override willUpdate(): void {
    const { picture } = this;
    if (!picture || picture === this.#summarised) return;
    this.#summarised = picture;
    this.#summaries = linesOf(picture).map((line) => summariseLine(line, picture.window));
    this.#newest = newestIn(picture);
  }

  override render() {
    const { picture, format } = this;
    if (!picture || !format) return nothing;
    const time = this._pointedAt ?? this.#newest;
    const readout = time === undefined ? undefined : readoutAt(picture, time);
    const empty = emptyText(picture);
    return html`
      <div class="chart">
        <gas-chart
          tabindex="0"
          role="group"
          aria-roledescription=${msg("chart", { id: "graph.chart" })}
          aria-label=${this.heading}
          aria-describedby="summary"
          aria-keyshortcuts="ArrowLeft ArrowRight + - 0 Shift+ArrowLeft Shift+ArrowRight"
          ?hidden=${this._isBroken}
          .picture=${picture}
          @cursor-change=${(event: CustomEvent<number | null>) => {
            this._pointedAt = event.detail ?? undefined;
          }}
          @chart-failed=${() => {
            this._isBroken = true;
          }}
        >
          ${picture.strips.map((strip, index) => this.#lane(strip, index, readout))}
        </gas-chart>
      </div>
      ${this._isBroken ? this.#broken() : nothing} ${this.#hidden()}
      <slot></slot>
      <p id="summary" class="visually-hidden">
        ${linesOf(picture).map((line, index) => html`${summaryText(line, this.#summaries[index], { format, until: picture.window.to, empty })} `)}
      </p>
      <details @toggle=${this.#toggle}>
        <summary>${msg("Table", { id: "graph.table" })}</summary>
        ${this._isTableOpen ? html`<div class="scroll" tabindex="0" role="region" aria-label=${msg("Table", { id: "graph.table" })}>${chartTable(picture, format)}</div>` : nothing}
      </details>
    `;
  }

  /** The chart's picture as a canvas, and where its parts stand, for an image file. */
  toCanvas(): { readonly canvas: HTMLCanvasElement; readonly frame: ChartFrame } | undefined {
    const canvas = this._chart?.toCanvas();
    const frame = this._chart?.frame;
    return canvas && frame ? { canvas, frame } : undefined;
  }

  /** Points at a moment, as a press upon the chart would. */
  point(time: number): void {
    this._pointedAt = time;
    if (this._chart) this._chart.cursor = time;
  }

  #lane(strip: ChartStrip, index: number, readout: Readout | undefined) {
    return html`<ul slot="lane-${index}" class="lane">
      ${laneLegend(
        strip.lines.map((line) => this.#legendLine(line.id, readout)).filter((line) => line !== undefined),
        (key) => this.#toggleSensor(key),
      )}
    </ul>`;
  }

  #legendLine(id: string, readout: Readout | undefined): LegendLine | undefined {
    const { picture, format } = this;
    if (!picture || !format) return undefined;
    const index = linesOf(picture).findIndex((line) => line.id === id);
    const line = linesOf(picture)[index];
    const read = readout?.lines[index];
    return (
      line && {
        line,
        owner: this.owners.get(id),
        summary: this.#summaries[index],
        read,
        at: read?.t === undefined ? undefined : picture.words.at(read.t, picture.window),
        format,
        empty: emptyText(picture),
      }
    );
  }

  #hidden() {
    if (this.hiddenSensors.length === 0) return nothing;
    return html`<div class="hidden" role="group" aria-label=${msg("Not shown", { id: "graph.notShown" })}>
      <span aria-hidden="true">${msg("Not shown", { id: "graph.notShown" })}</span>
      ${this.hiddenSensors.map(
        ({ key, name }) =>
          html`<button aria-pressed="false" @click=${() => this.#toggleSensor(key)}>${icon("plus")} ${name}</button>`,
      )}
    </div>`;
  }

  #toggleSensor(key: string): void {
    this.dispatchEvent(new CustomEvent("toggle-sensor", { detail: key }));
  }

  /** The table and the figures serve all the same. */
  #broken() {
    return html`<p class="broken" role="alert">
      ${msg("The chart could not be loaded.", { id: "graph.chartFailed" })}
      <button @click=${this.#retry}>${msg("Try again", { id: "graph.tryAgain" })}</button>
    </p>`;
  }

  #retry(): void {
    this._isBroken = false;
    void this._chart?.open();
  }

  #toggle(event: Event): void {
    this._isTableOpen = event.target instanceof HTMLDetailsElement && event.target.open;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chart-card": ChartCard;
  }
}
