import { ContextProvider } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { alarmStyles } from "../components/alarm/alarm-styles.ts";
import { appDataContext, displayContext } from "../controllers/contexts.ts";
import { createDisplayStore, DEFAULT_DISPLAY } from "../preferences/display.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { alarmHero } from "../views/alarms/alarm-hero.ts";
import { alarmPageStyles } from "../views/alarms/alarm-page-styles.ts";
import { alarmRow } from "../views/alarms/alarm-row.ts";
import { alarmsStyles } from "../views/alarms/alarms-styles.ts";
import { SHOWN_ALARMS } from "./alarm-samples.ts";
import { GUIDE_DATA } from "./guide-data.ts";
import { NOW } from "./samples.ts";
import "../components/alarm/alarm-banner.ts";
import "../components/alarm/alarm-card.ts";
import "../views/overview/lead-alarms.ts";
import "../components/shell/app-header.ts";

const { format } = DEFAULT_DISPLAY;

/** The alarms of the style guide: unanswered, answered, over, late, kept quiet, tried out, of gas and of instruments. */
@customElement("guide-alarms")
export class GuideAlarms extends LitElement {
  static override styles = [
    controlStyles,
    ...alarmStyles,
    alarmsStyles,
    alarmPageStyles,
    css`
      /* As wide as there is room: with the margins of a page it would be as wide as its words. */
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-4);
        margin: 0;
      }
      .narrow {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
        align-items: start;
        gap: var(--gap-3);
      }
      /* The dock lies over a page's lower edge; here it has a page of its own. */
      .page {
        position: relative;
        block-size: 8.5rem;
        transform: translate(0);
        background: var(--well);
      }
      .low {
        background: var(--sheet);
        border-radius: var(--radius-sheet);
      }
    `,
  ];

  readonly #data = new ContextProvider(this, { context: appDataContext });
  readonly #display = new ContextProvider(this, { context: displayContext });

  constructor() {
    super();
    this.#data.setValue(GUIDE_DATA);
    this.#display.setValue(createDisplayStore(window));
  }

  override render() {
    const look = { format, now: NOW };
    return html`
      <lead-alarms></lead-alarms>
      <div class="narrow"><lead-alarms></lead-alarms>${SHOWN_ALARMS.map((shown) => html`<alarm-card .shown=${shown} .format=${format} .now=${NOW} .mayAnswer=${true}></alarm-card>`)}</div>
      <div class="low">${SHOWN_ALARMS.map((shown) => alarmRow(shown, look))}</div>
      ${SHOWN_ALARMS.slice(2, 5).map((shown) => alarmHero(shown, look))}
      ${["overview", "graph"].map((view) => html`<div class="page"><alarm-banner .view=${view}></alarm-banner></div>`)}
      <app-header view="alarms"></app-header>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "guide-alarms": GuideAlarms;
  }
}
