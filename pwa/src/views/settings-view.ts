import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { PresetId } from "../../../shared/rules/limits.ts";
import type { SitePatch } from "../../../shared/rules/site.ts";
import { icon } from "../components/base/more-icons.ts";
import { choiceField, choiceFieldStyles } from "../components/settings/choice-field.ts";
import { presetDoubts } from "../components/settings/preset-doubts.ts";
import {
  languageOptions,
  type Option,
  themeOptions,
  unitWishOptions,
  zoneOptions,
} from "../components/settings/settings-options.ts";
import { DisplayController } from "../controllers/display-controller.ts";
import { PartsController } from "../controllers/parts-controller.ts";
import { SessionController } from "../controllers/session-controller.ts";
import { SourceController } from "../controllers/source-controller.ts";
import type { ChangeOptions } from "../data/base/needs-confirmation.ts";
import { inBase } from "../ground/base-path.ts";
import { settingsHref } from "../ground/routes.ts";
import type { Preferences } from "../preferences/preferences.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { settingsStyles } from "./settings-styles.ts";
import "../components/access/access-links.ts";
import "../components/shell/about-davy.ts";
import "../components/device/device-list.ts";
import "../components/settings/devices-file.ts";
import "../components/settings/site-settings.ts";
import "../components/shell/offline-storage.ts";

/** What this screen shows and how, what it stores, and what it is. */
@customElement("settings-view")
@localized()
export class SettingsView extends LitElement {
  static override styles = [controlStyles, choiceFieldStyles, settingsStyles];

  readonly #display = new DisplayController(this);
  readonly #source = new SourceController(this, (data) => [data.app, data.site, data.fleet]);
  readonly #session = new SessionController(this);
  /** All of it is known at once, but it is much for a phone that has just begun. */
  readonly #parts = new PartsController(this, {
    parts: 5,
    isReady: () => true,
    isAtOnce: () => this.#hasBegun(),
  });

  /** Whether the app has been at work: somebody who comes back to this page is where they were on it. */
  #hasBegun(): boolean {
    const fleet = this.#source.data?.fleet;
    return fleet !== undefined && (fleet.loaded() || fleet.moment().link !== "connecting");
  }

  override render() {
    const { drawn } = this.#parts;
    return html`<h1>${msg("Settings", { id: "shell.nav.settings" })}</h1>
      ${this.#appearance()}
      ${drawn > 0 ? this.#access() : nothing}
      ${drawn > 1 ? this.#site() : nothing}
      ${drawn > 2 ? this.#reportsAndDevices() : nothing}
      ${drawn > 3 ? this.#thisDevice() : nothing}`;
  }

  #access() {
    return html`<section>
        <h2>${msg("Who may come in", { id: "access.title" })}</h2>
        <access-links></access-links>
      </section>`;
  }

  #reportsAndDevices() {
    return html`<section>
        <h2>${msg("Reports", { id: "report.title" })}</h2>
        <p class="note">
          ${msg("What was measured and breathed in a shift, with alarms and who answered: to print, or as CSV.", { id: "report.means" })}
        </p>
        <a class="button" href=${settingsHref("report")}>${icon("fileText")} ${msg("Report of a shift", { id: "report.shift" })}</a>
      </section>
      <section>
        <h2>${msg("Devices", { id: "settings.devices" })}</h2>
        <p class="note">
          ${msg("Name, place, units, own limits and calibration: set for all screens.", {
            id: "settings.devicesNote",
          })}
        </p>
        <device-list></device-list>
        <devices-file></devices-file>
      </section>`;
  }

  #thisDevice() {
    return html`<section>
        <h2>${msg("Offline data", { id: "settings.offline" })}</h2>
        <offline-storage></offline-storage>
      </section>
      <section>
        <h2>${msg("Bluetooth gateway", { id: "bluetooth.title" })}</h2>
        <p class="note">
          ${msg("This device takes readings from an instrument by Bluetooth and passes them on.", { id: "bluetooth.means" })}
        </p>
        <a class="button" href=${settingsHref("bluetooth")}>${icon("bluetooth")} ${msg("Open the gateway", { id: "bluetooth.open" })}</a>
      </section>
      ${this.#install()}
      <section>
        <h2>${msg("About", { id: "settings.about" })}</h2>
        <about-davy></about-davy>
      </section>`;
  }

  #appearance() {
    const { siteZone } = this.#display.current;
    const language = this.#source.data?.site.current().language ?? null;
    return html`<section>
      <h2>${msg("Display", { id: "settings.display" })}</h2>
      <p class="note">
        ${msg("These choices hold for this screen only.", { id: "settings.thisScreen" })}
      </p>
      ${this.#choice("theme", msg("Theme", { id: "settings.theme" }), themeOptions())}
      ${this.#choice("language", msg("Language", { id: "settings.language" }), languageOptions(language))}
      ${this.#choice("timeZone", msg("Time zone", { id: "settings.timeZone" }), zoneOptions(siteZone, { isNamed: this.#parts.drawn > 4 }))}
      ${siteZone === undefined ? this.#zoneNote() : nothing}
      ${this.#choice("units", msg("Units", { id: "settings.units" }), unitWishOptions())}
      <p class="note">
        ${msg("A gas without the chosen unit keeps its usual one. mg/m³ is at 25 °C.", {
          id: "settings.unitsNote",
        })}
      </p>
      <p><a class="button" href=${inBase("/kiosk")}>${msg("Open the wall display", { id: "settings.kiosk" })}</a></p>
    </section>`;
  }

  #zoneNote() {
    return html`<p class="note">
      ${msg("The server names no time zone of the site.", { id: "settings.zoneNote" })}
    </p>`;
  }

  #site() {
    const { data } = this.#source;
    if (!data) return nothing;
    const devices = [...data.fleet.devices().values()];
    if (!this.#session.may("settings"))
      return html`<section>
        <h2>${msg("This site", { id: "settings.site" })}</h2>
        <p>${this.#session.why("settings")}</p>
      </section>`;
    return html`<section>
      <h2>${msg("This site", { id: "settings.site" })}</h2>
      <p class="note">${msg("These choices hold for everybody.", { id: "settings.everybody" })}</p>
      <site-settings
        .site=${data.site.current()}
        .places=${[...new Set(devices.flatMap(({ settings }) => settings.place ?? []))]}
        .isLive=${data.fleet.moment().link === "live"}
        .format=${this.#display.current.format}
        .doubtsOf=${(preset: PresetId) => presetDoubts(data, preset)}
        .save=${this.#saveSite}
      ></site-settings>
    </section>`;
  }

  readonly #saveSite = async (patch: SitePatch, options: ChangeOptions): Promise<void> => {
    await this.#source.data?.site.change(patch, options);
  };

  #choice<Name extends keyof Preferences>(
    name: Name,
    label: string,
    options: readonly Option[],
  ): TemplateResult {
    return choiceField({
      id: name,
      label,
      options,
      chosen: String(this.#display.current.preferences[name] ?? ""),
      onChange: (value) => this.#display.set({ [name]: value }),
    });
  }

  #install() {
    const app = this.#source.data?.app;
    if (!app || app.install() === "none") return nothing;
    return html`<section>
      <h2>${msg("Installation", { id: "settings.install" })}</h2>
      ${this.#installSteps(app.install())}
    </section>`;
  }

  #installSteps(how: "prompt" | "ios" | "none" | "installed") {
    if (how === "installed")
      return html`<p>${icon("check")} ${msg("Davy is installed on this device.", { id: "settings.installed" })}</p>`;
    if (how === "ios")
      return html`<ol>
        <li>${msg("Tap the share button of Safari", { id: "settings.ios1" })} ${icon("share")}</li>
        <li>${msg("Choose “Add to Home Screen”", { id: "settings.ios2" })}</li>
        <li>${msg("Open Davy from the home screen once while there is a network", { id: "settings.ios3" })}</li>
      </ol>`;
    return html`<p>${msg("Installed, Davy opens without a network, too.", { id: "settings.installWhy" })}</p>
      <button class="primary" @click=${this.#promptInstall}>
        ${icon("download")} ${msg("Install", { id: "shell.install" })}
      </button>`;
  }

  readonly #promptInstall = (): void => {
    // A refusal is the person's answer, not an error.
    void this.#source.data?.app.promptInstall().catch(() => undefined);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "settings-view": SettingsView;
  }
}
