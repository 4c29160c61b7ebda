import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, query, queryAll, state } from "lit/decorators.js";
import type { DeviceState } from "../../../shared/fleet.ts";
import { freshnessOf } from "../../../shared/freshness.ts";
import { scaleOf } from "../../../shared/present-sensor.ts";
import { type Period, resolutionFor } from "../../../shared/slice.ts";
import { clampWindow, panWindow, zoomWindow } from "../charts/window.ts";
import { controlStyles } from "../components/control-styles.ts";
import { icon } from "../components/icons.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import type { AppData } from "../data/app-data.ts";
import { gasName } from "../i18n/gas-texts.ts";
import { sensorName } from "../i18n/state-texts.ts";
import { AddressController } from "./graph/address-controller.ts";
import type { ChartCard } from "./graph/chart-card.ts";
import { csvHref, csvText, drawPicture, fileName, saveFile } from "./graph/export-files.ts";
import { sensorsOf } from "./graph/graph-charts.ts";
import { GraphHistory } from "./graph/graph-history.ts";
import { GraphPictures, type ShownChart } from "./graph/graph-pictures.ts";
import {
  formatGraphState,
  type GraphState,
  parseGraphState,
  type ShownWindow,
  windowOf,
} from "./graph/graph-state.ts";
import { graphStyles } from "./graph/graph-styles.ts";
import type { GraphWish, WindowMove } from "./graph/graph-toolbar.ts";
import type { RangeDialog } from "./graph/range-dialog.ts";
import "./graph/chart-card.ts";
import "./graph/graph-toolbar.ts";
import "./graph/range-dialog.ts";

/** The graphs of a device, alone or beside others. The address holds all that is chosen. */
@customElement("graph-view")
@localized()
export class GraphView extends LitElement {
  static override styles = [controlStyles, graphStyles];

  @state() private _graph: GraphState = parseGraphState(location.search);
  @query("range-dialog") private readonly _dialog!: RangeDialog | null;
  @queryAll("chart-card") private readonly _cards!: NodeListOf<ChartCard>;

  readonly #fleet = new FleetController(this);
  readonly #history = new GraphHistory(() => this.requestUpdate());
  readonly #pictures = new GraphPictures();
  readonly #address = new AddressController(this, () => {
    this._graph = parseGraphState(location.search);
  });
  #endListening: (() => void) | undefined;
  #wasLive = false;
  #looked: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endListening?.();
    this.#endListening = undefined;
    this.#history.stop();
  }

  override render() {
    const { data } = this.#fleet;
    if (!data || !this.#fleet.loaded) return this.#waiting();
    this.#listen(data);
    const states = this.#shownStates(data);
    const [first] = states;
    if (!first) return this.#empty();
    const shown = this.#shownWindow(data, first);
    this.#load(data, states, shown);
    const charts = this.#charts(data, states, shown);
    return html`
      <h1 class="visually-hidden">${msg("Graph", { id: "graph.title" })}</h1>
      ${this.#toolbar(data, first)} ${this.#statusLine(first, shown)} ${this.#chartList(charts, first)}
      <range-dialog @range-chosen=${this.#chooseRange}></range-dialog>
    `;
  }

  #waiting() {
    return html`<p role="status">${msg("Waiting for the first word from the server …", { id: "graph.waiting" })}</p>`;
  }

  #empty() {
    return html`<h1>${msg("Graph", { id: "graph.title" })}</h1>
      <p>${msg("There are no readings yet. The overview says how to post the first one.", { id: "graph.empty" })}</p>
      <p><a href="/">${msg("To the overview", { id: "graph.toOverview" })}</a></p>`;
  }

  /** Gaps that were filled and late readings are in the history only, so it is loaded anew when they may have come. */
  #listen(data: AppData): void {
    this.#endListening ??= data.history.subscribe(() => {
      this.#history.invalidate();
      this.requestUpdate();
    });
  }

  #shownStates(data: AppData): DeviceState[] {
    const devices = data.fleet.devices();
    const first = (this._graph.device && devices.get(this._graph.device)) || [...devices.values()][0];
    const compared = this._graph.compare.map((id) => devices.get(id));
    const shown = [first, ...compared].filter((device) => device !== undefined);
    return [...new Set(shown)];
  }

  #shownWindow(data: AppData, first: DeviceState): ShownWindow {
    return windowOf(this._graph, data.fleet.moment().serverNow, first.firstReadingAt);
  }

  #load(data: AppData, states: readonly DeviceState[], shown: ShownWindow): void {
    const [first] = states;
    if (first && first.device !== this.#looked) {
      this.#looked = first.device;
      data.offline.looked(first.device);
    }
    const isLive = this.#fleet.moment.link === "live";
    if (isLive && !this.#wasLive) this.#history.invalidate();
    this.#wasLive = isLive;
    const { window } = shown;
    this.#history.want(data.history, { devices: states.map(({ device }) => device), window }, states);
  }

  #charts(data: AppData, states: readonly DeviceState[], shown: ShownWindow): readonly ShownChart[] {
    return this.#pictures.make({
      graph: this._graph,
      states,
      history: this.#history,
      shown,
      display: this.#fleet.display.current,
      moment: this.#fleet.moment,
      lastLiveAt: data.fleet.lastLiveAt(),
      allTitle: msg("All sensors", { id: "graph.allSensors" }),
    });
  }

  #toolbar(data: AppData, first: DeviceState) {
    const { viewing } = this.#fleet.display.current;
    const all = [...data.fleet.devices().values()];
    const nameOf = ({ device, settings }: DeviceState) => ({ id: device, name: settings.name || device });
    const types = new Set(first.sensors.map(({ type }) => type));
    const comparable = all.filter(
      (state) => state.device !== first.device && state.sensors.some(({ type }) => types.has(type)),
    );
    const sensors = sensorsOf(first, this.#history.columnsOf(first.device)).map((sensor) => ({
      ...sensor,
      id: sensor.key,
      name: sensorName(scaleOf(sensor, first.settings.sensors?.[sensor.key], viewing)),
    }));
    return html`<graph-toolbar
      .graph=${{ ...this._graph, device: first.device }}
      .devices=${all.map(nameOf)}
      .sensors=${sensors}
      .comparable=${comparable.map(nameOf)}
      @graph-wish=${(event: CustomEvent<GraphWish>) => this.#change(event.detail)}
      @move-window=${(event: CustomEvent<WindowMove>) => this.#move(event.detail)}
      @ask-range=${this.#askRange}
    ></graph-toolbar>`;
  }

  #statusLine(first: DeviceState, { window, live }: ShownWindow) {
    const { format } = this.#fleet.display.current;
    const { status } = this.#history;
    return html`<div class="status">
      <span>${format.dateTime(window.from)} – ${live ? msg("now", { id: "graph.now" }) : format.dateTime(window.to)}</span>
      ${this.#freshness(first)}
      <span role="status" class="loading">
        ${
          status.kind === "loading"
            ? html`${msg("Loading …", { id: "graph.loading" })} <progress max="1" .value=${status.progress}></progress>`
            : nothing
        }
      </span>
      ${status.kind === "failed" ? this.#failed() : nothing}
      <span class="exports">${this.#exports(first, window)}</span>
    </div>`;
  }

  #failed() {
    return html`<span role="alert">${msg("The history could not be loaded.", { id: "graph.failed" })}
      <button @click=${this.#retry}>${msg("Try again", { id: "graph.tryAgain" })}</button></span>`;
  }

  /** Whether the end of the line is the present; in words, since a line alone does not tell. */
  #freshness(first: DeviceState) {
    const { moment, display } = this.#fleet;
    const { status, ageMs } = freshnessOf(first, moment);
    const { format } = display.current;
    if (status === "live") return html`<span class="fresh">${msg("Live", { id: "graph.live" })}</span>`;
    const ago = format.ago(ageMs);
    if (status === "stale")
      return html`<span class="aged">${msg(str`Stale: last reading ${ago}`, { id: "graph.stale" })}</span>`;
    const until = this.#fleet.data?.fleet.lastLiveAt() ?? first.receivedAt;
    const time = format.time(until, moment.serverNow);
    return html`<span class="aged">${msg(str`Offline – data until ${time}`, { id: "graph.offline" })}</span>`;
  }

  #exports(first: DeviceState, window: Period) {
    const resolution = resolutionFor(window.to - window.from);
    const csv = msg("CSV", { id: "graph.csv" });
    const label = msg("Save as CSV", { id: "graph.csv.label" });
    const table =
      this.#fleet.moment.link === "live"
        ? html`<a class="button" download href=${csvHref(first.device, window, resolution)} aria-label=${label}>
            ${icon("download")}${csv}</a
          >`
        : html`<button aria-label=${label} @click=${() => this.#saveLoaded(first, window)}>${icon("download")}${csv}</button>`;
    return html`${table}
      <button aria-label=${msg("Save as picture", { id: "graph.png.label" })} @click=${() => this.#savePicture(first, window)}>
        ${icon("download")}${msg("PNG", { id: "graph.png" })}
      </button>`;
  }

  #chartList(charts: readonly ShownChart[], first: DeviceState) {
    if (charts.length === 0)
      return html`<div class="charts"><div class="placeholder" aria-hidden="true"></div></div>`;
    const { format } = this.#fleet.display.current;
    return html`<div
      class="charts ${charts.length === 1 ? "single" : ""}"
      @window-change=${(event: CustomEvent<Period>) => this.#setWindow(event.detail)}
      @window-reset=${() => this.#change({ range: "1h", custom: undefined })}
      @cursor-change=${(event: CustomEvent<number | undefined>) => this.#point(event.detail)}
    >
      ${charts.map(
        (chart) => html`<chart-card
          .heading=${chart.title}
          .subheading=${chart.type ? gasName(chart.type) : first.settings.name || first.device}
          .picture=${chart.picture}
          .format=${format}
        ></chart-card>`,
      )}
    </div>`;
  }

  #change(wish: GraphWish): void {
    this._graph = { ...this._graph, ...wish };
    this.#address.write(formatGraphState(this._graph));
  }

  #setWindow(window: Period): void {
    const custom = clampWindow(window, this.#fleet.moment.serverNow);
    this.#change({ range: "custom", custom });
  }

  #current(): Period | undefined {
    const { data } = this.#fleet;
    const [first] = data ? this.#shownStates(data) : [];
    return data && first && this.#shownWindow(data, first).window;
  }

  #move(move: WindowMove): void {
    const window = this.#current();
    if (window) this.#setWindow("pan" in move ? panWindow(window, move.pan) : zoomWindow(window, move.zoom));
  }

  #askRange(): void {
    const window = this.#current();
    if (window) this._dialog?.open(window, this.#fleet.display.current.format.timeZone);
  }

  #chooseRange(event: CustomEvent<Period>): void {
    this.#change({ range: "custom", custom: event.detail });
  }

  #retry(): void {
    this.#history.restart();
    this.requestUpdate();
  }

  #point(time: number | undefined): void {
    for (const card of this._cards) card.point(time);
  }

  #saveLoaded(first: DeviceState, window: Period): void {
    const columns = this.#history.columnsOf(first.device);
    if (!columns) return;
    saveFile(
      new Blob([csvText(columns, window)], { type: "text/csv" }),
      fileName(first.device, window, "csv"),
    );
  }

  async #savePicture(first: DeviceState, window: Period): Promise<void> {
    const parts = [...this._cards].flatMap((card) => {
      const canvas = card.toCanvas();
      return canvas ? [{ title: card.heading, canvas }] : [];
    });
    if (parts.length === 0) return;
    const style = getComputedStyle(this);
    const { format } = this.#fleet.display.current;
    const blob = await drawPicture(parts, {
      caption: `${first.settings.name || first.device}   ${format.dateTime(window.from)} – ${format.dateTime(window.to)}`,
      background: style.getPropertyValue("--card"),
      colour: style.color,
      font: style.fontFamily,
    });
    if (blob) saveFile(blob, fileName(first.device, window, "png"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "graph-view": GraphView;
  }
}
