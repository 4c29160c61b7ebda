import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type IconName, icon } from "../../components/base/more-icons.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import type { GraphChoices } from "./graph-choices.ts";
import { type GraphState, MAX_COMPARED, RANGE_NAMES, type RangeName } from "./graph-state.ts";
import { toolbarStyles } from "./graph-toolbar-styles.ts";

/** What the person wants other: members of the state, or a movement of the window. */
export type GraphWish = Partial<GraphState>;

/** On a phone the chart comes first: all but device and range is folded away. */
const NARROW = window.matchMedia("(max-width: 620px)");

function rangeWord(name: RangeName): string {
  switch (name) {
    case "1h":
      return msg("1 h", { id: "graph.range.1h" });
    case "6h":
      return msg("6 h", { id: "graph.range.6h" });
    case "24h":
      return msg("24 h", { id: "graph.range.24h" });
    case "7d":
      return msg("7 d", { id: "graph.range.7d" });
    case "30d":
      return msg("30 d", { id: "graph.range.30d" });
    case "all":
      return msg("All", { id: "graph.range.all" });
    case "custom":
      return msg("From – to …", { id: "graph.range.custom" });
  }
}

/** The graph page's controls: what is shown, and which stretch of time. Emits `graph-wish`, `ask-range`, `move-window` and `window-reset`. */
@customElement("graph-toolbar")
@localized()
export class GraphToolbar extends LitElement {
  static override styles = [controlStyles, toolbarStyles];

  @property({ attribute: false }) graph: GraphState | undefined;
  @property({ attribute: false }) choices: GraphChoices | undefined;

  override render() {
    const { graph, choices } = this;
    if (!graph || !choices) return nothing;
    const { devices, sensors, comparable } = choices;
    return html`
      <label>
        ${msg("Device", { id: "graph.device" })}
        <select @change=${this.#chooseDevice}>
          ${devices.map(
            ({ id, name }) => html`<option value=${id} ?selected=${id === graph.device}>${name}</option>`,
          )}
        </select>
      </label>
      ${this.#ranges(graph)}
      <details class="more" ?open=${!NARROW.matches}>
        <summary>${msg("Zoom, sensors, compare", { id: "graph.more" })}</summary>
        <div class="groups">
          ${this.#windowButtons(graph)}
          ${sensors.length > 1 ? html`${this.#sensorButtons(graph, choices)} ${this.#layoutButtons(graph)}` : nothing}
          ${comparable.length > 0 || graph.compare.length > 0 ? this.#compare(graph, choices) : nothing}
        </div>
      </details>
    `;
  }

  #ranges(graph: GraphState) {
    return html`<div class="group range-group" role="group" aria-label=${msg("Range", { id: "graph.range" })}>
      <span aria-hidden="true">${msg("Range", { id: "graph.range" })}</span>
      <div class="buttons range">
        ${RANGE_NAMES.map(
          (name) => html`<button
            aria-label=${name === "custom" ? rangeWord(name) : nothing}
            aria-pressed=${graph.range === name}
            @click=${() => this.#chooseRange(name)}
          >
            ${name === "custom" ? html`<span class="long">${rangeWord(name)}</span><span class="short">…</span>` : rangeWord(name)}
          </button>`,
        )}
      </div>
    </div>`;
  }

  #windowButtons({ range }: GraphState) {
    const button = (sign: IconName, label: string, detail: WindowMove) =>
      html`<button aria-label=${label} title=${label} @click=${() => this.#tell("move-window", detail)}>${icon(sign)}</button>`;
    return html`<div class="group" role="group" aria-label=${msg("Zoom and pan", { id: "graph.move" })}>
      <span aria-hidden="true">${msg("Zoom and pan", { id: "graph.move" })}</span>
      <div class="buttons">
        ${button("chevronLeft", msg("Earlier", { id: "graph.earlier" }), { pan: -0.5 })}
        ${button("minus", msg("Zoom out", { id: "graph.zoomOut" }), { zoom: 2 })}
        ${button("plus", msg("Zoom in", { id: "graph.zoomIn" }), { zoom: 0.5 })}
        ${button("chevronRight", msg("Later", { id: "graph.later" }), { pan: 0.5 })}
        <button ?disabled=${range !== "custom"} @click=${() => this.#tell("window-reset", undefined)}>
          ${msg("Back", { id: "graph.back" })}
        </button>
      </div>
    </div>`;
  }

  #sensorButtons(graph: GraphState, { sensors }: GraphChoices) {
    const isShown = (key: string) => graph.sensors.length === 0 || graph.sensors.includes(key);
    return html`<div class="group" role="group" aria-label=${msg("Sensors", { id: "graph.sensors" })}>
      <span aria-hidden="true">${msg("Sensors", { id: "graph.sensors" })}</span>
      <div class="buttons many">
        ${sensors.map(
          ({
            key,
            name,
          }) => html`<button aria-pressed=${isShown(key)} @click=${() => this.#toggleSensor(key)}>
            ${name}
          </button>`,
        )}
      </div>
    </div>`;
  }

  #layoutButtons(graph: GraphState) {
    const button = (layout: GraphState["layout"], word: string) =>
      html`<button aria-pressed=${graph.layout === layout} @click=${() => this.#wish({ layout })}>${word}</button>`;
    return html`<div class="group" role="group" aria-label=${msg("Charts", { id: "graph.layout" })}>
      <span aria-hidden="true">${msg("Charts", { id: "graph.layout" })}</span>
      <div class="buttons">
        ${button("split", msg("One per gas", { id: "graph.layout.split" }))}
        ${button("one", msg("All in one", { id: "graph.layout.one" }))}
      </div>
    </div>`;
  }

  #compare(graph: GraphState, { devices, comparable }: GraphChoices) {
    const free = comparable.filter(({ id }) => !graph.compare.includes(id));
    return html`<label>
        ${msg("Compare with", { id: "graph.compare" })}
        <select @change=${this.#addCompared} .value=${""} ?disabled=${graph.compare.length >= MAX_COMPARED}>
          <option value="">${msg("Choose a device", { id: "graph.compare.choose" })}</option>
          ${free.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
      </label>
      ${graph.compare.map((id) => {
        const name = devices.find((device) => device.id === id)?.name ?? id;
        return html`<button @click=${() => this.#wish({ compare: graph.compare.filter((other) => other !== id) })}>
          ${name} ${icon("x")}
          <span class="visually-hidden">${msg("compare no more", { id: "graph.compare.remove" })}</span>
        </button>`;
      })}`;
  }

  #chooseDevice(event: Event): void {
    if (event.target instanceof HTMLSelectElement)
      this.#wish({ device: event.target.value, sensors: [], compare: [] });
  }

  #addCompared(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement) || !event.target.value || !this.graph) return;
    this.#wish({ compare: [...this.graph.compare, event.target.value] });
    event.target.value = "";
  }

  #chooseRange(range: RangeName): void {
    if (range === "custom") this.#tell("ask-range", undefined);
    else this.#wish({ range, custom: undefined });
  }

  #toggleSensor(key: string): void {
    if (!this.graph || !this.choices) return;
    const all = this.choices.sensors.map((sensor) => sensor.key);
    const shown = this.graph.sensors.length === 0 ? all : this.graph.sensors;
    const next = shown.includes(key)
      ? shown.filter((other) => other !== key)
      : all.filter((other) => other === key || shown.includes(other));
    this.#wish({ sensors: next.length === all.length ? [] : next });
  }

  #wish(wish: GraphWish): void {
    this.#tell("graph-wish", wish);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** A movement of the window: by a part of its length, or to so many times its length. */
export type WindowMove = { readonly pan: number } | { readonly zoom: number };

declare global {
  interface HTMLElementTagNameMap {
    "graph-toolbar": GraphToolbar;
  }
}
