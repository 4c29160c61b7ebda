import { localized, msg } from "@lit/localize";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { byUrgency, countDevices, type DevicePresentation } from "../../../shared/present/present-device.ts";
import { icon } from "../components/base/icons.ts";
import { keyedList } from "../components/base/keyed-list.ts";
import { CalmController } from "../controllers/calm-controller.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { SightController } from "../controllers/sight-controller.ts";
import { TrendController } from "../controllers/trend-controller.ts";
import type { Format } from "../i18n/format.ts";
import { gasName } from "../i18n/gas-texts.ts";
import {
  type DeviceGroup,
  type FleetFilter,
  groupByPlace,
  inOrder,
  selectDevices,
} from "../rules/fleet-order.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { MAX_COLUMNS, overviewStyles } from "./overview-styles.ts";
import "../components/base/lazy-part.ts";
import "../components/device/fleet-summary.ts";
import "../components/shell/safety-note.ts";
import { DeviceCard } from "../components/device/device-card.ts";
import { inBase } from "../ground/base-path.ts";
import type { Trend } from "../rules/trend.ts";

interface Card {
  readonly format: Format;
  /** How often its trends were filled from history. */
  readonly fills: number;
  readonly template: TemplateResult;
}

/** Cards that are drawn before it was looked for whether they are in sight. */
const FIRST_CARDS = 6;

const loadFirstSteps = () => import("../components/shell/first-steps.ts");

/** The fleet at a glance, the worst first. Nothing moves while somebody is touching it. */
@customElement("overview-view")
@localized()
export class OverviewView extends LitElement {
  static override styles = [controlStyles, overviewStyles];

  @state() private _search = "";
  @state() private _filter: FleetFilter = "all";

  readonly #fleet = new FleetController(this);
  readonly #trends = new TrendController(this);
  readonly #sight = new SightController(this, () => performance.now());
  readonly #calm = new CalmController(this, () => performance.now());
  #order: readonly string[] = [];
  #first: ReadonlySet<string> = new Set();
  #mayMove = true;
  /** Most cards of a large fleet are as they were at the last frame. */
  readonly #cards = new WeakMap<DevicePresentation, Card>();
  /** One function per device for as long as the view lives, so that cards see no change where there is none. */
  readonly #trendOf = new Map<string, (identity: string) => Trend | undefined>();

  override willUpdate(changed: PropertyValues): void {
    const { data } = this.#fleet;
    if (data) {
      this.#trends.follow(data);
      this.#trends.observe(data.fleet.devices());
    }
    // What somebody just asked for may be put in order at once.
    if (changed.has("_search") || changed.has("_filter")) this.#order = [];
  }

  override render() {
    if (!this.#fleet.loaded) return html`<p class="hint">${msg("Loading …", { id: "overview.loading" })}</p>`;
    const devices = this.#sight.settle(this.#fleet.present());
    if (this.#fleet.data?.fleet.devices().size === 0)
      return html`<lazy-part .load=${loadFirstSteps}><first-steps></first-steps></lazy-part><safety-note></safety-note>`;
    const groups = this.#arrange(devices);
    return html`
      <h1 class="visually-hidden">${msg("Overview", { id: "shell.nav.overview" })}</h1>
      <div class="tools">
        <fleet-summary
          .counts=${countDevices(devices)}
          .devices=${devices.length}
          .filter=${this._filter}
          @davy-filter=${(event: CustomEvent<FleetFilter>) => (this._filter = event.detail)}
        ></fleet-summary>
        ${this.#searchField()}
      </div>
      ${
        groups.length === 0
          ? this.#nothingFound()
          : html`<div
              class="places"
              ${keyedList(
                groups,
                ({ place }) => place ?? "",
                (group) => this.#group(group, groups.length > 1),
              )}
            ></div>`
      }
      <safety-note></safety-note>
    `;
  }

  #searchField() {
    return html`<label class="search">
      ${icon("search")}
      <span class="visually-hidden">${msg("Search devices", { id: "overview.search" })}</span>
      <input
        type="search"
        placeholder=${msg("Name, place or gas", { id: "overview.searchHint" })}
        .value=${this._search}
        @input=${(event: InputEvent & { target: HTMLInputElement }) => (this._search = event.target.value)}
      />
    </label>`;
  }

  #arrange(devices: readonly DevicePresentation[]): DeviceGroup[] {
    const wish = { search: this._search, filter: this._filter };
    const selected = selectDevices(devices, wish, gasName);
    this.#mayMove = this.#order.length === 0 || this.#calm.isCalm();
    const kept = inOrder(selected, this.#order);
    // The order of the last frame is nearly always the right one still, and what is in order is quickly sorted.
    const ordered = this.#mayMove ? kept.sort(byUrgency) : kept;
    if (this.#mayMove) this.#order = ordered.map(({ device }) => device);
    this.#first = new Set(this.#order.slice(0, FIRST_CARDS));
    return groupByPlace(ordered);
  }

  #group({ place, devices }: DeviceGroup, isOneOfSeveral: boolean) {
    const heading =
      place ?? (isOneOfSeveral ? msg("Without a place", { id: "overview.noPlace" }) : undefined);
    return html`<section class="cards-${Math.min(devices.length, MAX_COLUMNS)}">
      ${heading === undefined ? html`<h2 class="visually-hidden">${msg("Devices", { id: "overview.deviceList" })}</h2>` : html`<h2>${icon("mapPin")} ${heading}</h2>`}
      <div class="cards" ${keyedList(devices, ({ device }) => device, this.#card)}></div>
    </section>`;
  }

  readonly #card = (presentation: DevicePresentation): TemplateResult => {
    const { format } = this.#fleet.display.current;
    const fills = this.#trends.fillsOf(presentation.device);
    const known = this.#cards.get(presentation);
    if (known?.format === format && known.fills === fills) return known.template;
    const template = this.#newCard(presentation);
    this.#cards.set(presentation, { format, fills, template });
    return template;
  };

  readonly #newCard = (presentation: DevicePresentation) => html`<device-card
    data-device=${presentation.device}
    .now=${this.#fleet.moment.serverNow}
    .format=${this.#fleet.display.current.format}
    .trendOf=${this.#trendsOf(presentation.device)}
    .fills=${this.#trends.fillsOf(presentation.device)}
    .mayMove=${this.#mayMove}
    .isFirst=${this.#first.has(presentation.device)}
    .presentation=${presentation}
    @davy-sight=${this.#sightChanged}
  ></device-card>`;

  #trendsOf(device: string): (key: string) => Trend | undefined {
    const known = this.#trendOf.get(device);
    if (known) return known;
    const trendOf = (identity: string) => this.#trends.of(device, identity);
    this.#trendOf.set(device, trendOf);
    return trendOf;
  }

  readonly #sightChanged = ({ currentTarget: card, detail: isSeen }: CustomEvent<boolean>): void => {
    const { data } = this.#fleet;
    const device = card instanceof DeviceCard ? card.presentation?.device : undefined;
    if (device === undefined) return;
    this.#sight.setSeen(device, isSeen);
    if (data && isSeen) this.#trends.fill(device, data.history, () => data.fleet.moment().serverNow);
  };

  #nothingFound() {
    if (this.#fleet.present().length === 0)
      return html`<p class="hint">
        ${msg("All devices are out of service.", { id: "overview.allRetired" })}
        <a href=${inBase("/settings")}>${msg("Settings", { id: "shell.nav.settings" })}</a>
      </p>`;
    return html`<p class="hint">${msg("No device matches.", { id: "overview.noMatch" })}
      <button @click=${this.#showAll}>${msg("Show all", { id: "overview.showAll" })}</button></p>`;
  }

  readonly #showAll = (): void => {
    this._search = "";
    this._filter = "all";
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "overview-view": OverviewView;
  }
}
