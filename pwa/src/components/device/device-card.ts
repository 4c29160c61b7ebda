import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { shownName } from "../../../../shared/present/shown-name.ts";
import { NearController } from "../../controllers/near-controller.ts";
import { deviceHref, graphHref } from "../../ground/routes.ts";
import type { Format } from "../../i18n/format.ts";
import { SensorOrder } from "../../rules/sensor-order.ts";
import type { Trend } from "../../rules/trend.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { keyedList } from "../base/keyed-list.ts";
import { icon } from "../base/more-icons.ts";
import { sensorRow, sensorRowStyles } from "../sensor/sensor-row.ts";
import { batteryLevel, batteryLevelStyles } from "./battery-level.ts";
import { readingAge, readingAgeStyles } from "./reading-age.ts";

/**
 * A device and its sensors, the worst first. Drawn while it is in sight or nearly so; beyond that only its place is kept.
 */
@customElement("device-card")
@localized()
export class DeviceCard extends LitElement {
  static override styles = [
    controlStyles,
    sensorRowStyles,
    batteryLevelStyles,
    readingAgeStyles,
    css`
      :host {
        display: block;
      }
      :host(:not([near])) {
        block-size: var(--height, calc(var(--rows, 4) * 5rem));
      }
      article {
        container: card / inline-size;
        background: var(--card);
        border: var(--border) solid var(--line);
        border-radius: var(--radius);
        overflow: hidden;
      }
      header {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: 0 var(--gap-2);
        padding: var(--gap-1) var(--gap-2) var(--gap-2) var(--gap-4);
      }
      h3 a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        color: var(--text);
        text-decoration: none;
      }
      h3 a:hover {
        text-decoration: underline;
      }
      .facts {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--gap-4);
        color: var(--muted);
        font-size: 0.875rem;
      }
      ul {
        margin: 0;
        padding: 0;
      }
      .empty {
        margin: 0;
        padding: var(--gap-3) var(--gap-4);
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) presentation: DevicePresentation | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** The trend of a sensor by its key. */
  @property({ attribute: false }) trendOf: ((identity: string) => Trend | undefined) | undefined;
  /** Any change of it draws the trends again. */
  @property({ attribute: false }) fills = 0;
  /** Server time at the last change, unix ms. */
  @property({ attribute: false, hasChanged: () => false }) now = 0;

  /** Whether the sensors may change places: false while somebody's finger is on them. */
  @property({ attribute: false, hasChanged: () => false }) mayMove = true;

  /** One of the first of the list, which is in sight more likely than not: it is drawn before that was looked for. */
  @property({ attribute: false, hasChanged: () => false }) isFirst = false;
  readonly #near = new NearController(this, () => this.presentation?.device);
  readonly #order = new SensorOrder();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.isFirst) this.#near.assume();
  }

  override willUpdate(): void {
    // Through the style object: the page's policy forbids style attributes.
    const rows = String(1 + Math.max(1, this.presentation?.sensors.length ?? 0));
    if (this.style.getPropertyValue("--rows") !== rows) this.style.setProperty("--rows", rows);
  }

  override render() {
    const { presentation, format } = this;
    if (!presentation || !format || !this.#near.isNear) return nothing;
    const { device, name, sensors } = presentation;
    return html`<article aria-labelledby="name">
      <header>
        <h3 id="name"><a href=${deviceHref(device)}>${name}</a></h3>
        <a class="button plain" href=${graphHref(device)}>
          ${icon("chartLine")}<span class="visually-hidden">
            ${msg(str`Graph of ${name}`, { id: "overview.graphOf" })}
          </span>
        </a>
        ${this.#facts(presentation, format)}
      </header>
      ${
        sensors.length === 0
          ? html`<p class="empty">${msg("No sensor has been heard of.", { id: "overview.noSensors" })}</p>`
          : html`<ul
              ${keyedList(
                this.#order.arrange(sensors, this),
                ({ scale }) => scale.identity,
                (sensor) =>
                  sensorRow({
                    presentation: sensor,
                    format,
                    trend: this.trendOf?.(sensor.scale.identity),
                    now: this.now,
                  }),
              )}
            ></ul>`
      }
    </article>`;
  }

  #facts(presentation: DevicePresentation, format: Format) {
    const { device, name, battery } = presentation;
    return html`<div class="facts">
      ${readingAge(presentation, format)}
      ${batteryLevel(battery, format)} ${name === shownName(device) ? nothing : html`<span>${shownName(device)}</span>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-card": DeviceCard;
  }
}
