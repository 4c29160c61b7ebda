import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import type { DeviceSettingsPatch } from "../../../shared/rules/settings.ts";
import { icon } from "../components/base/more-icons.ts";
import type { DeviceSettingsForm } from "../components/settings/device-settings.ts";
import type { SaveDevice } from "../components/settings/save-many.ts";
import type { LoadChanges } from "../components/settings/settings-history.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { LeaveGuard } from "../controllers/leave-guard.ts";
import { SessionController } from "../controllers/session-controller.ts";
import type { ChangeOptions } from "../data/base/needs-confirmation.ts";
import { deviceHref } from "../ground/routes.ts";
import { typedNumbersOf } from "../i18n/typed-numbers.ts";
import { controlStyles } from "../styles/control-styles.ts";
import "../components/device/forget-device.ts";
import "../components/settings/confirm-change.ts";
import "../components/settings/copy-settings.ts";
import "../components/settings/device-settings.ts";
import "../components/settings/settings-history.ts";

/** The settings of a device, in sections. What is typed and not saved is kept, and asked about before the page is left. */
@customElement("device-settings-view")
@localized()
export class DeviceSettingsView extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: var(--gap-3);
        max-width: 860px;
        margin: 0 auto;
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--gap-1);
        min-height: 60px;
      }
      section {
        padding: var(--gap-4);
        background: var(--card);
        border-radius: var(--radius);
        box-shadow: 0 0 0 var(--border) var(--line);
        min-width: 0;
      }
      section > h2 {
        margin-bottom: var(--gap-3);
      }
      confirm-change {
        position: sticky;
        top: var(--gap-2);
        z-index: 3;
      }
      p {
        margin: 0;
      }
    `,
  ];

  @property() device = "";
  @query("device-settings") private readonly _form!: DeviceSettingsForm | null;
  readonly #fleet = new FleetController(this);
  readonly #session = new SessionController(this);
  readonly #guard = new LeaveGuard(this, () => this._form?.isDirty ?? false);

  override render() {
    const presentation = this.#fleet.presentOne(this.device);
    return html`<header>
        <a class="button plain" href=${deviceHref(this.device)}>
          ${icon("arrowLeft")}<span class="visually-hidden">${msg("Back to the device", { id: "device.label.back" })}</span>
        </a>
        <h1>${msg(str`Settings of ${presentation?.name ?? this.device}`, { id: "device.settingsOf" })}</h1>
      </header>
      ${this.#leaving()} ${presentation ? this.#sections(presentation) : this.#absent()}`;
  }

  #absent() {
    return html`<p>
      ${
        this.#fleet.loaded
          ? msg("There is no device of this name.", { id: "device.unknown" })
          : msg("Loading …", { id: "overview.loading" })
      }
    </p>`;
  }

  #leaving() {
    if (this.#guard.asksFor === undefined) return nothing;
    return html`<confirm-change
      .heading=${msg("Leave without saving?", { id: "device.leave" })}
      .action=${msg("Leave the page", { id: "device.leaveIt" })}
      .refusal=${msg("Stay here", { id: "device.stay" })}
      .sentences=${[msg("What you typed is not saved. It is here again when you come back in this tab.", { id: "device.leaveWhy" })]}
      @davy-confirm=${() => this.#guard.answer(true)}
      @davy-cancel=${() => this.#guard.answer(false)}
    ></confirm-change>`;
  }

  #sections({ freshness, sensors }: DevicePresentation) {
    const may = (permission: "settings" | "operate" | "admin") => this.#session.may(permission);
    return html`
      ${may("settings") ? nothing : html`<p>${this.#session.why(may("operate") ? "settings" : "operate")}</p>`}
      ${may("operate") ? html`<section>${this.#form(freshness, sensors)}</section>` : nothing}
      ${may("settings") ? this.#copy() : nothing}
      <section>
        <h2>${msg("What was changed", { id: "history.title" })}</h2>
        ${this.#changes()}
      </section>
      ${may("admin") ? html`<section><forget-device .forget=${this.#forget}></forget-device></section>` : nothing}
    `;
  }

  #form(freshness: DevicePresentation["freshness"], sensors: DevicePresentation["sensors"]) {
    const { data, display } = this.#fleet;
    const { format, viewing } = display.current;
    return html`<device-settings
      .state=${data?.fleet.devices().get(this.device)}
      .preset=${viewing.preset}
      .numbers=${typedNumbersOf(format)}
      .isSilent=${freshness.status === "stale"}
      .silentSensors=${sensors.filter(({ state }) => state === "stale").map(({ scale }) => scale.key)}
      .save=${this.#save}
      .isNamesOnly=${!this.#session.may("settings")}
    ></device-settings>`;
  }

  #copy() {
    const { data, display } = this.#fleet;
    const all = [...(data?.fleet.devices().values() ?? [])];
    if (all.length < 2) return nothing;
    return html`<section>
      <h2>${msg("Copy to other devices", { id: "copy.title" })}</h2>
      <copy-settings
        .source=${data?.fleet.devices().get(this.device)}
        .others=${all.filter(({ device }) => device !== this.device)}
        .preset=${display.current.viewing.preset}
        .save=${this.#saveOther}
      ></copy-settings>
    </section>`;
  }

  #changes() {
    const { data, moment, display } = this.#fleet;
    return html`<settings-history
      .state=${data?.fleet.devices().get(this.device)}
      .preset=${display.current.viewing.preset}
      .format=${display.current.format}
      .isLive=${moment.link === "live"}
      .mayUndo=${this.#session.may("settings")}
      .load=${this.#loadChanges}
      .save=${this.#save}
    ></settings-history>`;
  }

  readonly #loadChanges: LoadChanges = (cursor, signal) => {
    const { data } = this.#fleet;
    if (!data) return Promise.reject(new Error("The app's data is not there yet."));
    return data.readChanges({ device: this.device, ...(cursor === undefined ? {} : { cursor }) }, signal);
  };

  readonly #save = (patch: DeviceSettingsPatch, options?: ChangeOptions): Promise<void> =>
    this.#saveOther(this.device, patch, options);

  readonly #saveOther: SaveDevice = async (device, patch, options) => {
    await this.#fleet.data?.saveSettings(device, patch, options);
  };

  readonly #forget = async (data: "keep" | "delete"): Promise<void> => {
    await this.#fleet.data?.forgetDevice(this.device, data);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "device-settings-view": DeviceSettingsView;
  }
}
