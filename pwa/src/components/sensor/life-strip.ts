import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { batteryLeft } from "../../../../shared/rules/battery-forecast.ts";
import { DisplayController } from "../../controllers/display-controller.ts";
import { spanText } from "../../i18n/lengths.ts";
import { type Life, type LifeSign, lifeOf } from "../../rules/life.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** A day with its signs of life. */
interface Day extends Period {
  readonly life: Life;
}

const WIDTH = 960;
const HEIGHT = 72;
const STRIP = 12;

/** Battery and signs of life of a device over 24 hours. */
@customElement("life-strip")
@localized()
export class LifeStrip extends LitElement {
  static override styles = [
    controlStyles,
    css`
      /* As high before the day is there as with it: what is below stays where it is. */
      :host {
        display: block;
        min-height: 12.25rem;
      }
      svg {
        display: block;
        width: 100%;
        height: 92px;
        margin-top: var(--gap-3);
      }
      .heard {
        fill: var(--trace);
      }
      .silent {
        fill: url(#hatch);
        stroke: var(--edge);
        vector-effect: non-scaling-stroke;
      }
      .unknown {
        fill: none;
        stroke: var(--edge);
        stroke-dasharray: 2 3;
        vector-effect: non-scaling-stroke;
      }
      .hatch {
        stroke: var(--ink-3, var(--muted));
        stroke-width: 3;
      }
      .charge {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--gap-3);
        margin-bottom: var(--gap-2);
        color: var(--text);
      }
      .charge b {
        font-size: var(--figure-device, 1.75rem);
        line-height: 1.15;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--gap-4);
        margin: var(--gap-2) 0 0;
        padding: 0;
        list-style: none;
        font-size: 0.8125rem;
        color: var(--muted);
      }
      .legend li {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
      }
      .legend svg {
        flex: none;
        width: 24px;
        height: 12px;
        margin: 0;
      }
      .battery {
        fill: none;
        stroke: var(--trace);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      .grid {
        stroke: var(--line);
      }
      p {
        margin: 0;
        color: var(--muted);
      }
      /* Time runs from left to right, whichever way one reads. */
      :is(.picture, .axis) {
        direction: ltr;
      }
      .picture {
        display: grid;
        grid-template-columns: minmax(0, 1fr) max-content;
        gap: 0 var(--gap-2);
      }
      .scale {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        /* The battery's part of the picture: above the strip, half a line beyond its lines. */
        margin: 6px 0 20px;
        color: var(--muted);
        font-size: 0.75rem;
        line-height: 16px;
        text-align: right;
      }
      .axis {
        display: flex;
        justify-content: space-between;
        color: var(--muted);
        font-size: 0.8125rem;
      }
    `,
  ];

  /** The history of the day; undefined until it is there. */
  @property({ attribute: false }) columns: HistoryColumns | undefined;
  @property({ attribute: false }) window: Period = { from: 0, to: 1 };
  /** When the device first posted, unix ms: what was before is no silence. */
  @property({ type: Number }) firstReadingAt = 0;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) hasFailed = false;
  readonly #display = new DisplayController(this);
  #day: (Day & { readonly of: HistoryColumns }) | undefined;

  override willUpdate(): void {
    const { columns, window, firstReadingAt, now } = this;
    if (!columns || (this.#day?.of === columns && this.#day.to === window.to)) return;
    this.#day = { ...window, of: columns, life: lifeOf(columns, { ...window, firstReadingAt, now }) };
  }

  override render() {
    if (this.#day) return this.#picture(this.#day);
    return this.hasFailed
      ? html`<p>${msg("The last 24 hours could not be loaded.", { id: "device.lifeProblem" })}</p>`
      : html`<p>${msg("Loading …", { id: "overview.loading" })}</p>`;
  }

  #picture({ from, to, life }: Day) {
    const { format } = this.#display.current;
    const step = WIDTH / life.signs.length;
    const foot = HEIGHT - STRIP - 8;
    const points = life.battery.map(({ at, percent }) => {
      const x = ((at - from) / (to - from)) * WIDTH + step / 2;
      return `${x.toFixed(1)},${(2 + (foot - 2) * (1 - percent / 100)).toFixed(1)}`;
    });
    return html`${this.#charge(life)}
      <div class="picture"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        ${HATCH}
        <path class="grid" d="M0 2H${WIDTH}M0 ${foot}H${WIDTH}" />
        <polyline class="battery" points=${points.join(" ")} />
        ${stretchesOf(life.signs).map(({ sign, start, length }) => svg`<rect class=${sign} x=${start * step} y=${HEIGHT - STRIP} width=${length * step} height=${STRIP} />`)}
      </svg>
      <div class="scale" aria-hidden="true">
        <span>${format.percent(100)}</span><span>${format.percent(0)}</span>
      </div>
      <div class="axis" aria-hidden="true">
        <span>${format.time(from, to)}</span><span>${format.time((from + to) / 2, to)}</span>
        <span>${format.time(to)}</span>
      </div></div>
      ${this.#legend(life)}`;
  }

  /** What was last told of the battery: of a device that is silent it is no charge of now. */
  #charge(life: Life) {
    const { format } = this.#display.current;
    const last = life.battery.at(-1);
    if (!last) return html`<p class="charge">${this.#silentWords(life)}</p>`;
    const isNow = life.signs.lastIndexOf("heard") >= life.signs.length - 2;
    const left = isNow ? batteryLeft(life.battery) : undefined;
    return html`<p class="charge"><b>${format.percent(last.percent)}</b> ${
      isNow
        ? left === undefined
          ? nothing
          : html`<span>${msg(str`lasts about ${spanText(left)}`, { id: "device.batteryLasts" })}</span>`
        : html`<span>${msg(str`as of ${format.time(last.at, this.now)}; silent since`, { id: "device.batteryAsOf" })}</span>`
    }</p>`;
  }

  #silentWords({ signs }: Life): string {
    if (signs.includes("heard")) return msg("The battery's charge is not told.", { id: "device.noBattery" });
    return signs.includes("silent")
      ? msg("Nothing was heard in the last 24 hours.", { id: "device.lifeSilent" })
      : msg("Nothing is stored here of the last 24 hours.", { id: "device.lifeUnknown" });
  }

  /** Only what there is: of a dead device that is silence alone. */
  #legend({ signs, heardPart, longestSilenceMs }: Life) {
    const { format } = this.#display.current;
    const silence = spanText(longestSilenceMs);
    const texts: { readonly [S in LifeSign]: string } = {
      heard: msg(str`readings, ${format.percent(Math.floor((heardPart ?? 0) * 100))}`, {
        id: "device.legendHeard",
      }),
      silent:
        heardPart === 0
          ? msg("silent all the time", { id: "device.legendDead" })
          : msg(str`silent, longest ${silence}`, { id: "device.legendSilent" }),
      unknown: msg("not known here", { id: "graph.unknown" }),
    };
    return html`<ul class="legend">
      ${(["heard", "silent", "unknown"] as const)
        .filter((sign) => signs.includes(sign))
        .map(
          (sign) =>
            html`<li><svg viewBox="0 0 24 12" aria-hidden="true">${HATCH}${svg`<rect class=${sign} x="0.5" y="0.5" width="23" height="11" />`}</svg>${texts[sign]}</li>`,
        )}
    </ul>`;
  }
}

/** Strokes as for all that is silent, so that it is seen without colour. */
const HATCH = svg`<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V8" /></pattern></defs>`;

/** A run of steps of one sign. */
interface Stretch {
  readonly sign: LifeSign;
  readonly start: number;
  readonly length: number;
}

function stretchesOf(signs: readonly LifeSign[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [start, sign] of signs.entries()) {
    const last = stretches.at(-1);
    if (last?.sign === sign) stretches[stretches.length - 1] = { ...last, length: last.length + 1 };
    else stretches.push({ sign, start, length: 1 });
  }
  return stretches;
}

declare global {
  interface HTMLElementTagNameMap {
    "life-strip": LifeStrip;
  }
}
