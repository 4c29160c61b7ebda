import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import type { SensorScale } from "../../../shared/present/present-sensor.ts";
import type { DeviceSettingsPatch } from "../../../shared/rules/settings.ts";
import { keyedList } from "../components/base/keyed-list.ts";
import { icon } from "../components/base/more-icons.ts";
import { batteryLevel, batteryLevelStyles } from "../components/device/battery-level.ts";
import { readingAge, readingAgeStyles } from "../components/device/reading-age.ts";
import type { GasInfo } from "../components/sensor/gas-info.ts";
import { sensorRowStyles } from "../components/sensor/sensor-row.ts";
import { sensorTile, sensorTileStyles } from "../components/sensor/sensor-tile.ts";
import type { LoadChanges } from "../components/settings/settings-history.ts";
import { keptOffline } from "../components/shell/kept-offline.ts";
import { CalmController } from "../controllers/calm-controller.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { SessionController } from "../controllers/session-controller.ts";
import { SourceController } from "../controllers/source-controller.ts";
import { TrendController } from "../controllers/trend-controller.ts";
import type { ChangeOptions } from "../data/base/needs-confirmation.ts";
import { graphHref, SETTINGS_HASH } from "../ground/routes.ts";
import { SensorOrder } from "../rules/sensor-order.ts";
import { controlStyles } from "../styles/control-styles.ts";
import "../components/alarm/drill-control.ts";
import { deviceViewStyles } from "./device-styles.ts";
import "../components/settings/device-settings.ts";
import "../components/settings/settings-history.ts";
import "../components/device/forget-device.ts";
import "../components/sensor/gas-info.ts";
import "../components/sensor/life-strip.ts";
import "../components/shell/safety-note.ts";
import { inBase } from "../ground/base-path.ts";

/** One device: its sensors large, the gases, the last day, the settings. */
@customElement("device-view")
@localized()
export class DeviceView extends LitElement {
  static override styles = [
    controlStyles,
    sensorRowStyles,
    sensorTileStyles,
    batteryLevelStyles,
    readingAgeStyles,
    deviceViewStyles,
  ];

  @property() device = "";
  @query("gas-info") private _info: GasInfo | undefined;

  readonly #fleet = new FleetController(this);
  readonly #session = new SessionController(this);
  readonly #trends = new TrendController(this);
  readonly #calm = new CalmController(this, () => performance.now());
  readonly #order = new SensorOrder();
  /** For the pin, which changes without the fleet. */
  protected readonly offline = new SourceController(this, (data) => [data.offline]);
  /** Whether the address asks for the settings, which then stand open. */
  readonly #isForSettings = location.hash === SETTINGS_HASH;
  #looked: string | undefined;

  override willUpdate(): void {
    const { data } = this.#fleet;
    const state = data?.fleet.devices().get(this.device);
    if (!data || !state) return;
    this.#trends.follow(data);
    this.#trends.observe(new Map([[this.device, state]]));
    if (this.#looked === this.device) return;
    this.#looked = this.device;
    data.offline.looked(this.device);
    this.#trends.fill(this.device, data.history, () => data.fleet.moment().serverNow);
  }

  override render() {
    const presentation = this.#fleet.presentOne(this.device);
    return presentation ? this.#page(presentation) : this.#absent();
  }

  #back() {
    return html`<a class="button plain back" href=${inBase("/")}>
      ${icon("arrowLeft")}<span class="visually-hidden">${msg("Overview", { id: "shell.nav.overview" })}</span>
    </a>`;
  }

  #absent() {
    return html`<div class="who-and-where">${this.#back()}
        <h1>${this.device}</h1>
      </div>
      <p>
        ${
          this.#fleet.loaded
            ? msg("There is no device of this name.", { id: "device.unknown" })
            : msg("Loading …", { id: "overview.loading" })
        }
      </p>`;
  }

  #page(presentation: DevicePresentation) {
    const { format } = this.#fleet.display.current;
    const now = this.#fleet.moment.serverNow;
    return html`
      ${this.#head(presentation)}
      <ul
        class="sensors"
        ${keyedList(
          this.#order.arrange(presentation.sensors, { mayMove: this.#calm.isCalm() }),
          ({ scale }) => scale.identity,
          (sensor) =>
            sensorTile({
              presentation: sensor,
              format,
              now,
              trend: this.#trends.of(this.device, sensor.scale.identity),
              onInfo: this.#showInfo,
            }),
        )}
      ></ul>
      <gas-info></gas-info>
      <section class="panel">
        <h2>${msg("Battery and signs of life, 24\u00a0hours", { id: "device.life" })}</h2>
        <life-strip .device=${this.device}></life-strip>
      </section>
      <drill-control .device=${this.device}></drill-control>
      ${this.#settings(presentation)} ${this.#changes()}
      <safety-note></safety-note>
    `;
  }

  #head(presentation: DevicePresentation) {
    const { device, name, place, battery } = presentation;
    const { format } = this.#fleet.display.current;
    return html`<div class="head">
      <div class="who-and-where">
        ${this.#back()}
        <h1>${name}</h1>
        <p class="facts">
          ${place ? html`<span>${place}</span>` : nothing}
          ${readingAge(presentation, format)}
          ${batteryLevel(battery, format)} ${name === device ? nothing : html`<span>${device}</span>`}
        </p>
      </div>
      <div class="actions">
        <a class="button" href=${graphHref(device)}>
          ${icon("chartLine")} ${msg("Graph", { id: "shell.nav.graph" })}
        </a>
        ${this.#pin()}
      </div>
      <p class="facts" id="kept">${keptOffline()}</p>
    </div>`;
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

  #settings({ freshness, sensors }: DevicePresentation) {
    return html`<details class="panel" ?open=${this.#isForSettings}>
      <summary>${icon("settings")}<h2>${msg("Settings", { id: "shell.nav.settings" })}</h2>${icon("chevronDown")}</summary>
      ${this.#session.may("settings") ? nothing : html`<p>${this.#session.why(this.#session.may("operate") ? "settings" : "operate")}</p>`}
      ${this.#session.may("operate") ? this.#settingsForm(freshness, sensors) : nothing}
      ${this.#session.may("admin") ? html`<forget-device .forget=${this.#forget}></forget-device>` : nothing}
    </details>`;
  }

  #settingsForm(freshness: DevicePresentation["freshness"], sensors: DevicePresentation["sensors"]) {
    const { data } = this.#fleet;
    return html`<device-settings
        .state=${data?.fleet.devices().get(this.device)}
        .preset=${this.#fleet.display.current.viewing.preset}
        .spanText=${this.#fleet.display.current.format.span}
        .numbers=${this.#fleet.display.current.format.typed}
        .isSilent=${freshness.status === "stale"}
        .silentSensors=${sensors.filter(({ state }) => state === "stale").map(({ scale }) => scale.key)}
        .save=${this.#save}
        .isNamesOnly=${!this.#session.may("settings")}
      ></device-settings>`;
  }

  #changes() {
    const { data, moment, display } = this.#fleet;
    return html`<section class="panel">
      <h2>${msg("What was changed", { id: "history.title" })}</h2>
      <settings-history
        .state=${data?.fleet.devices().get(this.device)}
        .preset=${display.current.viewing.preset}
        .format=${display.current.format}
        .isLive=${moment.link === "live"}
        .mayUndo=${this.#session.may("settings")}
        .load=${this.#loadChanges}
        .save=${this.#save}
      ></settings-history>
    </section>`;
  }

  readonly #loadChanges: LoadChanges = (cursor, signal) => {
    const { data } = this.#fleet;
    if (!data) return Promise.reject(new Error("The app's data is not there yet."));
    return data.readChanges({ device: this.device, ...(cursor === undefined ? {} : { cursor }) }, signal);
  };

  readonly #save = async (patch: DeviceSettingsPatch, options?: ChangeOptions): Promise<void> => {
    await this.#fleet.data?.saveSettings(this.device, patch, options);
  };

  readonly #forget = async (data: "keep" | "delete"): Promise<void> => {
    await this.#fleet.data?.forgetDevice(this.device, data);
  };

  readonly #showInfo = (scale: SensorScale): void => {
    void this._info?.show(scale);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "device-view": DeviceView;
  }
}
