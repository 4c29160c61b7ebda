import { localized, msg } from "@lit/localize";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { keyedList } from "../../components/base/keyed-list.ts";
import { icon } from "../../components/base/more-icons.ts";
import type { RowContext } from "../../components/device/place-sheet.ts";
import type { DeviceGroup } from "../../rules/fleet-order.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { cardPlacesStyles, MAX_COLUMNS } from "./card-places-styles.ts";
import type { RowSparks } from "./row-sparks.ts";
import "../../components/device/device-card.ts";

interface Card {
  readonly fills: number;
  readonly template: TemplateResult;
}

/** The fleet as cards, one a device with all that is known of its sensors, by place. */
@customElement("card-places")
@localized()
export class CardPlaces extends LitElement {
  static override styles = [controlStyles, cardPlacesStyles];

  @property({ attribute: false }) groups: readonly DeviceGroup[] = [];
  @property({ attribute: false }) context: RowContext | undefined;
  @property({ attribute: false }) sparks: RowSparks | undefined;
  /** Server time, unix ms. */
  @property({ attribute: false, hasChanged: () => false }) now = 0;
  /** Whether sensors may change places within their cards. */
  @property({ attribute: false, hasChanged: () => false }) mayMove = true;

  /** Most cards of a large fleet are as they were at the last frame. */
  #cards = new WeakMap<DevicePresentation, Card>();

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("context") || changed.has("sparks")) this.#cards = new WeakMap();
  }

  override render() {
    const { groups } = this;
    return html`<div
      class="places"
      ${keyedList(
        groups,
        ({ place, isMine }) => `${isMine ? "mine" : "place"} ${place ?? ""}`,
        (group) => this.#group(group, groups.length > 1),
      )}
    ></div>`;
  }

  #group({ place, isMine, devices }: DeviceGroup, isOneOfSeveral: boolean) {
    const other = isMine
      ? msg("My devices", { id: "overview.mine" })
      : msg("Without a place", { id: "overview.noPlace" });
    const heading = place ?? (isOneOfSeveral || isMine ? other : undefined);
    return html`<section class="cards-${Math.min(devices.length, MAX_COLUMNS)}">
      ${heading === undefined ? html`<h2 class="visually-hidden">${msg("Devices", { id: "overview.deviceList" })}</h2>` : html`<h2>${icon(isMine ? "star" : "mapPin")} ${heading}</h2>`}
      <div class="cards" ${keyedList(devices, ({ device }) => device, this.#card)}></div>
    </section>`;
  }

  readonly #card = (presentation: DevicePresentation): TemplateResult => {
    const fills = this.context?.fillsOf(presentation.device) ?? 0;
    const known = this.#cards.get(presentation);
    if (known?.fills === fills) return known.template;
    const template = this.#newCard(presentation, fills);
    this.#cards.set(presentation, { fills, template });
    return template;
  };

  #newCard(presentation: DevicePresentation, fills: number): TemplateResult {
    const { device } = presentation;
    return html`<device-card
      data-device=${device}
      .now=${this.now}
      .format=${this.context?.format}
      .trendOf=${this.sparks?.trendsOf(device)}
      .fills=${fills}
      .mayMove=${this.mayMove}
      .isFirst=${this.context?.isFirst(device) ?? false}
      .presentation=${presentation}
    ></device-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "card-places": CardPlaces;
  }
}
