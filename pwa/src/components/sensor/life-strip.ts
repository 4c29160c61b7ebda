import { localized, msg, str } from "@lit/localize";
import { Task } from "@lit/task";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { DAY_MS, HOUR_MS } from "../../../../shared/ground/time.ts";
import { DisplayController } from "../../controllers/display-controller.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import { type Life, lifeOf } from "../../rules/life.ts";
import { controlStyles } from "../../styles/control-styles.ts";

interface Day {
  readonly from: number;
  readonly to: number;
  readonly life: Life;
}

const WIDTH = 960;
const HEIGHT = 72;
const STRIP = 12;
/** The picture is drawn anew when the day it shows has moved on by this much. */
const REFRESH_MS = HOUR_MS / 12;

/** Battery and signs of life of a device over 24 hours. */
@customElement("life-strip")
@localized()
export class LifeStrip extends LitElement {
  static override styles = [
    controlStyles,
    css`
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
        fill: var(--edge);
      }
      .unknown {
        fill: none;
        stroke: var(--edge);
        stroke-dasharray: 2 3;
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
      /* As high as what comes: what is below stays where it is. */
      .pending {
        min-height: 9.25rem;
      }
      .picture {
        display: grid;
        grid-template-columns: 1fr max-content;
        gap: 0 var(--gap-2);
      }
      .scale {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        /* The battery's part of the picture: below the strip, half a line beyond its lines. */
        margin: 28px 0 -8px;
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

  @property() device = "";
  readonly #display = new DisplayController(this);
  readonly #source = new SourceController(this, (data) => [data.history]);

  readonly #day = new Task(this, {
    args: () => {
      const { data } = this.#source;
      const newest = data?.fleet.devices().get(this.device)?.measuredAt ?? 0;
      const now = Math.max(data?.fleet.moment().serverNow ?? 0, newest + 1);
      return [this.device, data, Math.ceil(now / REFRESH_MS) * REFRESH_MS] as const;
    },
    task: async ([device, data, to], { signal }): Promise<Day | undefined> => {
      if (!data || device === "") return undefined;
      const range = { from: to - DAY_MS, to };
      const firstReadingAt = data.fleet.devices().get(device)?.firstReadingAt ?? range.from;
      const columns = await data.history.load({ device, ...range }, { signal });
      return { ...range, life: lifeOf(columns, { ...range, firstReadingAt }) };
    },
  });

  override render() {
    return this.#day.render({
      pending: () => html`<p class="pending">${msg("Loading …", { id: "overview.loading" })}</p>`,
      complete: (day) => (day ? this.#picture(day) : nothing),
      error: () =>
        html`<p>${msg("The last 24 hours could not be loaded.", { id: "device.lifeProblem" })}</p>`,
    });
  }

  #picture({ from, to, life }: Day) {
    const { format } = this.#display.current;
    const step = WIDTH / life.signs.length;
    const top = STRIP + 8;
    const points = life.battery.map(({ at, percent }) => {
      const x = ((at - from) / (to - from)) * WIDTH + step / 2;
      return `${x.toFixed(1)},${(top + (HEIGHT - top) * (1 - percent / 100)).toFixed(1)}`;
    });
    return html`<p>${this.#words(life)}</p>
      <div class="picture"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        ${life.signs.map((sign, index) => this.#sign(sign, index * step, step))}
        <path class="grid" d="M0 ${top}H${WIDTH}M0 ${HEIGHT}H${WIDTH}" />
        <polyline class="battery" points=${points.join(" ")} />
      </svg>
      <div class="scale" aria-hidden="true">
        <span>${format.percent(100)}</span><span>${format.percent(0)}</span>
      </div>
      <div class="axis" aria-hidden="true">
        <span>${format.time(from, to)}</span><span>${format.time((from + to) / 2, to)}</span>
        <span>${format.time(to)}</span>
      </div></div>`;
  }

  /** Silence is lower than life, so that it is seen without colour. */
  #sign(sign: Life["signs"][number], x: number, width: number) {
    const height = sign === "heard" ? STRIP : STRIP / 3;
    return svg`<rect class=${sign} x=${x} y=${STRIP - height} width=${Math.max(1, width - 1.5)} height=${height} />`;
  }

  #words({ battery, signs, longestSilenceMs }: Life): string {
    const { format } = this.#display.current;
    const [first, last] = [battery[0], battery[battery.length - 1]];
    if (!signs.includes("heard"))
      return signs.includes("unknown")
        ? msg("Nothing is stored here of the last 24 hours.", { id: "device.lifeUnknown" })
        : msg("Nothing was heard in the last 24 hours.", { id: "device.lifeSilent" });
    // A line never breaks between the number and its unit.
    const silence = format.duration(longestSilenceMs).replaceAll(" ", "\u00a0");
    if (!first || !last)
      return msg(str`Longest time without a reading: ${silence}`, { id: "device.lifeNoBattery" });
    const from = format.percent(first.percent);
    const to = format.percent(last.percent);
    return msg(str`Longest time without a reading: ${silence}; battery ${from} → ${to}`, {
      id: "device.lifeWords",
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "life-strip": LifeStrip;
  }
}
