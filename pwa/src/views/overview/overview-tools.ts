import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { StateCounts } from "../../../../shared/present/present-device.ts";
import { icon } from "../../components/base/icons.ts";
import type { Density } from "../../preferences/preferences.ts";
import type { FleetFilter } from "../../rules/fleet-order.ts";
import type { OverviewWish } from "../../rules/overview-wish.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import "../../components/device/fleet-summary.ts";

/** What somebody asks of the overview by its tools; what is absent stays. */
export interface ToolsWish extends Partial<OverviewWish> {
  readonly density?: Density;
  readonly isChoosing?: boolean;
}

/** The tools of the overview: counts that filter, search, density, choosing. Tells by `davy-wish`. On a phone they stand behind the magnifier. */
@customElement("overview-tools")
@localized()
export class OverviewTools extends LitElement {
  static override styles = [
    controlStyles,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-3);
      }
      fleet-summary {
        flex: 1 1 auto;
      }
      .search {
        position: relative;
        flex: 1 1 14.5em;
        max-inline-size: 16em;
      }
      .search svg {
        position: absolute;
        inset-inline-start: var(--gap-3);
        inset-block-start: 50%;
        translate: 0 -50%;
        color: var(--ink-3);
      }
      .search input {
        padding: 0 var(--gap-2);
        padding-inline-start: calc(var(--gap-3) + 1.25em + var(--gap-2));
      }
      .density {
        display: inline-flex;
        gap: 2px;
        padding: 2px;
        border-radius: calc(var(--radius-control) + 2px);
        background: var(--well);
        box-shadow: inset 0 0 0 var(--border) var(--line);
      }
      .density button {
        border: none;
        background: none;
        color: var(--ink-2);
      }
      .density button[aria-pressed="true"] {
        background: var(--accent);
        color: var(--on-accent);
      }
      @media (max-width: 720px) {
        .search,
        fleet-summary {
          flex-basis: 100%;
          max-inline-size: none;
        }
        .density {
          flex: 1;
        }
        .density button {
          flex: 1;
        }
      }
      @media (forced-colors: active) {
        button[aria-pressed="true"] {
          outline: 3px solid Highlight;
          outline-offset: -3px;
        }
      }
    `,
  ];

  @property({ attribute: false }) counts: StateCounts | undefined;
  @property({ attribute: false }) devices = 0;
  @property({ attribute: false }) mine = 0;
  @property({ attribute: false }) wish: OverviewWish = { search: "", filter: "all", isFinding: false };
  @property({ attribute: false }) density: Density = "list";
  @property({ attribute: false }) isChoosing = false;

  override render() {
    const { wish, isChoosing } = this;
    return html`<div class="tools">
      <fleet-summary
        .counts=${this.counts}
        .devices=${this.devices}
        .mine=${this.mine}
        .filter=${wish.filter}
        @davy-filter=${(event: CustomEvent<FleetFilter>) => this.#tell({ filter: event.detail })}
      ></fleet-summary>
      ${this.#search()} ${this.#density()}
      <button aria-pressed=${isChoosing} @click=${() => this.#tell({ isChoosing: !isChoosing })}>
        ${isChoosing ? msg("Done", { id: "overview.doneChoosing" }) : msg("Select", { id: "overview.choose" })}
      </button>
    </div>`;
  }

  /** Puts the cursor into the search: somebody asked for it elsewhere. */
  async focusSearch(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
  }

  #search() {
    return html`<label class="search">
      ${icon("search")}
      <span class="visually-hidden">${msg("Search devices", { id: "overview.search" })}</span>
      <input
        type="search"
        placeholder=${msg("Name, place or gas", { id: "overview.searchHint" })}
        .value=${this.wish.search}
        @input=${(event: InputEvent & { target: HTMLInputElement }) => this.#tell({ search: event.target.value })}
      />
    </label>`;
  }

  #density() {
    const choices: readonly (readonly [Density, string])[] = [
      ["list", msg("List", { id: "overview.list" })],
      ["cards", msg("Cards", { id: "overview.cards" })],
    ];
    return html`<div class="density" role="group" aria-label=${msg("Density", { id: "overview.density" })}>
      ${choices.map(
        ([density, text]) => html`<button
          aria-pressed=${this.density === density}
          @click=${() => this.#tell({ density })}
        >
          ${text}
        </button>`,
      )}
    </div>`;
  }

  #tell(detail: ToolsWish): void {
    this.dispatchEvent(new CustomEvent<ToolsWish>("davy-wish", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "overview-tools": OverviewTools;
  }
}
