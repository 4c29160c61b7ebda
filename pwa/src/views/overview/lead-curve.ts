import { localized, msg, str } from "@lit/localize";
import { Task } from "@lit/task";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import { alarmLimit, levelName } from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { areaOf, type Curve, curveOf, HEIGHT, pathOf, placeY, WIDTH } from "../../rules/alarm-curve.ts";

const SPAN_MS = 15 * MINUTE_MS;
/** It is drawn anew this often, ms. */
const REFRESH_MS = 5 * SECOND_MS;

/**
 * The last quarter of an hour of the alarm that leads, over its limit. Its room is there before it is; it is decoration beside
 * figures that say the same, so that nothing is said where it cannot be loaded.
 */
@customElement("lead-curve")
@localized()
export class LeadCurve extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      gap: 2px;
      block-size: 4.5rem;
      pointer-events: none;
    }
    svg {
      flex: 1;
      display: block;
      inline-size: 100%;
      min-block-size: 0;
    }
    path,
    line {
      fill: none;
      stroke: currentColor;
      stroke-width: 2.5;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .area {
      fill: currentColor;
      stroke: none;
      opacity: 0.12;
    }
    path:not(.area) {
      opacity: var(--line-strength, 1);
    }
    line {
      display: var(--plain, inline);
      stroke-width: 1.5;
      stroke-dasharray: 6 5;
    }
    p {
      display: var(--plain, block);
      margin: 0 var(--gap-4);
      font-size: var(--text-note);
      line-height: 1.2;
    }
  `;

  @property({ attribute: false }) shown: AlarmPresentation | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  readonly #source = new SourceController(this, (data) => [data.history]);

  readonly #curve = new Task(this, {
    args: () => {
      const { alarm } = this.shown ?? {};
      const to = Math.ceil(this.now / REFRESH_MS) * REFRESH_MS;
      return [this.#source.data, alarm?.id, alarm?.device, to] as const;
    },
    task: async ([data, , device, to], { signal }): Promise<Curve | undefined> => {
      const { shown } = this;
      if (!data || !shown?.alarm.sensor || !device) return undefined;
      const range = { from: to - SPAN_MS, to };
      return curveOf(await data.history.load({ device, ...range }, { signal }), shown, range);
    },
  });

  override render() {
    const curve = this.#curve.value;
    const { shown, format } = this;
    if (!curve || curve.points.length < 2 || !shown || !format) return nothing;
    const limit = curve.limit === undefined ? undefined : placeY(curve.limit, curve);
    return html`<p aria-hidden="true">${this.#words(shown, format)}</p>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        <path class="area" d=${areaOf(curve)}></path>
        ${limit === undefined ? nothing : svg`<line x1="0" x2=${WIDTH} y1=${limit} y2=${limit} />`}
        <path d=${pathOf(curve)}></path>
      </svg>`;
  }

  #words(shown: AlarmPresentation, format: Format): string {
    const limit = alarmLimit(shown, format);
    const span = msg("last 15 min", { id: "overview.lastQuarter" });
    if (limit === undefined) return span;
    const level = levelName(shown.alarm);
    return msg(str`${span}, limit ${level} ${limit}`, { id: "overview.lastQuarterLimit" });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lead-curve": LeadCurve;
  }
}
