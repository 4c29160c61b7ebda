import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { MINUTE_MS } from "../../../../shared/ground/time.ts";
import { offsetIn } from "../../../../shared/ground/zone-offset.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import {
  lastStatus,
  type SensorPresentation,
  type SensorScale,
} from "../../../../shared/present/present-sensor.ts";
import { decimalsOf } from "../../../../shared/rules/gases.ts";
import { identityText } from "../../../../shared/rules/reading.ts";
import type { ChartLine } from "../../charts/chart-picture.ts";
import { lineColumns } from "../../charts/line-columns.ts";
import { lineFigure } from "../../charts/line-figure.ts";
import { figuresOf } from "../../charts/line-summary.ts";
import { drawForPaper } from "../../charts/paper.ts";
import { textSize } from "../../charts/text-size.ts";
import { timeTicks } from "../../charts/time-ticks.ts";
import { unknownWithin } from "../../charts/window.ts";
import { createSoon, type Soon } from "../../ground/soon.ts";
import type { Format } from "../../i18n/format.ts";
import { gasName } from "../../i18n/gas-texts.ts";
import { figureText, limitText, printedFigure, sensorName, stateWords } from "../../i18n/state-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { calibratedMark, calibratedMarkStyles } from "./calibrated-mark.ts";
import { type DayPicture, dayPicture } from "./day-picture.ts";
import { daySheetStyles } from "./day-sheet-styles.ts";
import { classesOf, lengthClass } from "./sensor-row.ts";
import { stateMark, stateMarkStyles } from "./state-mark.ts";

/** Room at the right of the pictures for the limits' names, rem, and the distance of two times. */
const MARGIN_REM = 4.5;
const TICK_REM = 4.5;
const HEIGHT_REM = 4.75;
const LAG_MS = 3 * MINUTE_MS;

/** A line with its picture, as long as neither history nor size changed. */
interface Drawn {
  readonly columns: HistoryColumns | undefined;
  readonly window: Period;
  readonly width: number;
  readonly scale: string;
  readonly line: ChartLine;
  readonly picture: DayPicture;
  readonly extent: string;
}

function lineOf(scale: SensorScale, columns: HistoryColumns | undefined): ChartLine {
  const sensor = columns?.sensors.find((one) => identityText(one) === scale.identity);
  const nothingYet = {
    t: new Float64Array(0),
    low: new Float64Array(0),
    mean: new Float64Array(0),
    high: new Float64Array(0),
    banded: false,
  };
  return {
    id: scale.identity,
    name: sensorName(scale),
    unit: scale.unit,
    decimals: decimalsOf(scale.gas, scale.unit),
    limits: scale.limits,
    range: scale.range,
    columns: columns && sensor ? lineColumns(columns, sensor) : nothingYet,
    toShown: scale.toShown,
    colour: 0,
  };
}

/** Each sensor of a device: what it says, and what its last day looked like. Emits `about` with a sensor's scale. */
@customElement("day-sheet")
@localized()
export class DaySheet extends LitElement {
  static override styles = [controlStyles, stateMarkStyles, calibratedMarkStyles, daySheetStyles];

  @property({ attribute: false }) sensors: readonly SensorPresentation[] = [];
  /** The history of the day; undefined until it is there. */
  @property({ attribute: false }) columns: HistoryColumns | undefined;
  @property({ type: Boolean }) hasFailed = false;
  @property({ attribute: false }) window: Period = { from: 0, to: 1 };
  @property({ attribute: false }) format: Format | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  /** Whether the window ends at the present. */
  @property({ type: Boolean }) isLive = false;
  @state() private _width = 0;
  @state() private _rem = 16;
  readonly #drawn = new Map<string, Drawn>();
  readonly #observer = new ResizeObserver(() => this.#measure());
  #endPaper = () => {};
  /** Asks for the pictures that were left out: each takes a slow phone a tenth of a second. */
  #more: Soon | undefined;
  /** Pictures that may still be made in this task; on paper, which waits for no other, all. */
  #left = 1;
  #isForPaper = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    this.#more = createSoon(() => this.requestUpdate());
    this.#endPaper = drawForPaper(this, () => {
      this.#isForPaper = true;
      this.#measure();
      // Also where the width is the same, and some pictures were left out.
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#endPaper();
    this.#more?.end();
  }

  override willUpdate(): void {
    this.#left = this.#isForPaper ? Number.POSITIVE_INFINITY : 1;
    this.#isForPaper = false;
    const shown = new Set(this.sensors.map(({ scale }) => scale.identity));
    for (const identity of this.#drawn.keys()) if (!shown.has(identity)) this.#drawn.delete(identity);
  }

  override render() {
    const { format } = this;
    if (!format) return nothing;
    return html`<ul>
        ${this.sensors.map((sensor) => this.#row(sensor, format))}
      </ul>
      ${this.#times(format)}`;
  }

  #measure(): void {
    const { width = 0 } = this.renderRoot.querySelector(".times svg")?.getBoundingClientRect() ?? {};
    this._rem = textSize();
    this._width = Math.max(0, Math.floor(width - MARGIN_REM * this._rem));
  }

  #row(sensor: SensorPresentation, format: Format): TemplateResult {
    const { scale, state } = sensor;
    const drawn = this.#drawOf(scale, format);
    const name = sensorName(scale);
    return html`<li class="sensor ${classesOf(sensor)}" data-sensor=${scale.key} data-state=${state}>
      <div class="told">
        <span class="who" title=${gasName(scale.type)}>
          <b>${name}</b> <i><bdi>${scale.unit}</bdi></i>
          <button class="plain" @click=${() => this.#about(scale)}>
            ${icon("info")}<span class="visually-hidden">${msg(str`About ${name}`, { id: "device.about" })}</span>
          </button>
        </span>
        ${figureOf(sensor, format)} ${stateOf(sensor, format)}
        <span class="extent">${drawn?.columns ? drawn.extent || "\u00a0" : this.#missing()}</span>
      </div>
      ${drawn ? this.#picture(drawn, scale, format) : svg`<svg class="day" aria-hidden="true"></svg>`}
    </li>`;
  }

  /** Why there is no line yet. */
  #missing(): string {
    return this.hasFailed
      ? msg("not known here", { id: "graph.unknown" })
      : msg("Loading …", { id: "graph.loading" });
  }

  #drawOf(scale: SensorScale, format: Format): Drawn | undefined {
    const { columns, window, _width: width } = this;
    if (width === 0) return undefined;
    const before = this.#drawn.get(scale.identity);
    const version = JSON.stringify([
      scale.unit,
      scale.limits,
      scale.toShown(0),
      scale.toShown(1),
      format.number(1_000.5, 1),
    ]);
    if (
      before?.columns === columns &&
      before?.window.to === window.to &&
      before.width === width &&
      before.scale === version
    )
      return before;
    if (this.#left === 0) {
      this.#more?.ask();
      // What is of another device, or in another unit, must not stand under this name.
      const device = before?.columns?.device ?? columns?.device;
      return device === columns?.device && before?.scale === version ? before : undefined;
    }
    this.#left -= 1;
    const line = lineOf(scale, columns);
    const rem = this._rem;
    const picture = dayPicture(line, { width, height: HEIGHT_REM * rem, window, fontSize: 0.75 * rem });
    const extent = extentOf(line, window, format);
    const drawn = { columns, window, width, scale: version, line, picture, extent };
    this.#drawn.set(scale.identity, drawn);
    return drawn;
  }

  #picture({ picture, width }: Drawn, scale: SensorScale, format: Format) {
    const name = 0.5 * this._rem;
    return svg`<svg class="day" aria-hidden="true">
      ${this.#ticks(format).map(({ x }) => svg`<line class="grid" x1=${x} x2=${x} y1="0" y2="100%" />`)}
      ${HATCH} ${this.#doubtful(width)}
      ${picture.limits.map(
        ({ level, value, y, nameY }) => svg`<line class=${level} x1="0" x2=${width} y1=${y} y2=${y} />
          <text class=${level} x=${width + name} y=${nameY}>${level.toUpperCase()} ${limitText(value, scale, format)}</text>`,
      )}
      ${picture.paths.map(({ kind, d }) => svg`<path class=${kind} d=${d} />`)}
    </svg>`;
  }

  /** What is not known here, or not confirmed: that there is no line must not look like calm. */
  #doubtful(width: number) {
    const { window } = this;
    if (!this.columns && !this.hasFailed) return nothing;
    const { known = [], unconfirmed: doubted = [] } = this.columns ?? {};
    // What was loaded a little while ago is known up to now over a live link: it is not asked for each second.
    const knownTo = known.at(-1)?.to ?? window.from;
    const end = this.isLive && knownTo >= this.now - LAG_MS ? knownTo : this.now;
    const unknown = unknownWithin(window, known, Math.min(window.to, end));
    const unconfirmed = doubted.filter(({ from, to }) => to > window.from && from < window.to);
    const toX = (ms: number) =>
      Math.min(1, Math.max(0, (ms - window.from) / (window.to - window.from))) * width;
    return [...unknown, ...unconfirmed].map(
      ({ from, to }) =>
        svg`<rect class="doubtful" x=${toX(from)} y="0" width=${toX(to) - toX(from)} height="100%" />`,
    );
  }

  #ticks({ zone }: Format) {
    const { window, _width: width } = this;
    const most = Math.max(1, Math.floor(width / (TICK_REM * this._rem)));
    const { at } = timeTicks({ window, most, offsetAt: offsetIn(zone) });
    return at.map((ms) => ({ ms, x: ((ms - window.from) / (window.to - window.from)) * width }));
  }

  #times(format: Format) {
    const half = (TICK_REM * this._rem) / 2;
    const ticks = this.#ticks(format).filter(({ x }) => x < this._width - half);
    const end = this.isLive ? msg("now", { id: "graph.now" }) : format.time(this.window.to, this.window.to);
    return html`<div class="times" aria-hidden="true">
      <svg>
        ${ticks.map(({ ms, x }) => svg`<text x=${x} y="50%">${format.time(ms)}</text>`)}
        ${svg`<text x=${this._width} y="50%">${end}</text>`}
      </svg>
    </div>`;
  }

  #about(scale: SensorScale): void {
    this.dispatchEvent(new CustomEvent("about", { detail: scale }));
  }
}

/** The sign for what is not known, as in the graph. */
const HATCH = svg`<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V8" /></pattern></defs>`;

function figureOf(sensor: SensorPresentation, format: Format) {
  const { scale } = sensor;
  const shown = printedFigure(sensor);
  if (!shown) return html`<span class="figure"><b>–</b></span>`;
  const text = figureText(shown.value, scale, format);
  return html`<span class="figure ${lengthClass(text)}"><b>${text}</b> <i><bdi>${scale.unit}</bdi></i></span>`;
}

/** What is in order is not said to the eye: what is written is what differs. */
function stateOf(sensor: SensorPresentation, format: Format) {
  const { scale, state } = sensor;
  const words = stateWords(sensor, format);
  const calibrated = calibratedMark(scale, format);
  if (state === "normal")
    return html`<span class="visually-hidden">${words}</span>${calibrated === nothing ? nothing : html`<span class="state"><span>${calibrated}</span></span>`}`;
  const last = "last" in sensor ? lastStatus(sensor.last) : "normal";
  return html`<span class="state"
    >${stateMark(state)} ${last === "normal" ? nothing : html`<span class="last">${stateMark(last)}</span>`}<span
      >${words} ${calibrated}</span
    ></span
  >`;
}

function extentOf(line: ChartLine, window: Period, format: Format): string {
  const summary = figuresOf(line, window);
  if (!summary?.lowest || !summary.highest) return "";
  const [low, high] = [
    lineFigure(summary.lowest.value, line, format),
    lineFigure(summary.highest.value, line, format),
  ];
  return low === high ? high : msg(str`${low} to ${high}`, { id: "graph.extent" });
}

declare global {
  interface HTMLElementTagNameMap {
    "day-sheet": DaySheet;
  }
}
