import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { type IconName, icon } from "../../components/base/more-icons.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import type { DevicePicker } from "./device-picker.ts";
import type { DeviceChoice } from "./graph-choices.ts";
import type { RawHrefs } from "./graph-exports.ts";
import { type GraphState, MAX_COMPARED, RANGE_NAMES, type RangeName } from "./graph-state.ts";
import { toolbarStyles } from "./graph-toolbar-styles.ts";
import { rangeWord } from "./range-words.ts";
import { swatchStyles } from "./swatch-styles.ts";
import "../../components/base/drop-down.ts";
import "./device-picker.ts";

/** What the person wants other: members of the state, or a movement of the window. */
export type GraphWish = Partial<GraphState>;

/** A movement of the window: by a part of its length, or to so many times its length. */
export type WindowMove = { readonly pan: number } | { readonly zoom: number };

/** What the menu asks the page for. */
export type GraphDeed = "ask-range" | "window-reset" | "yesterday" | "csv" | "png" | "copy-link" | "share";

/** The devices that can be chosen, and those that can be compared. */
export interface DeviceChoices {
  readonly devices: readonly DeviceChoice[];
  readonly comparable: readonly DeviceChoice[];
}

/** The places of ranges in the row; what has no place there is in the menu. */
const SHOWN_RANGES: readonly RangeName[] = ["1h", "6h", "24h", "7d", "30d", "all"];

function rawLinks({ csv, xlsx }: RawHrefs) {
  return html`<a class="button" download href=${csv}>${msg("Every reading as CSV", { id: "graph.csv.raw" })}</a>
    <a class="button" download href=${xlsx}>${msg("Every reading for Excel", { id: "graph.xlsx.raw" })}</a>`;
}

/**
 * The graph page's one row: device, compared devices, what is in sight (slotted), range, share, menu. Emits `graph-wish`,
 * `move-window` and `graph-deed`.
 */
@customElement("graph-toolbar")
@localized()
export class GraphToolbar extends LitElement {
  static override styles = [controlStyles, swatchStyles, toolbarStyles];

  @property({ attribute: false }) graph: GraphState | undefined;
  @property({ attribute: false }) choices: DeviceChoices | undefined;
  /** Answers where the server writes every reading of the window, while it can be asked. */
  @property({ attribute: false }) rawHrefs: (() => RawHrefs) | undefined;
  @state() private _isMenuOpen = false;
  @query("device-picker") private readonly _picker!: DevicePicker | null;

  override render() {
    const { graph, choices } = this;
    if (!graph || !choices) return nothing;
    return html`<div class="row ${graph.compare.length > 0 ? "comparing" : ""}">
      <button class="pick" aria-haspopup="dialog" @click=${() => this.#pickDevice(choices)}>
        <span class="visually-hidden">${msg("Device", { id: "graph.device" })}:</span>
        <span class="name">${this.#nameOf(graph.device)}</span> ${icon("chevronDown")}
      </button>
      ${graph.compare.map((id, index) => this.#compared(id, index))}
      <div class="status"><slot></slot></div>
      ${this.#ranges(graph)} ${this.#rangeSelect(graph)}
      <button class="icon" aria-label=${msg("Share", { id: "graph.share" })} title=${msg("Share", { id: "graph.share" })} @click=${() => this.#do("share")}>
        ${icon("share")}
      </button>
      <drop-down label=${msg("More", { id: "graph.more" })} @panel-toggle=${this.#menuToggled}>
        <span slot="face">${icon("more")}</span>
        ${this._isMenuOpen ? html`<div class="menu">${this.#menu(graph, choices)}</div>` : nothing}
      </drop-down>
      </div>
      <device-picker></device-picker>`;
  }

  #nameOf(id: string | undefined): string {
    return this.choices?.devices.find((device) => device.id === id)?.name ?? id ?? "";
  }

  #compared(id: string, index: number) {
    return html`<button class="pick compared" @click=${() => this.#uncompare(id)}>
      <i class="series-${index + 2}"></i><span class="name">${this.#nameOf(id)}</span> ${icon("x")}
      <span class="visually-hidden">${msg("compare no more", { id: "graph.compare.remove" })}</span>
    </button>`;
  }

  /** One stop for the tab key: arrows go from range to range. */
  #ranges({ range }: GraphState) {
    const current = SHOWN_RANGES.includes(range) ? range : SHOWN_RANGES[0];
    return html`<div class="ranges" role="radiogroup" aria-label=${msg("Range", { id: "graph.range" })} @keydown=${this.#rangeKey}>
      ${SHOWN_RANGES.map(
        (name) => html`<button
          role="radio"
          aria-checked=${range === name ? "true" : "false"}
          tabindex=${name === current ? 0 : -1}
          @click=${() => this.#chooseRange(name)}
        >
          ${rangeWord(name)}
        </button>`,
      )}
    </div>`;
  }

  #rangeSelect({ range }: GraphState) {
    const option = (value: string, word: string) =>
      html`<option value=${value} ?selected=${value === range}>${word}</option>`;
    return html`<select class="range" aria-label=${msg("Range", { id: "graph.range" })} @change=${this.#selectRange}>
      ${RANGE_NAMES.map((name) => option(name, name === "custom" && range === name ? msg("Chosen", { id: "graph.range.chosen" }) : rangeWord(name)))}
      ${option("yesterday", msg("Yesterday", { id: "graph.yesterday" }))}
    </select>`;
  }

  #menu(graph: GraphState, { comparable }: DeviceChoices) {
    const item = (word: string, deed: GraphDeed) =>
      html`<button @click=${() => this.#do(deed)}>${word}</button>`;
    const canCompare = comparable.length > graph.compare.length && graph.compare.length < MAX_COMPARED;
    return html`
      ${this.#moves(graph)}
      ${item(msg("Yesterday", { id: "graph.yesterday" }), "yesterday")}
      ${item(msg("From – to …", { id: "graph.range.custom" }), "ask-range")}
      <hr />
      ${canCompare ? html`<button @click=${() => this.#pickCompared(comparable)}>${msg("Compare with …", { id: "graph.compare" })}</button>` : nothing}
      ${graph.compare.map((id) => {
        const name = this.#nameOf(id);
        return html`<button class="narrow" @click=${() => this.#uncompare(id)}>${msg(str`Without ${name}`, { id: "graph.compare.without" })}</button>`;
      })}
      <button @click=${() => this.#wish({ fit: graph.fit === "limits" ? "values" : "limits" })}>
        ${graph.fit === "limits" ? msg("Scale to the values", { id: "graph.fit.values" }) : msg("Scale to the limits", { id: "graph.fit.limits" })}
      </button>
      <hr />
      ${item(msg("Copy link", { id: "graph.copyLink" }), "copy-link")}
      ${item(msg("Save as PNG", { id: "graph.png.label" }), "png")}
      ${item(msg("Save as CSV", { id: "graph.csv.label" }), "csv")}
      ${this.rawHrefs ? rawLinks(this.rawHrefs()) : nothing}
      <p>${msg("Drag to zoom, tap twice to go back. Keys: ← → move, + − zoom, Shift + ← → read values, 0 back. Ctrl + wheel or two fingers zoom as well.", { id: "graph.hint" })}</p>
    `;
  }

  /** For whoever cannot drag. */
  #moves({ range }: GraphState) {
    const move = (sign: IconName, label: string, detail: WindowMove) =>
      html`<button data-stays aria-label=${label} title=${label} @click=${() => this.#tell("move-window", detail)}>${icon(sign)}</button>`;
    return html`<div class="moves" role="group" aria-label=${msg("Zoom and pan", { id: "graph.move" })}>
      ${move("chevronLeft", msg("Earlier", { id: "graph.earlier" }), { pan: -0.5 })}
      ${move("minus", msg("Zoom out", { id: "graph.zoomOut" }), { zoom: 2 })}
      ${move("plus", msg("Zoom in", { id: "graph.zoomIn" }), { zoom: 0.5 })}
      ${move("chevronRight", msg("Later", { id: "graph.later" }), { pan: 0.5 })}
      <button data-stays ?disabled=${range !== "custom"} @click=${() => this.#do("window-reset")}>
        ${msg("Back", { id: "graph.back" })}
      </button>
    </div>`;
  }

  #menuToggled({ detail }: CustomEvent<boolean>): void {
    this._isMenuOpen = detail;
  }

  #pickDevice({ devices }: DeviceChoices): void {
    const title = msg("Device", { id: "graph.device" });
    const chosen = (device: string) => this.#wish({ device, sensors: [], compare: [] });
    void this._picker?.ask({ title, devices, chosen });
  }

  #pickCompared(comparable: readonly DeviceChoice[]): void {
    const compare = this.graph?.compare ?? [];
    const devices = comparable.filter(({ id }) => !compare.includes(id));
    const chosen = (device: string) => this.#wish({ compare: [...compare, device] });
    void this._picker?.ask({ title: msg("Compare with …", { id: "graph.compare" }), devices, chosen });
  }

  #uncompare(id: string): void {
    this.#wish({ compare: this.graph?.compare.filter((other) => other !== id) ?? [] });
  }

  #selectRange(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const { value } = event.target;
    const range = RANGE_NAMES.find((name) => name === value);
    if (range) this.#chooseRange(range);
    else this.#do("yesterday");
    // Where nothing comes of the choice, the field is to say what is shown.
    event.target.value = this.graph?.range ?? "";
  }

  #rangeKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined || !this.graph) return;
    event.preventDefault();
    const at = Math.max(0, SHOWN_RANGES.indexOf(this.graph.range));
    const next = SHOWN_RANGES[(at + step + SHOWN_RANGES.length) % SHOWN_RANGES.length];
    if (next) this.#chooseRange(next);
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>('[role="radio"]');
    buttons[(at + step + SHOWN_RANGES.length) % SHOWN_RANGES.length]?.focus();
  }

  #chooseRange(range: RangeName): void {
    if (range === "custom") this.#do("ask-range");
    else this.#wish({ range, custom: undefined });
  }

  #wish(wish: GraphWish): void {
    this.#tell("graph-wish", wish);
  }

  #do(deed: GraphDeed): void {
    this.#tell("graph-deed", deed);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "graph-toolbar": GraphToolbar;
  }
}
