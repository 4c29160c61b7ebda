import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, query, queryAll, state } from "lit/decorators.js";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { Period } from "../../../shared/history/slice.ts";
import { byUrgency } from "../../../shared/present/present-device.ts";
import { linesOf } from "../charts/chart-picture.ts";
import { hasNumbers } from "../charts/line-summary.ts";
import { panWindow, zoomWindow } from "../charts/window.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { gasName } from "../i18n/gas-texts.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { AddressController } from "./graph/address-controller.ts";
import type { ChartCard } from "./graph/chart-card.ts";
import { graphChoices } from "./graph/graph-choices.ts";
import { exportControls } from "./graph/graph-exports.ts";
import { GraphHistory } from "./graph/graph-history.ts";
import { GraphPictures, type ShownChart, unconfirmedWithin } from "./graph/graph-pictures.ts";
import { type Scene, sceneOf } from "./graph/graph-scene.ts";
import { formatGraphState, type GraphState, parseGraphState, wishFor } from "./graph/graph-state.ts";
import { graphStatus, graphStatusStyles } from "./graph/graph-status.ts";
import { graphStyles } from "./graph/graph-styles.ts";
import type { GraphWish, WindowMove } from "./graph/graph-toolbar.ts";
import { emptyPage, emptyRangeNote, gestureHint, missingNotes, waitingNote } from "./graph/graph-words.ts";
import type { RangeDialog } from "./graph/range-dialog.ts";
import "./graph/chart-card.ts";
import "./graph/graph-toolbar.ts";
import "./graph/range-dialog.ts";

/** After the last reading this part of the window is left free when the page goes to it. */
const ROOM_AFTER = 0.02;

/** The graphs of a device, alone or beside others. The address holds all that is chosen. */
@customElement("graph-view")
@localized()
export class GraphView extends LitElement {
  static override styles = [controlStyles, graphStatusStyles, graphStyles];

  @state() private _graph: GraphState = parseGraphState(location.search);
  @query("range-dialog") private readonly _dialog!: RangeDialog | null;
  @queryAll("chart-card") private readonly _cards!: NodeListOf<ChartCard>;

  readonly #fleet = new FleetController(this);
  readonly #history = new GraphHistory(() => this.requestUpdate());
  readonly #pictures = new GraphPictures();
  readonly #address = new AddressController(this, () => {
    this._graph = parseGraphState(location.search);
  });
  /** What is shown, as of the last update. */
  #scene: Scene | undefined;
  #endListening: (() => void) | undefined;
  #wasLive = false;
  #looked: string | undefined;
  /** Where "back" leads to after zooming: the range that was chosen by name. */
  #home: GraphWish = { range: this._graph.custom ? "1h" : this._graph.range, custom: undefined };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endListening?.();
    this.#endListening = undefined;
    this.#history.stop();
  }

  override willUpdate(): void {
    const { data } = this.#fleet;
    if (!data) return;
    // Filled gaps and late readings are in the history only, so it is loaded anew when they may have come.
    this.#endListening ??= data.history.subscribe(() => {
      this.#history.invalidate();
      this.requestUpdate();
    });
    this.#choose();
    this.#scene = this.#sceneNow();
    if (this.#scene) this.#load(this.#scene);
  }

  override render() {
    const scene = this.#scene;
    if (!scene) return this.#fleet.loaded ? emptyPage(this._graph.device) : waitingNote();
    const charts = this.#charts(scene);
    return html`
      <h1 class="visually-hidden">${msg("Graph", { id: "graph.title" })}</h1>
      ${this.#toolbar(scene)}
      <div class="status">${this.#status(scene)}</div>
      ${missingNotes(this.#missing(scene))} ${this.#notice(scene, charts)} ${this.#chartList(charts, scene)} ${charts.length > 0 ? gestureHint() : nothing}
      <range-dialog @range-chosen=${({ detail }: CustomEvent<Period>) => this.#change({ range: "custom", custom: detail })}></range-dialog>
    `;
  }

  /** Chosen once: the page must not change its device because another one got worse. */
  #choose(): void {
    if (this._graph.device !== undefined) return;
    const [worst] = this.#fleet.present().sort(byUrgency);
    if (worst) this.#change({ device: worst.device });
  }

  #sceneNow(): Scene | undefined {
    return sceneOf(this.#fleet.data, this._graph);
  }

  #missing({ data }: Scene): string[] {
    return this._graph.compare.filter((id) => !data.fleet.devices().has(id));
  }

  #load({ data, first, states, window }: Scene): void {
    if (first.device !== this.#looked) {
      this.#looked = first.device;
      data.offline.looked(first.device);
    }
    const isLive = this.#fleet.moment.link === "live";
    if (isLive && !this.#wasLive) this.#history.invalidate();
    this.#wasLive = isLive;
    // A range that has a name was chosen; any other window may be under a finger.
    const isMoving = this._graph.range === "custom";
    this.#history.want(
      data.history,
      { devices: states.map(({ device }) => device), window, isMoving },
      states,
    );
  }

  #charts({ data, states, window, live }: Scene): readonly ShownChart[] {
    return this.#pictures.make({
      graph: this._graph,
      states,
      history: this.#history,
      shown: { window, live },
      display: this.#fleet.display.current,
      moment: this.#fleet.moment,
      lastLiveAt: data.fleet.lastLiveAt(),
      allTitle: msg("All sensors", { id: "graph.allSensors" }),
    });
  }

  #toolbar({ data, first }: Scene) {
    const columns = this.#history.columnsOf(first.device);
    const { viewing } = this.#fleet.display.current;
    return html`<graph-toolbar
      .graph=${this._graph}
      .choices=${graphChoices([...data.fleet.devices().values()], { first, columns, viewing })}
      @graph-wish=${(event: CustomEvent<GraphWish>) => this.#change(event.detail)}
      @move-window=${(event: CustomEvent<WindowMove>) => this.#move(event.detail)}
      @window-reset=${this.#goHome}
      @ask-range=${this.#askRange}
    ></graph-toolbar>`;
  }

  #status({ data, states, window, live }: Scene) {
    const { moment, display } = this.#fleet;
    const { format } = display.current;
    const unconfirmed = states.flatMap(({ device }) =>
      unconfirmedWithin(this.#history.columnsOf(device), window),
    );
    const { status } = this.#history;
    const needs = { states, shown: { window, live }, moment, format, status, unconfirmed };
    return html`<div class="words">${graphStatus({ ...needs, lastLiveAt: data.fleet.lastLiveAt(), retry: this.#retry })}</div>
      <span class="exports"
        >${exportControls({
          states,
          window,
          columns: () => states.flatMap(({ device }) => this.#history.columnsOf(device) ?? []),
          isLive: moment.link === "live",
          format,
          cards: () => [...this._cards],
        })}</span
      >`;
  }

  #notice({ first, window }: Scene, charts: readonly ShownChart[]) {
    const isEmpty = charts.every(({ picture }) => {
      return picture.unknown.length === 0 && linesOf(picture).every((line) => !hasNumbers(line, window));
    });
    if (this.#history.status.kind !== "idle" || charts.length === 0 || !isEmpty) return nothing;
    const last = this.#fleet.display.current.format.dateTime(first.measuredAt);
    return emptyRangeNote(last, () => this.#showLast(first, window));
  }

  #chartList(charts: readonly ShownChart[], { first }: Scene) {
    if (charts.length === 0)
      return html`<div class="charts"><div class="placeholder" aria-hidden="true"></div></div>`;
    const { format } = this.#fleet.display.current;
    return html`<div
      class="charts"
      data-count=${Math.min(charts.length, 5)}
      @window-change=${(event: CustomEvent<Period>) => this.#setWindow(event.detail)}
      @window-reset=${this.#goHome}
      @cursor-change=${(event: CustomEvent<number | null>) => this.#point(event.detail ?? undefined)}
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
    const { range } = this._graph;
    if (range !== "custom") this.#home = { range, custom: undefined };
    this.#address.write(formatGraphState(this._graph));
  }

  #setWindow(window: Period): void {
    this.#change(wishFor(window, this.#sceneNow()?.now ?? this.#fleet.moment.serverNow));
  }

  #move(move: WindowMove): void {
    const scene = this.#sceneNow();
    if (!scene) return;
    const { window, live } = scene;
    // What a live window shows last is what matters in it, so zooming leaves its end.
    this.#setWindow(
      "pan" in move
        ? panWindow(window, move.pan)
        : zoomWindow(window, move.zoom, live ? window.to : undefined),
    );
  }

  #showLast({ measuredAt }: DeviceState, { from, to }: Period): void {
    const end = measuredAt + (to - from) * ROOM_AFTER;
    this.#setWindow({ from: end - (to - from), to: end });
  }

  #askRange(): void {
    const window = this.#sceneNow()?.window;
    if (window) this._dialog?.open(window, this.#fleet.display.current.format.timeZone);
  }

  #point(time: number | undefined): void {
    for (const card of this._cards) card.point(time);
  }

  readonly #goHome = (): void => this.#change(this.#home);

  readonly #retry = (): void => {
    this.#history.restart();
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "graph-view": GraphView;
  }
}
