import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { Period } from "../../../shared/history/slice.ts";
import { byUrgency } from "../../../shared/present/present-device.ts";
import { deviceName } from "../../../shared/present/shown-name.ts";
import { linesOf } from "../charts/chart-picture.ts";
import { fetchCharts } from "../charts/fetch-charts.ts";
import { hasNumbers } from "../charts/line-summary.ts";
import { AddressController } from "../controllers/address-controller.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { PartsController } from "../controllers/parts-controller.ts";
import { rememberDevice } from "../preferences/recent-devices.ts";
import { controlStyles } from "../styles/control-styles.ts";
import type { ChartCard } from "./graph/chart-card.ts";
import { DeviceEvents } from "./graph/device-events.ts";
import { deviceChoices, isComparable, sensorChoices, toggledSensors } from "./graph/graph-choices.ts";
import { GraphDays } from "./graph/graph-days.ts";
import { GraphDeeds } from "./graph/graph-deeds.ts";
import type { GraphEvent } from "./graph/graph-events.ts";
import { type ExportNeeds, rawHrefs } from "./graph/graph-exports.ts";
import { GraphHistory } from "./graph/graph-history.ts";
import { GraphPictures, type ShownPicture, unconfirmedWithin } from "./graph/graph-pictures.ts";
import { movedWindow, type Scene, sceneOf } from "./graph/graph-scene.ts";
import {
  dayBefore,
  formatGraphState,
  type GraphState,
  parseGraphState,
  wishFor,
} from "./graph/graph-state.ts";
import { graphStatus, graphStatusStyles } from "./graph/graph-status.ts";
import { graphStyles } from "./graph/graph-styles.ts";
import type { GraphDeed, GraphWish, WindowMove } from "./graph/graph-toolbar.ts";
import { emptyPage, emptyRangeNote, missingNotes, waitingNote } from "./graph/graph-words.ts";
import type { RangeDialog } from "./graph/range-dialog.ts";
import "./graph/chart-card.ts";
import "./graph/event-list.ts";
import "./graph/graph-toolbar.ts";
import "./graph/link-dialog.ts";
import "./graph/range-dialog.ts";

/** After the last reading this part of the window is left free when the page goes to it. */
const ROOM_AFTER = 0.02;

/** The graph of a device, alone or with others beside it. The address holds all that is chosen. */
@customElement("graph-view")
@localized()
export class GraphView extends LitElement {
  static override styles = [controlStyles, graphStatusStyles, graphStyles];

  @state() private _graph: GraphState = parseGraphState(location.search);
  @query("range-dialog") private readonly _dialog!: RangeDialog | null;
  @query("chart-card") private readonly _card!: ChartCard | null;

  readonly #fleet = new FleetController(this);
  readonly #events = new DeviceEvents(this, this.#fleet);
  readonly #history = new GraphHistory(() => this.requestUpdate());
  readonly #parts = new PartsController(this, { parts: 3, isReady: () => this.#scene !== undefined });
  readonly #days = new GraphDays(() => this.requestUpdate());
  readonly #pictures = new GraphPictures();
  readonly #deeds = new GraphDeeds(this);
  readonly #address = new AddressController(this, () => {
    this._graph = parseGraphState(location.search);
  });
  /** What is shown, as of the last update. */
  #scene: Scene | undefined;
  #happened: readonly GraphEvent[] = [];
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
    this.#days.stop();
  }

  override firstUpdated(): void {
    // A chart that misses it asks again, and says so.
    fetchCharts().catch(() => undefined);
  }

  override willUpdate(): void {
    const { data } = this.#fleet;
    if (!data) return;
    // Filled gaps and late readings are in the history only, so it is loaded anew when they may have come.
    this.#endListening ??= data.history.subscribe(() => {
      this.#history.invalidate();
      this.#days.invalidate();
      this.requestUpdate();
    });
    this.#choose();
    this.#scene = sceneOf(data, this._graph);
    if (!this.#scene) return;
    this.#load(this.#scene);
    const { first, window } = this.#scene;
    this.#happened = this.#events.of({ first, window, columns: this.#history.columnsOf(first.device) });
  }

  override render() {
    const scene = this.#scene;
    if (!scene) return this.#fleet.loaded ? emptyPage(this._graph.device) : waitingNote();
    const { drawn } = this.#parts;
    if (drawn === 0) return waitingNote();
    const shown = this.#picture(scene);
    return html`
      <h1 class="visually-hidden">${msg("Graph", { id: "graph.title" })}</h1>
      ${this.#toolbar(scene)}
      ${missingNotes(this._graph.compare.filter((id) => !scene.data.fleet.devices().has(id)))} ${this.#notice(scene, shown)}
      ${drawn > 1 ? this.#chart(shown, scene) : nothing} ${drawn > 2 ? this.#eventList(scene) : nothing}
      <range-dialog @range-chosen=${({ detail }: CustomEvent<Period>) => this.#change({ range: "custom", custom: detail })}></range-dialog>
      <link-dialog></link-dialog>
      <p class="visually-hidden" role="status">${this.#deeds.word}</p>
    `;
  }

  /** Chosen once: the page must not change its device because another one got worse. */
  #choose(): void {
    if (this._graph.device !== undefined) return;
    const [worst] = this.#fleet.present().sort(byUrgency);
    if (worst) this.#change({ device: worst.device });
  }

  #load({ data, first, states, window, now, live }: Scene): void {
    if (first.device !== this.#looked) {
      this.#looked = first.device;
      data.offline.looked(first.device);
      rememberDevice(localStorage, first.device);
    }
    const isLive = this.#fleet.moment.link === "live";
    if (isLive && !this.#wasLive) this.#history.invalidate();
    this.#wasLive = isLive;
    // A range that has a name was chosen; any other window may be under a finger.
    const isMoving = this._graph.range === "custom";
    this.#history.want(
      data.history,
      { devices: states.map(({ device }) => device), window, isMoving, isFixed: !live },
      states,
    );
    // After the chart, which is what was asked for.
    if (this.#history.columnsOf(first.device)) this.#days.want({ data, first, window, now }, { isMoving });
    this.#events.want({ first, window });
  }

  #picture({ data, first, states, window, live }: Scene): ShownPicture {
    const columns = this.#history.columnsOf(first.device);
    return this.#pictures.make({
      graph: this._graph,
      states,
      history: this.#history,
      shown: { window, live },
      display: this.#fleet.display.current,
      moment: this.#fleet.moment,
      lastLiveAt: data.fleet.lastLiveAt(),
      bands: this.#events.bands(window),
      silent: this.#events.silences({ first, window, columns }),
    });
  }

  #toolbar(scene: Scene) {
    const { data, first } = scene;
    const all = [...data.fleet.devices().values()];
    const isLive = this.#fleet.moment.link === "live";
    return html`<graph-toolbar
      .graph=${this._graph}
      .choices=${{ devices: deviceChoices(all), comparable: deviceChoices(all.filter((other) => isComparable(first, other))) }}
      .rawHrefs=${isLive ? () => rawHrefs(this.#exportNeeds(scene)) : undefined}
      @graph-wish=${(event: CustomEvent<GraphWish>) => this.#change(event.detail)}
      @move-window=${(event: CustomEvent<WindowMove>) => this.#move(event.detail)}
      @graph-deed=${(event: CustomEvent<GraphDeed>) => this.#do(event.detail)}
      >${this.#status(scene)}</graph-toolbar
    >`;
  }

  #status({ data, states, window, live }: Scene) {
    const { moment, display } = this.#fleet;
    const { format } = display.current;
    const unconfirmed = states.flatMap(({ device }) =>
      unconfirmedWithin(this.#history.columnsOf(device), window),
    );
    const { status } = this.#history;
    const needs = { states, shown: { window, live }, moment, format, status, unconfirmed };
    return html`<div class="words">
      ${this.#deeds.word ? html`<span aria-hidden="true" class="fresh">${this.#deeds.word}</span>` : nothing}
      ${graphStatus({ ...needs, lastLiveAt: data.fleet.lastLiveAt(), retry: this.#retry })}
    </div>`;
  }

  #notice({ first, window }: Scene, { picture }: ShownPicture) {
    const isEmpty =
      picture.unknown.length === 0 && linesOf(picture).every((line) => !hasNumbers(line, window));
    const isLoaded = this.#history.columnsOf(first.device) !== undefined;
    if (this.#history.status.kind !== "idle" || !isLoaded || !isEmpty) return nothing;
    const last = this.#fleet.display.current.format.dateTime(first.measuredAt);
    return emptyRangeNote(last, () => this.#showLast(first, window));
  }

  #chart({ picture, owners }: ShownPicture, { first }: Scene) {
    const { format, viewing } = this.#fleet.display.current;
    const sensors = sensorChoices(first, this.#history.columnsOf(first.device), viewing);
    const { sensors: shown } = this._graph;
    const all = sensors.map(({ key }) => key);
    return html`<chart-card
      .heading=${deviceName(first.device, first.settings)}
      .picture=${picture}
      .owners=${owners}
      .hiddenSensors=${shown.length === 0 ? [] : sensors.filter(({ key }) => !shown.includes(key))}
      .format=${format}
      @window-change=${(event: CustomEvent<Period>) => this.#setWindow(event.detail)}
      @window-reset=${this.#goHome}
      @toggle-sensor=${({ detail }: CustomEvent<string>) => this.#change({ sensors: toggledSensors(all, shown, detail) })}
      >${this.#scene ? this.#days.brush(this.#scene, { graph: this._graph, fleet: this.#fleet }) : nothing}</chart-card
    >`;
  }

  #eventList(scene: Scene) {
    return html`<event-list
      .events=${this.#happened}
      .isKnown=${this.#events.isKnown}
      .format=${this.#fleet.display.current.format}
      .now=${scene.now}
      @jump=${({ detail }: CustomEvent<Period>) => this.#setWindow(detail)}
      @point=${({ detail }: CustomEvent<number>) => this._card?.point(detail)}
    ></event-list>`;
  }

  #exportNeeds({ states, window }: Scene): ExportNeeds {
    return {
      states,
      window,
      columns: states.flatMap(({ device }) => this.#history.columnsOf(device) ?? []),
      isLive: this.#fleet.moment.link === "live",
      format: this.#fleet.display.current.format,
    };
  }

  #change(wish: GraphWish): void {
    this._graph = { ...this._graph, ...wish };
    const { range } = this._graph;
    if (range !== "custom") this.#home = { range, custom: undefined };
    this.#address.write(formatGraphState(this._graph));
  }

  #setWindow(window: Period): void {
    this.#change(wishFor(window, this.#scene?.now ?? this.#fleet.moment.serverNow));
  }

  #move(move: WindowMove): void {
    const scene = sceneOf(this.#fleet.data, this._graph);
    if (scene) this.#setWindow(movedWindow(scene, move));
  }

  #showLast({ measuredAt }: DeviceState, { from, to }: Period): void {
    const end = measuredAt + (to - from) * ROOM_AFTER;
    this.#setWindow({ from: end - (to - from), to: end });
  }

  #do(deed: GraphDeed): void {
    const scene = this.#scene;
    const card = this._card;
    if (!scene || !card?.picture) return;
    const { format } = this.#fleet.display.current;
    if (deed === "ask-range") this._dialog?.open(scene.window, format.zone);
    else if (deed === "window-reset") this.#goHome();
    else if (deed === "yesterday")
      this.#change({ range: "custom", custom: dayBefore(scene.now, card.picture.words.offsetAt) });
    else
      void this.#deeds.run(deed, {
        graph: this._graph,
        scene,
        card,
        exports: this.#exportNeeds(scene),
        dialog: this.renderRoot.querySelector("link-dialog"),
      });
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
