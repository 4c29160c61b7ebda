import { ContextProvider } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import type { ChartPicture } from "../charts/chart-picture.ts";
import { appDataContext, displayContext } from "../controllers/contexts.ts";
import { createDisplayStore, DEFAULT_DISPLAY } from "../preferences/display.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { chartWords } from "../views/graph/chart-words.ts";
import { graphLanes } from "../views/graph/graph-lanes.ts";
import { GUIDE_DATA } from "./guide-data.ts";
import { historyOf } from "./history-samples.ts";
import { DEVICES, NOW, STATES, VIEWING } from "./samples.ts";
import "../charts/gas-chart.ts";
import "../components/sensor/day-sheet.ts";
import "../components/sensor/life-strip.ts";
import "../styles/series-colours.ts";
import "../views/graph/time-brush.ts";

const DEVICE = "Second limit";
const { format } = DEFAULT_DISPLAY;
const HOUR = { from: NOW - HOUR_MS, to: NOW };
const DAY = { from: NOW - DAY_MS, to: NOW };

/** Two lanes with an alarm, its limits, a gap, and a stretch of which nothing is known. */
function picture(): ChartPicture {
  const state = STATES.get(DEVICE);
  const columns = historyOf({ device: DEVICE, ...HOUR });
  const { strips } = graphLanes({
    histories: state ? [{ state, columns }] : [],
    sensors: ["CH4", "CO"],
    viewing: VIEWING,
  });
  return {
    window: HOUR,
    live: false,
    strips,
    fit: "limits",
    bands: [{ from: NOW - 7 * MINUTE_MS, to: NOW, level: "a2", name: "11:02 A2, CO" }],
    unknown: [{ from: HOUR.from, to: HOUR.from + 5 * MINUTE_MS }],
    unconfirmed: [],
    words: chartWords(DEFAULT_DISPLAY),
  };
}

/** The charts of the style guide: the graph with its brush, the last day of each sensor, and the strip of life. */
@customElement("guide-charts")
export class GuideCharts extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-4);
      }
      div {
        padding: var(--gap-3);
        background: var(--sheet);
        border-radius: var(--radius-sheet);
      }
    `,
  ];

  readonly #data = new ContextProvider(this, { context: appDataContext });
  readonly #display = new ContextProvider(this, { context: displayContext });
  readonly #picture = picture();

  constructor() {
    super();
    this.#data.setValue(GUIDE_DATA);
    this.#display.setValue(createDisplayStore(window));
  }

  override render() {
    const lines = this.#picture.strips.flatMap((strip) => strip.lines);
    const [shown] = DEVICES.filter(({ device }) => device === DEVICE);
    const columns = historyOf({ device: DEVICE, ...DAY });
    return html`
      <div>
        <gas-chart aria-label="Chart" .picture=${this.#picture}></gas-chart>
        <time-brush .extent=${DAY} .window=${HOUR} .lines=${lines} .format=${format}></time-brush>
      </div>
      <div><day-sheet .sensors=${shown?.sensors ?? []} .columns=${columns} .window=${DAY} .format=${format} .now=${NOW}></day-sheet></div>
      <div><life-strip .columns=${columns} .window=${DAY} .now=${NOW}></life-strip></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "guide-charts": GuideCharts;
  }
}
