import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { StateCounts } from "../../../../shared/present/present-device.ts";
import type { SensorStatus } from "../../../../shared/present/present-sensor.ts";
import { shortStateWord } from "../../i18n/state-texts.ts";
import type { FleetFilter } from "../../rules/fleet-order.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { rowIcon } from "../base/row-icons.ts";
import { stateMark, stateMarkStyles } from "../sensor/state-mark.ts";

interface Chip {
  readonly filter: FleetFilter;
  readonly states: readonly SensorStatus[];
}

const CHIPS: readonly Chip[] = [
  { filter: "alarm", states: ["a2", "a1"] },
  { filter: "fault", states: ["fault"] },
  { filter: "silent", states: ["stale", "late", "offline"] },
];

/** Whether other counts would be shown. They are counted anew each frame. */
function isOther(now: StateCounts | undefined, before: StateCounts | undefined): boolean {
  return CHIPS.some(({ states }) => states.some((status) => now?.[status] !== before?.[status]));
}

/** The fleet in a line: how many devices there are, and how many in alarm, with a fault, silent. Tells by `davy-filter` what to see. */
@customElement("fleet-summary")
@localized()
export class FleetSummary extends LitElement {
  static override styles = [
    controlStyles,
    stateMarkStyles,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2);
      }
      /* As high as the alarm's own target, so that they stand in one line. */
      button {
        min-height: var(--alarm-target);
        padding: 0 var(--gap-3);
        color: var(--text);
        background: var(--card);
        border-color: var(--line);
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 2px var(--accent);
      }
      .count {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      /* One row at the head of a phone, unless text is large: the word under its number, chips as wide as they need. */
      @media (max-width: 620px) {
        div {
          gap: 6px;
        }
        button {
          flex: 1 1 auto;
          min-height: 56px;
          padding: 0 var(--gap-1);
        }
        .count {
          display: grid;
          grid-template-columns: auto auto;
          justify-content: center;
          gap: 0 4px;
        }
        .count .word {
          grid-column: 1 / -1;
          justify-self: center;
          font-size: 0.75rem;
          line-height: 1rem;
          font-weight: 500;
        }
        .count:not(:has(svg)) b {
          grid-column: 1 / -1;
          justify-self: center;
        }
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOther }) counts: StateCounts | undefined;
  @property({ type: Number }) devices = 0;
  /** How many of them are somebody's own. */
  @property({ type: Number }) mine = 0;
  @property() filter: FleetFilter = "all";

  override render() {
    return html`<div role="group" aria-label=${msg("Show", { id: "overview.filter" })}>
      <button aria-pressed=${this.filter === "all"} @click=${() => this.#choose("all")}>
        <span class="count"><b>${this.devices}</b> <span class="word">${this.#size()}</span></span>
      </button>
      ${CHIPS.map((chip) => this.#chip(chip))} ${this.mine > 0 || this.filter === "mine" ? this.#mine() : nothing}
    </div>`;
  }

  #size(): string {
    return this.devices === 1
      ? msg("device", { id: "overview.oneDevice" })
      : msg("devices", { id: "overview.devices" });
  }

  #mine() {
    const isOn = this.filter === "mine";
    return html`<button aria-pressed=${isOn} @click=${() => this.#choose(isOn ? "all" : "mine")}>
      <span class="count">${rowIcon("star")} <b>${this.mine}</b> <span class="word">${msg("My devices", { id: "overview.mine" })}</span></span>
    </button>`;
  }

  #chip({ filter, states }: Chip) {
    const present = states.filter((status) => (this.counts?.[status] ?? 0) > 0);
    if (present.length === 0 && this.filter !== filter) return nothing;
    return html`<button
      class=${filter}
      aria-pressed=${this.filter === filter}
      @click=${() => this.#choose(this.filter === filter ? "all" : filter)}
    >
      ${(present.length > 0 ? present : states.slice(0, 1)).map(
        (status) => html`<span class="count">
          ${stateMark(status)} <b>${this.counts?.[status] ?? 0}</b> <span class="word">${shortStateWord(status)}</span>
        </span>`,
      )}
    </button>`;
  }

  #choose(filter: FleetFilter): void {
    this.dispatchEvent(new CustomEvent<FleetFilter>("davy-filter", { detail: filter }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fleet-summary": FleetSummary;
  }
}
