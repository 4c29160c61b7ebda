import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { countSensors, type StateCounts } from "../../../../shared/present/present-device.ts";
import { AlarmController } from "../../controllers/alarm-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { alarmSteps, SourceController } from "../../controllers/source-controller.ts";
import { peakWord, sensorPhrase } from "../../i18n/state-texts.ts";
import type { NewAlarm } from "../../rules/new-alarms.ts";
import { worstPeak } from "../../rules/peaks.ts";

/** Most alarms that one announcement names; more are counted. */
const MAX_SPOKEN = 3;
/** How often the fleet is looked at, ms. */
const LOOK_MS = SECOND_MS / 2;

/**
 * The one alert region of the app: speaks new alarms and faults once. It also keeps the page's title and the app's badge
 * at the worst that is known, since those are seen when the page is not.
 */
@customElement("alarm-announcer")
@localized()
export class AlarmAnnouncer extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  @state() private _spoken = "";
  readonly #fleet = new FleetController(this);
  readonly #alarms = new AlarmController(this, this.#fleet);
  #lastLook = Number.NEGATIVE_INFINITY;
  #badge = 0;

  constructor() {
    super();
    new SourceController(this, alarmSteps);
  }

  override willUpdate(): void {
    // A fleet can change each frame; twice a second is soon enough for the ear, and the controller's tick comes back.
    if (performance.now() - this.#lastLook < LOOK_MS) return;
    this.#lastLook = performance.now();
    const devices = this.#fleet.present();
    const alarms = this.#alarms.take(devices);
    if (alarms.length > 0) this._spoken = this.#phrase(alarms);
    if (this.#fleet.loaded)
      this.#showOutside(countSensors(devices), worstPeak(devices, this.#alarms.peaks()));
  }

  override render() {
    return html`<div role="alert">${this._spoken}</div>`;
  }

  #knowsAlarms(): boolean {
    const surety = this.#fleet.data?.alarms.surety();
    return surety?.kind === "live" || surety?.asOf !== undefined;
  }

  /** The guard may have taken away the view around it: nothing on the page is live then but this. */
  #stopped(): string[] {
    const root = this.getRootNode();
    const isStopped = root instanceof ShadowRoot && root.host.hasAttribute("stopped");
    return isStopped ? [msg("Stopped", { id: "shell.stopped.title" })] : [];
  }

  #phrase(alarms: readonly NewAlarm[]): string {
    const { format } = this.#fleet.display.current;
    const named = alarms
      .slice(0, MAX_SPOKEN)
      .map(({ device, sensor }) => `${device.name}: ${sensorPhrase(sensor, format)}`);
    const rest = alarms.length - named.length;
    return [...named, ...(rest > 0 ? [msg(str`and ${rest} more`, { id: "shell.andMore" })] : [])].join("; ");
  }

  #showOutside(counts: StateCounts, peak: "a1" | "a2" | undefined): void {
    const isLive = this.#fleet.moment.link === "live";
    const worst = isLive ? liveTitle(counts, peak) : [msg("Offline", { id: "shell.state.offline" })];
    const unanswered = this.#fleet.data?.alarms.unanswered() ?? 0;
    // A count of an earlier time would look like one of now.
    const asks = isLive && unanswered > 0 ? `(${unanswered}) ` : "";
    const title = asks + [...this.#stopped(), ...worst, "Davy"].join(" – ");
    if (document.title !== title) document.title = title;
    showIcon(unanswered > 0);
    // What nobody has answered; until the alarms are known, what the fleet shows by itself.
    const alarms = Math.max(unanswered, this.#knowsAlarms() ? 0 : counts.a1 + counts.a2);
    if (alarms === this.#badge) return;
    this.#badge = alarms;
    // Only some browsers have a badge, and only for an installed app; without one there is nothing to mend.
    if ("setAppBadge" in navigator) void navigator.setAppBadge(alarms).catch(() => undefined);
  }
}

/** The icon of the tab says it as well: there are more tabs than titles that can be read. */
function showIcon(isAlarm: boolean): void {
  const link = document.querySelector<HTMLLinkElement>("link[type='image/svg+xml']");
  if (!link || link.href.endsWith("icon-alarm.svg") === isAlarm) return;
  link.href = link.href.replace(/icon(-alarm)?\.svg$/, isAlarm ? "icon-alarm.svg" : "icon.svg");
}

/** What is worst, in the fewest words. A peak that is over comes after what goes on at its level. */
function liveTitle(counts: StateCounts, peak: "a1" | "a2" | undefined): string[] {
  if (counts.a2 > 0) return [`${counts.a2} × A2`];
  if (peak === "a2") return [peakWord(peak)];
  if (counts.a1 > 0) return [`${counts.a1} × A1`];
  if (peak === "a1") return [peakWord(peak)];
  if (counts.fault > 0) return [`${counts.fault} × ${msg("Fault", { id: "shell.state.fault" })}`];
  if (counts.stale > 0) return [`${counts.stale} × ${msg("Stale", { id: "shell.state.stale" })}`];
  return [];
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-announcer": AlarmAnnouncer;
  }
}
