import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { Period } from "../../../shared/history/slice.ts";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import type { SensorScale } from "../../../shared/present/present-sensor.ts";
import { shownName } from "../../../shared/present/shown-name.ts";
import { icon } from "../components/base/more-icons.ts";
import { batteryLevel, batteryLevelStyles } from "../components/device/battery-level.ts";
import { readingAge, readingAgeStyles } from "../components/device/reading-age.ts";
import type { GasInfo } from "../components/sensor/gas-info.ts";
import { stateMark, stateMarkStyles } from "../components/sensor/state-mark.ts";
import { unitDoubt } from "../components/sensor/unit-doubt.ts";
import { keptOffline } from "../components/shell/kept-offline.ts";
import { waitingText } from "../components/shell/waiting-text.ts";
import { AlarmsController } from "../controllers/alarms-controller.ts";
import { CalmController } from "../controllers/calm-controller.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { PartsController } from "../controllers/parts-controller.ts";
import { SourceController } from "../controllers/source-controller.ts";
import { inBase } from "../ground/base-path.ts";
import { deviceSettingsHref, SETTINGS_HASH } from "../ground/device-routes.ts";
import { graphHref } from "../ground/routes.ts";
import { levelName } from "../i18n/alarm-texts.ts";
import { withMine } from "../preferences/preferences.ts";
import { SensorOrder } from "../rules/sensor-order.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { oldLineStyles } from "../styles/old-line-styles.ts";
import "../components/base/empty-state.ts";
import "../components/alarm/drill-control.ts";
import { backLink, labelLink } from "./device-links.ts";
import { deviceViewStyles } from "./device-styles.ts";
import { DeviceEvents } from "./graph/device-events.ts";
import { GraphHistory } from "./graph/graph-history.ts";
import { formatGraphState, parseGraphState } from "./graph/graph-state.ts";
import "../components/device/radio-facts.ts";
import "../components/sensor/day-sheet.ts";
import "../components/sensor/gas-info.ts";
import "../components/sensor/life-strip.ts";
import "../components/shell/safety-note.ts";
import "./graph/event-list.ts";
import "./report/exposure-panel.ts";

/** Least time between two questions for the day, ms: a reading more changes little of it. */
const REFRESH_MS = 5 * SECOND_MS;
/** The day moves on in steps, so that not every second is another picture. */
const STEP_MS = MINUTE_MS;

function dayUntil(now: number): Period {
  const to = Math.ceil(now / STEP_MS) * STEP_MS;
  return { from: to - DAY_MS, to };
}

/** One device: what its sensors say and what their last day looked like, battery and contact, and what happened. */
@customElement("device-view")
@localized()
export class DeviceView extends LitElement {
  static override styles = [
    controlStyles,
    stateMarkStyles,
    batteryLevelStyles,
    readingAgeStyles,
    oldLineStyles,
    deviceViewStyles,
  ];

  @property() device = "";
  @query("gas-info") private _info: GasInfo | undefined;

  readonly #fleet = new FleetController(this);
  readonly #calm = new CalmController(this, () => performance.now());
  readonly #order = new SensorOrder();
  readonly #parts = new PartsController(this, { parts: 4, isReady: () => this.#state !== undefined });
  readonly #events = new DeviceEvents(this, this.#fleet);
  readonly #alarms = new AlarmsController(this);
  readonly #history = new GraphHistory(() => this.requestUpdate(), undefined, REFRESH_MS);
  /** For the pin, which changes without the fleet. */
  protected readonly offline = new SourceController(this, (data) => [data.offline]);
  #day: Period = { from: 0, to: 1 };
  #endListening: (() => void) | undefined;
  #looked: string | undefined;

  override firstUpdated(): void {
    // Where settings were at an address of the page.
    if (location.hash === SETTINGS_HASH) {
      history.replaceState(null, "", deviceSettingsHref(this.device));
      window.dispatchEvent(new PopStateEvent("popstate"));
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endListening?.();
    this.#endListening = undefined;
    this.#history.stop();
  }

  override willUpdate(): void {
    const { data, moment } = this.#fleet;
    const state = this.#state;
    if (!data || !state) return;
    // Filled gaps and late readings are in the history only.
    this.#endListening ??= data.history.subscribe(() => {
      this.#history.invalidate();
      this.requestUpdate();
    });
    if (this.#looked !== this.device) {
      this.#looked = this.device;
      data.offline.looked(this.device);
    }
    this.#day = dayUntil(Math.max(moment.isGuess ? 0 : moment.serverNow, state.measuredAt + 1));
    const wish = { devices: [this.device], window: this.#day, isMoving: false };
    this.#history.want(data.history, wish, [state]);
    this.#events.want({ first: state, window: this.#day });
  }

  /** What is known of the device; undefined while it is not. */
  get #state() {
    return this.#fleet.data?.fleet.devices().get(this.device);
  }

  override render() {
    const presentation = this.#fleet.presentOne(this.device);
    if (presentation && this.#parts.drawn > 0) return this.#page(presentation, this.#parts.drawn);
    return this.#absent({ isWaiting: presentation !== undefined || !this.#fleet.loaded });
  }

  #absent({ isWaiting }: { isWaiting: boolean }) {
    return html`<div class="head">
        <div class="who-and-where">${backLink()}
          <h1>${shownName(this.device)}</h1>
        </div>
      </div>
      ${
        isWaiting
          ? html`<p role="status">${waitingText()}</p>`
          : html`<empty-state .picture=${icon("search")} .words=${msg("There is no device of this name.", { id: "device.unknown" })}></empty-state>`
      }`;
  }

  #page(presentation: DevicePresentation, drawn: number) {
    const state = this.#state;
    return html`
      ${this.#head(presentation)}
      ${state ? unitDoubt(state, this.#fleet.display.current.format) : nothing}
      <div class="columns">
        <div>
          ${drawn > 1 ? this.#lastDay(presentation) : nothing}
          ${drawn > 3 ? html`<section class="panel exposure"><exposure-panel .device=${this.device}></exposure-panel></section>` : nothing}
        </div>
        <div>${drawn > 2 ? this.#rest() : nothing}</div>
      </div>
      ${
        drawn > 3
          ? html`<gas-info></gas-info>
            <p class="facts" id="kept">${keptOffline()}</p>
            <safety-note></safety-note>`
          : nothing
      }
    `;
  }

  #lastDay(presentation: DevicePresentation) {
    return html`<section>
      <div class="section-head">
        <h2>${msg("Last 24\u00a0hours", { id: "device.day" })}</h2>
        <a class="button plain" href=${graphHref(this.device)}>
          ${icon("chartLine")} ${msg("Open graph", { id: "device.openGraph" })}
        </a>
      </div>
      ${this.#daySheet(presentation)}
    </section>`;
  }

  #rest() {
    return html`<section class="panel">
        <h2>${msg("Battery and contact", { id: "device.life" })}</h2>
        ${this.#lifeStrip()}
      </section>
      <section>
        <div class="section-head"><h2>${msg("Events", { id: "device.events" })}</h2></div>
        ${this.#eventList()}
      </section>
      <drill-control .device=${this.device}></drill-control>
      <radio-facts class="panel" .device=${this.device}></radio-facts>`;
  }

  #daySheet({ sensors }: DevicePresentation) {
    const { format } = this.#fleet.display.current;
    return html`<day-sheet
      .sensors=${this.#order.arrange(sensors, { mayMove: this.#calm.isCalm() })}
      .columns=${this.#history.columnsOf(this.device)}
      .window=${this.#day}
      .format=${format}
      .now=${this.#fleet.moment.isGuess ? this.#day.to : this.#fleet.moment.serverNow}
      ?isLive=${this.#fleet.moment.link === "live"}
      ?hasFailed=${this.#history.status.kind === "failed"}
      @about=${({ detail }: CustomEvent<SensorScale>) => void this._info?.show(detail)}
    ></day-sheet>`;
  }

  #lifeStrip() {
    return html`<life-strip
      .columns=${this.#history.columnsOf(this.device)}
      .window=${this.#day}
      .firstReadingAt=${this.#state?.firstReadingAt ?? 0}
      .now=${this.#fleet.moment.serverNow}
      ?hasFailed=${this.#history.status.kind === "failed"}
    ></life-strip>`;
  }

  #eventList() {
    const state = this.#state;
    if (!state) return nothing;
    const columns = this.#history.columnsOf(this.device);
    return html`<event-list
      .events=${this.#events.of({ first: state, window: this.#day, columns })}
      .isKnown=${this.#events.isKnown}
      .format=${this.#fleet.display.current.format}
      .now=${this.#fleet.moment.serverNow}
      @jump=${({ detail }: CustomEvent<Period>) => this.#openGraph(detail)}
    ></event-list>`;
  }

  /** As a link would, which the app follows without loading the page anew. */
  #openGraph({ from, to }: Period): void {
    const custom = { from, to };
    const state = { ...parseGraphState(""), device: this.device, range: "custom", custom } as const;
    history.pushState(null, "", inBase(`/graph${formatGraphState(state)}`));
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  #head(presentation: DevicePresentation) {
    const { device, name, place, battery } = presentation;
    const { format } = this.#fleet.display.current;
    return html`<div class="head">
      <div class="who-and-where">
        ${backLink()}
        <h1>${name}</h1>
        ${this.#star()} ${labelLink(device)}
        <p class="facts">
          ${place ? html`<span>${place}</span>` : nothing}
          ${readingAge(presentation, format)}
          ${batteryLevel(battery, format)} ${this.#overdue()} ${name === shownName(device) ? nothing : html`<span>${shownName(device)}</span>`}
        </p>
      </div>
      <div class="actions">
        ${this.#pin()}
        <a class="button" href=${deviceSettingsHref(device)}>
          ${icon("settings")} ${msg("Settings", { id: "shell.nav.settings" })}
        </a>
      </div>
    </div>`;
  }

  /** Tests of the instrument that somebody should have made. */
  #overdue() {
    return this.#alarms
      .ofDevice(this.device)
      .filter(({ condition }) => condition === "bump" || condition === "calibration")
      .map((alarm) => html`<strong>${stateMark("fault")} ${levelName(alarm)}</strong>`);
  }

  /** What is somebody's own stands first on the overview, and is there without a network. No longer so, it is still kept: the pin beside it says. */
  #star() {
    const { display, data } = this.#fleet;
    const { favourites } = display.current.preferences;
    const isMine = favourites.includes(this.device);
    const word = msg("My device", { id: "device.mine" });
    return html`<button class="plain star" aria-label=${word} title=${word} aria-pressed=${isMine} @click=${() => {
      display.set({ favourites: withMine(favourites, [this.device], { isMine: !isMine }) });
      if (!isMine) data?.offline.setPinned(this.device, { pinned: true });
    }}>${icon("star")}</button>`;
  }

  #pin() {
    const offline = this.#fleet.data?.offline;
    const pinned = offline?.pinned().has(this.device) ?? false;
    return html`<button
      aria-pressed=${pinned}
      aria-describedby="kept"
      @click=${() => offline?.setPinned(this.device, { pinned: !pinned })}
    >
      ${icon("pin")} ${msg("Keep offline", { id: "device.pin" })}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-view": DeviceView;
  }
}
