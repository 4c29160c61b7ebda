import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isUnanswered } from "../../../../shared/present/alarm-order.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { DisplayController } from "../../controllers/display-controller.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import type { AppData, AppSource, OfflineStatus } from "../../data/base/app-data.ts";
import type { ChangeOptions } from "../../data/base/needs-confirmation.ts";
import { inBase } from "../../ground/base-path.ts";
import { barStyles } from "../../styles/bar-styles.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { presetDoubts } from "../settings/preset-doubts.ts";
import { storeTrouble } from "./store-trouble.ts";
import "../settings/preset-question.ts";
import "./print-note.ts";
import "./session-notices.ts";

/** A storage that answers later than it should, but within this, is said of to nobody, ms: a bar that comes and goes moves all below it. */
const LASTING_MS = 3_000;

/**
 * Calm bars: nothing is kept for offline use; nobody said by which limits the site goes; an update is ready; the app can be installed, which can be put off. That
 * last one waits until the person goes to another page of the app: what is being read is not pushed down for it.
 */
@customElement("app-notices")
@localized()
export class AppNotices extends LitElement {
  static override styles = [
    controlStyles,
    barStyles,
    css`
      .bar {
        background: var(--raised);
      }
      /* What is told on screen is no part of what is printed. */
      @media print {
        :not(print-note) {
          display: none;
        }
      }
    `,
  ];

  @property() view = "";
  readonly #display = new DisplayController(this);
  readonly #source = new SourceController(this, (data) => [data.app, data.offline, data.site, data.alarms]);
  @state() private _isHung = false;
  #hasMoved = false;
  #hanging: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWaiting();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get("view")) this.#hasMoved = true;
    if (this.#source.data?.offline.status().trouble !== "hung") this.#stopWaiting();
    else
      this.#hanging ??= setTimeout(() => {
        this._isHung = true;
      }, LASTING_MS);
  }

  override firstUpdated(): void {
    // What writes times is made while the first word is waited for: it takes a slow phone a twentieth of a second.
    requestAnimationFrame(() => setTimeout(() => this.#display.current.format.clock(0)));
  }

  #stopWaiting(): void {
    clearTimeout(this.#hanging);
    this.#hanging = undefined;
    this._isHung = false;
  }

  override render() {
    const { data } = this.#source;
    if (!data) return nothing;
    const { trouble } = data.offline.status();
    return html`<print-note></print-note><session-notices></session-notices>${trouble && (trouble !== "hung" || this._isHung) ? this.#troubleBar(trouble) : nothing}${this.#presetQuestion(data)}${this.#appBar(data.app)}`;
  }

  /**
   * At the foot, where an alarm asks for an answer: then it waits. Where there is something to judge, and only where one lands: whoever
   * looks at a device or a graph is busy.
   */
  #presetQuestion(data: AppData) {
    const { site, fleet } = data;
    const { preferences, format } = this.#display.current;
    const isOpen = site.isKnown() && !site.current().presetChosen && preferences.presetQuestion === "ask";
    if (!isOpen || this.view !== "overview" || fleet.devices().size === 0) return nothing;
    if (data.alarms.open().some((alarm) => isUnanswered(alarm) && alarm.priority !== "low")) return nothing;
    return html`<preset-question
      .preset=${site.current().preset}
      .earlier=${preferences.earlierPreset}
      .format=${format}
      .doubtsOf=${(preset: PresetId) => presetDoubts(data, preset)}
      .save=${(preset: PresetId, options: ChangeOptions) => site.change({ preset }, options)}
      @davy-later=${() => this.#display.set({ presetQuestion: "later" })}
    ></preset-question>`;
  }

  #appBar(app: AppSource) {
    if (app.updateReady()) return this.#updateBar(() => app.update());
    return this.#hasMoved && app.suggestsInstall() ? this.#installBar(app) : nothing;
  }

  /** Who goes where there is no network must know before, on whatever screen, that nothing comes along. */
  #troubleBar(trouble: NonNullable<OfflineStatus["trouble"]>) {
    return html`<div class="bar" role="status">${icon("info")}
      <p>${storeTrouble(trouble)}</p>
    </div>`;
  }

  #updateBar(update: () => void) {
    return html`<div class="bar" role="status">
      ${icon("refresh")}
      <p>${msg("A newer version is ready.", { id: "shell.updateReady" })}</p>
      <button class="primary" @click=${update}>${msg("Update", { id: "shell.update" })}</button>
    </div>`;
  }

  #installBar(app: AppSource) {
    return html`<div class="bar">
      ${icon("download")}
      <p>${msg("Install Davy: it then opens without a network, too.", { id: "shell.installHint" })}</p>
      ${
        app.install() === "ios"
          ? html`<a class="button" href=${inBase("/settings")}>${msg("How to install", { id: "shell.installHow" })}</a>`
          : html`<button class="primary" @click=${() => this.#install(app)}>${msg("Install", { id: "shell.install" })}</button>`
      }
      <button class="plain" @click=${() => app.putInstallOff()}>
        ${icon("x")}<span class="visually-hidden">${msg("Not now", { id: "shell.notNow" })}</span>
      </button>
    </div>`;
  }

  #install(app: AppSource): void {
    // A refusal is the person's answer, not an error.
    void app.promptInstall().catch(() => undefined);
    app.putInstallOff();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "app-notices": AppNotices;
  }
}
