import { localized, msg } from "@lit/localize";
import { Task } from "@lit/task";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import { alarmFigure, alarmLimit, levelName } from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { type Curve, curveOf, curveRange, HEIGHT, pathOf, placeY, WIDTH } from "../../rules/alarm-curve.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** An open alarm's curve is drawn anew this often, ms. */
const REFRESH_MS = 5_000;

/** The sensor's values around an alarm: what was before it, how high it went, and what came after. */
@customElement("alarm-curve")
@localized()
export class AlarmCurve extends LitElement {
  static override styles = [
    controlStyles,
    css`
      figure {
        /* Time runs from left to right, whichever way one reads. */
        direction: ltr;
        margin: 0;
      }
      .plot {
        position: relative;
        margin-right: 4.5rem;
      }
      svg {
        display: block;
        width: 100%;
        height: 9rem;
        overflow: visible;
      }
      path {
        fill: none;
        stroke: var(--trace);
        stroke-width: 2.5;
        stroke-linejoin: round;
        vector-effect: non-scaling-stroke;
      }
      .band {
        fill: var(--band);
        opacity: 0.18;
      }
      .limit {
        stroke: var(--band);
        stroke-width: 1.5;
      }
      .base {
        stroke: var(--line);
        stroke-width: 1;
      }
      .now {
        stroke: var(--ink-3);
        stroke-width: 1.5;
        stroke-dasharray: 2 4;
      }
      .side {
        position: absolute;
        left: calc(100% + 6px);
        translate: 0 -50%;
        width: calc(4.5rem - 6px);
        font-size: var(--text-axis);
        line-height: 1.15;
        hyphens: auto;
        overflow-wrap: anywhere;
        color: var(--ink-3);
      }
      .side.level {
        color: var(--word);
        font-weight: var(--weight-strong);
      }
      .axis {
        display: flex;
        gap: var(--gap-2);
        justify-content: space-between;
        margin: var(--gap-1) 4.5rem 0 0;
        color: var(--ink-3);
        font-size: var(--text-axis);
      }
      figure.a2 {
        --band: var(--a2-edge);
        --word: var(--a2-ink);
      }
      figure.a1 {
        --band: var(--a1-edge);
        --word: var(--a1-ink);
      }
      p {
        margin: 0;
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) shown: AlarmPresentation | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  /** How often the history changed: a late reading may be the peak of an alarm that ended long ago. */
  @state() private _changes = 0;
  readonly #source = new SourceController(
    this,
    (data) => [data.history],
    () => {
      this._changes += 1;
    },
  );

  readonly #curve = new Task(this, {
    args: () => {
      const { shown, _changes: changes } = this;
      const range = shown && curveRange(shown.alarm, Math.ceil(this.now / REFRESH_MS) * REFRESH_MS);
      return [this.#source.data, shown?.alarm.id, range?.from, range?.to, changes] as const;
    },
    task: async ([data, , from, to], { signal }): Promise<Curve | undefined> => {
      const { shown } = this;
      if (!data || !shown?.alarm.device || from === undefined || to === undefined) return undefined;
      const columns = await data.history.load({ device: shown.alarm.device, from, to }, { signal });
      return curveOf(columns, shown, { from, to });
    },
  });

  override render() {
    const { shown, format } = this;
    if (!shown || !format) return nothing;
    return this.#curve.render({
      initial: () => nothing,
      pending: () => (this.#curve.value ? this.#figure(this.#curve.value, shown, format) : this.#word()),
      complete: (curve) => (curve ? this.#figure(curve, shown, format) : nothing),
      error: () =>
        html`<p>${msg("The values around it could not be loaded.", { id: "alarm.curveProblem" })}</p>`,
    });
  }

  #word() {
    return html`<p>${msg("Loading …", { id: "overview.loading" })}</p>`;
  }

  #figure(curve: Curve, shown: AlarmPresentation, format: Format) {
    if (curve.points.length === 0)
      return html`<p>${msg("No values are known around it.", { id: "alarm.curveEmpty" })}</p>`;
    return html`<figure class=${shown.tone}>
      <div class="plot">
        ${this.#picture(curve)} ${this.#sides(curve, shown, format)}
      </div>
      <div class="axis" aria-hidden="true">
        ${[curve.from, (curve.from + curve.to) / 2, curve.to].map((at) => html`<span>${format.time(at, this.now)}</span>`)}
      </div>
      <figcaption class="visually-hidden">${this.#caption(curve, shown, format)}</figcaption>
    </figure>`;
  }

  #picture(curve: Curve) {
    const line = (y: number, kind: string) =>
      svg`<line class=${kind} x1="0" x2=${WIDTH} y1=${y} y2=${y} vector-effect="non-scaling-stroke" />`;
    const now = ((this.now - curve.from) / (curve.to - curve.from)) * WIDTH;
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      <rect class="band" x=${curve.band.x} y="0" width=${curve.band.width} height=${HEIGHT}></rect>
      ${line(HEIGHT, "base")} ${curve.limit === undefined ? nothing : line(placeY(curve.limit, curve), "limit")}
      <path d=${pathOf(curve)}></path>
      ${now < WIDTH ? svg`<line class="now" x1=${now} x2=${now} y1="0" y2=${HEIGHT} vector-effect="non-scaling-stroke" />` : nothing}
    </svg>`;
  }

  #sides(curve: Curve, shown: AlarmPresentation, format: Format) {
    const at = (value: number) => `top: ${((placeY(value, curve) / HEIGHT) * 100).toFixed(1)}%`;
    const limit = alarmLimit(shown, format);
    return html`<span class="side" .style=${at(curve.high)}>${alarmFigure(curve.high, shown, format)}</span>
      ${limit !== undefined && curve.limit !== undefined ? html`<span class="side level" .style=${at(curve.limit)}>${levelName(shown.alarm)} ${limit}</span>` : nothing}`;
  }

  #caption(curve: Curve, shown: AlarmPresentation, format: Format): string {
    const { low, high } = curve.extent ?? curve;
    const [from, to] = [low, high].map((value) => alarmFigure(value, shown, format));
    return `${format.time(curve.from, this.now)} – ${format.time(curve.to, this.now)}: ${from} – ${to} ${shown.unit}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-curve": AlarmCurve;
  }
}
