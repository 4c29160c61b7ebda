// <gas-chart>: one chart on the page. It owns its drawing from being connected to being disconnected, draws at a humane
// pace, and turns gestures into events. What it shows comes in as `picture`; it knows nothing of devices and fetches nothing.

import type { Period } from "../../../shared/history/slice.ts";
import { type ChartFrame, formOf, frameOf, plotWidth, wantedHeight } from "./chart-layout.ts";
import { type ChartLook, readLook } from "./chart-look.ts";
import { ChartOverlay, type Drawn } from "./chart-overlay.ts";
import type { ChartPicture } from "./chart-picture.ts";
import { type ChartPlan, planChart } from "./chart-plan.ts";
import { readoutAt } from "./chart-readout.ts";
import { chartShapes } from "./chart-shapes.ts";
import { chartStyle } from "./chart-style.ts";
import type { Drawing } from "./echarts.ts";
import { fetchCharts } from "./fetch-charts.ts";
import { attachGestures } from "./gestures.ts";
import { drawForPaper } from "./paper.ts";
import { browserPacer, isLiveStep, RedrawPace } from "./redraw-pace.ts";
import type { Shape } from "./shapes.ts";
import { textSize } from "./text-size.ts";

export interface GasChartEvents {
  /** The person zoomed or panned; the owner answers with a picture of that window. */
  "window-change": CustomEvent<Period>;
  /** The person points at a moment (unix ms), or no more (null, which is what an event makes of undefined). */
  "cursor-change": CustomEvent<number | null>;
  /** Back to the range that was chosen. */
  "window-reset": CustomEvent<undefined>;
  /** The code that draws could not be loaded; `open` tries again. */
  "chart-failed": CustomEvent<unknown>;
}

/** What is left of a window's height for the lanes, in rem: tools above, times, brush and the first events below. */
const OTHERS_REM = { beside: 22, above: 0 } as const;

/**
 * Shows a picture, a lane for each strip; as high as its lanes want to be. The legend of each lane is whatever has the slot
 * `lane-0` and on. `touch-action` leaves vertical scrolling to the page.
 */
export class GasChart extends HTMLElement {
  private readonly plot = document.createElement("div");
  private readonly overlay: ChartOverlay;
  private readonly pace = new RedrawPace(() => this.draw(), browserPacer);
  private drawing: Drawing | undefined;
  private look: ChartLook | undefined;
  private shown: ChartPicture | undefined;
  private plan: ChartPlan | undefined;
  /** What is on the canvas, the lowest first; nothing before the first drawing. */
  private painted: readonly Shape[] = [];
  private pointedAt: number | undefined;
  private isInSight = true;
  /** To draw the first picture takes a slow phone half a second, in which it takes in no answer: not for empty lanes. */
  private hasDrawn = false;
  /** What the drawing was made for. */
  private size = { width: 0, height: 0 };
  private connected: AbortController | undefined;
  private disconnect: (() => void) | undefined;

  constructor() {
    super();
    this.plot.className = "plot";
    const root = this.attachShadow({ mode: "open" });
    // As a sheet, since the server's policy allows no style in the markup.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(chartStyle);
    root.adoptedStyleSheets = [sheet];
    root.append(this.plot);
    this.overlay = new ChartOverlay(root);
  }

  get picture(): ChartPicture | undefined {
    return this.shown;
  }

  set picture(picture: ChartPicture | undefined) {
    if (!picture || picture === this.shown) return;
    const urgent = !isLiveStep(this.shown, picture);
    this.shown = picture;
    if (urgent) this.fit();
    this.pace.request({ urgent });
  }

  /** The moment that is pointed at, here or in a chart beside it. */
  get cursor(): number | undefined {
    return this.pointedAt;
  }

  set cursor(time: number | undefined) {
    if (time === this.pointedAt) return;
    this.pointedAt = time;
    this.showCursor();
  }

  /** Where the parts of the chart stand; undefined before it has a size. */
  get frame(): ChartFrame | undefined {
    return this.plan?.frame;
  }

  get shapes(): readonly Shape[] {
    return this.painted;
  }

  connectedCallback(): void {
    const connected = new AbortController();
    this.connected = connected;
    this.fit();
    const observers = [this.watchSize(), this.watchSight(), this.watchTheme()];
    document.addEventListener("visibilitychange", () => this.showIfSeen(), { signal: connected.signal });
    const detach = attachGestures({
      element: this,
      surface: this.plot,
      window: () => this.shown?.window ?? { from: 0, to: 1 },
      area: () => this.plotArea(),
      setWindow: (window) => this.tell("window-change", window),
      cursor: () => this.pointedAt,
      anchor: () => (this.shown?.live ? this.shown.window.to : undefined),
      setCursor: (time) => this.point(time),
      choose: (period) => {
        if (this.drawn) this.overlay.choose(period, this.drawn);
      },
      reset: () => this.tell("window-reset", undefined),
    });
    const endPaper = drawForPaper(this, () => this.drawAnew());
    this.disconnect = () => {
      connected.abort();
      endPaper();
      detach();
      for (const observer of observers) observer.disconnect();
    };
    void this.open();
  }

  disconnectedCallback(): void {
    this.disconnect?.();
    this.disconnect = undefined;
    this.pace.stop();
    this.drawing?.dispose();
    this.drawing = undefined;
    this.painted = [];
    this.hasDrawn = false;
  }

  /** The picture as a canvas, for an image file, be the chart in sight or not; undefined before it can be drawn. */
  toCanvas(): HTMLCanvasElement | undefined {
    this.draw();
    return this.hasDrawn && this.look ? this.drawing?.toCanvas(this.look.colours.card) : undefined;
  }

  /** Loads what draws, and draws. Tells `chart-failed` when it could not be loaded. */
  async open(): Promise<void> {
    const signal = this.connected?.signal;
    if (this.drawing || !signal) return;
    try {
      const { createDrawing } = await fetchCharts();
      if (signal.aborted || this.drawing) return;
      this.drawing = createDrawing(this.plot);
      this.size = this.getBoundingClientRect();
      this.look = readLook(this);
      this.pace.request({ urgent: true });
    } catch (error) {
      this.tell("chart-failed", error);
    }
  }

  /** At once, in the size and the theme of this moment: what is printed waits for no frame. */
  private drawAnew(): void {
    if (!this.drawing) return;
    this.look = readLook(this);
    this.fit();
    const { width, height } = this.getBoundingClientRect();
    this.size = { width, height };
    this.drawing.resize(this.size);
    this.draw();
    this.drawing.paint();
  }

  private draw(): void {
    const { drawing, look, shown } = this;
    const { width, height } = this.getBoundingClientRect();
    if (!shown || width === 0 || height === 0) return;
    const plan = planChart(shown, frameOf(shown, { width, height, rem: textSize() }));
    this.plan = plan;
    this.overlay.placeLegends(plan);
    if (!drawing || !look || (shown.isComing && !this.hasDrawn)) return;
    this.painted = chartShapes(shown, look, plan);
    drawing.draw(this.painted);
    // The first picture is much for a slow phone, which may take in a finger before it paints it.
    if (this.hasDrawn) drawing.paint();
    this.hasDrawn = true;
    this.showCursor();
  }

  private get drawn(): Drawn | undefined {
    const { shown, plan, look } = this;
    return shown && plan && look && { picture: shown, plan, colours: look.colours };
  }

  /** Takes the height that the lanes want, at once: what is below must not move once it is there. */
  private fit(): void {
    const { width } = this.getBoundingClientRect();
    if (!this.shown || width === 0) return;
    const size = { width, rem: textSize() };
    const room = innerHeight - OTHERS_REM[formOf(size)] * size.rem;
    const height = wantedHeight(this.shown, size, room);
    this.style.height = `${height}px`;
  }

  private watchSize(): ResizeObserver {
    const observer = new ResizeObserver(([entry]) => {
      if (!entry || entry.contentRect.width === 0) return;
      const { width, height } = entry.contentRect;
      // The first word is of no change: to draw for it would be to draw everything twice.
      if (width === this.size.width && height === this.size.height) return;
      if (width !== this.size.width) this.fit();
      this.size = { width, height };
      this.drawing?.resize(this.size);
      this.pace.request({ urgent: true });
    });
    observer.observe(this);
    return observer;
  }

  /** A chart that is scrolled out of sight is as hidden as one in a background tab. */
  private watchSight(): IntersectionObserver {
    const observer = new IntersectionObserver((entries) => {
      this.isInSight = entries.at(-1)?.isIntersecting ?? true;
      this.showIfSeen();
    });
    observer.observe(this);
    return observer;
  }

  private showIfSeen(): void {
    this.pace.setVisible(!document.hidden && this.isInSight);
  }

  private watchTheme(): MutationObserver {
    const observer = new MutationObserver(() => {
      this.look = readLook(this);
      this.pace.request({ urgent: true });
    });
    observer.observe(document.documentElement, { attributeFilter: ["data-theme", "lang"] });
    return observer;
  }

  private plotArea(): { left: number; width: number } {
    const { left } = this.getBoundingClientRect();
    const { frame } = this;
    return frame ? { left: left + frame.left, width: plotWidth(frame) } : { left, width: 1 };
  }

  private point(time: number | undefined): void {
    const window = this.shown?.window;
    const inside =
      time !== undefined && window && time >= window.from && time <= window.to ? time : undefined;
    this.cursor = inside;
    this.tell("cursor-change", inside ?? null);
  }

  private showCursor(): void {
    const { shown, pointedAt, drawn } = this;
    if (!drawn) return;
    const readout = shown && pointedAt !== undefined ? readoutAt(shown, pointedAt) : undefined;
    this.overlay.point(readout, drawn);
  }

  private tell<Name extends keyof GasChartEvents>(name: Name, detail: GasChartEvents[Name]["detail"]): void {
    // Out of the card's shadow as well: the page that owns the window listens beyond it.
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

customElements.define("gas-chart", GasChart);

declare global {
  interface HTMLElementTagNameMap {
    "gas-chart": GasChart;
  }
}
