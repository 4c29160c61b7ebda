import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, unsafeCSS } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { type ChartPicture, linesOf, PALETTE_SIZE } from "../../charts/chart-picture.ts";
import type { GasChart } from "../../charts/gas-chart.ts";
import { summariseLine } from "../../charts/line-summary.ts";
import { stateMarkStyles } from "../../components/sensor/state-mark.ts";
import type { Format } from "../../i18n/format.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { chartFigures, chartTable } from "./chart-figures.ts";
import { summaryText } from "./summary-texts.ts";
import "../../charts/gas-chart.ts";

/** Classes, since the server's policy allows no style in the markup. */
const swatchStyles = unsafeCSS(
  Array.from(
    { length: PALETTE_SIZE },
    (_, n) => `.series-${n + 1} { background: var(--series-${n + 1}); }`,
  ).join("\n"),
);

/** One chart with its heading, its figures, and the same as text and as a table. */
@customElement("chart-card")
@localized()
export class ChartCard extends LitElement {
  static override styles = [
    controlStyles,
    stateMarkStyles,
    swatchStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        background: var(--card);
        border: var(--border) solid var(--line);
        border-radius: var(--radius);
        overflow: hidden;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--gap-1) var(--gap-4);
        padding: var(--gap-3) var(--gap-4) 0;
      }
      h2 small {
        font-weight: 400;
        font-size: 0.875rem;
        color: var(--muted);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-1) var(--gap-4);
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 0.875rem;
        color: var(--muted);
      }
      li span {
        white-space: nowrap;
      }
      .fault {
        white-space: normal;
        color: var(--text);
        font-weight: 600;
      }
      td .fault {
        display: block;
      }
      li b {
        color: var(--text);
      }
      li i {
        display: inline-block;
        width: 14px;
        height: 4px;
        margin-right: 6px;
        border-radius: 2px;
        vertical-align: middle;
      }
      li i.dashed {
        background-image: repeating-linear-gradient(90deg, transparent 0 4px, var(--card) 4px 6px);
      }
      /* As the chart dashes its lines in high contrast, and there alone. */
      li i.dash-1 {
        background-image: repeating-linear-gradient(90deg, transparent 0 6px, var(--dash-gap) 6px 8px);
      }
      li i.dash-2 {
        background-image: repeating-linear-gradient(90deg, transparent 0 2px, var(--dash-gap) 2px 4px);
      }
      li i.dash-3 {
        background-image: linear-gradient(90deg, transparent 9px, var(--dash-gap) 9px 11px, transparent 11px);
      }
      /* Each strip has room for its line, however many there are. */
      gas-chart {
        height: max(var(--chart-height, 300px), var(--strips, 1) * 130px + 26px);
      }
      gas-chart[hidden] {
        display: none;
      }
      .broken {
        margin: var(--gap-4);
      }
      details {
        border-top: var(--border) solid var(--line);
        font-size: 0.875rem;
      }
      summary {
        min-height: var(--target);
        padding: 10px var(--gap-4);
        color: var(--accent);
        font-weight: 600;
        cursor: pointer;
      }
      .scroll {
        overflow-x: auto;
        padding: 0 var(--gap-4) var(--gap-3);
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        padding: 4px 8px 4px 0;
        border-bottom: 1px solid var(--line);
        text-align: right;
        white-space: nowrap;
        font-weight: 400;
      }
      :is(th, td):last-child {
        padding-right: 0;
      }
      th:first-child {
        text-align: left;
      }
      /* Its words, longer than any figure below, must not push the column beyond a phone's edge. */
      thead th {
        white-space: normal;
        vertical-align: bottom;
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) picture: ChartPicture | undefined;
  @property() heading = "";
  @property() subheading = "";
  @property({ attribute: false }) format: Format | undefined;
  @state() private _isTableOpen = false;
  @state() private _isBroken = false;
  @query("gas-chart") private readonly _chart!: GasChart | null;

  override willUpdate(): void {
    // Through the style object: the page's policy forbids style attributes.
    this.style.setProperty("--strips", String(this.picture?.strips.length ?? 1));
  }

  override render() {
    const { picture, format } = this;
    if (!picture || !format) return nothing;
    const lines = linesOf(picture);
    const summaries = lines.map((line) => summariseLine(line, picture.window));
    return html`
      <header>
        <h2>${this.heading} <small>${this.subheading}</small></h2>
        <ul aria-hidden="true">
          ${lines.map((line, index) => chartFigures(line, summaries[index], { format, isNamed: lines.length > 1 }))}
        </ul>
      </header>
      <gas-chart
        tabindex="0"
        role="group"
        aria-roledescription=${msg("chart", { id: "graph.chart" })}
        aria-label=${this.heading}
        aria-describedby="summary"
        aria-keyshortcuts="ArrowLeft ArrowRight + - 0 Shift+ArrowLeft Shift+ArrowRight"
        ?hidden=${this._isBroken}
        .picture=${picture}
        @chart-failed=${() => {
          this._isBroken = true;
        }}
      ></gas-chart>
      ${this._isBroken ? this.#broken() : nothing}
      <p id="summary" class="visually-hidden">
        ${lines.map((line, index) => html`${summaryText(line, summaries[index], { format, until: picture.window.to })} `)}
      </p>
      <details @toggle=${this.#toggle}>
        <summary>${msg("Table", { id: "graph.table" })}</summary>
        ${this._isTableOpen ? html`<div class="scroll" tabindex="0" role="region" aria-label=${msg("Table", { id: "graph.table" })}>${chartTable(picture, format)}</div>` : nothing}
      </details>
    `;
  }

  /** The chart's picture as a canvas, for an image file. */
  toCanvas(): HTMLCanvasElement | undefined {
    return this._chart?.toCanvas();
  }

  /** Shows the cursor of the chart beside. */
  point(time: number | undefined): void {
    if (this._chart) this._chart.cursor = time;
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
