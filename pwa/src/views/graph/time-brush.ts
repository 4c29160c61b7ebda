import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, svg } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { HOUR_MS } from "../../../../shared/ground/time.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { ChartLine } from "../../charts/chart-picture.ts";
import { MIN_SPAN_MS, panWindow } from "../../charts/window.ts";
import type { Format } from "../../i18n/format.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { BRUSH_PARTS, brushCurve, brushPath } from "./brush-curve.ts";

/** What a press took hold of. */
type Grip = "from" | "to" | "window";

interface Hold {
  readonly grip: Grip;
  readonly pointer: number;
  /** The moment under the finger, and the window, when it took hold. */
  readonly time: number;
  readonly window: Period;
}

/** How far a key moves, as a part of the window. */
const KEY_STEP = 0.1;

/**
 * The days around the window, to move and stretch it upon: by its handles, by itself, or by a press beside it. Emits
 * `window-change`.
 */
@customElement("time-brush")
@localized()
export class TimeBrush extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        /* Time runs from left to right, whichever way one reads. */
        direction: ltr;
        /* As much as the handles reach beyond the days. */
        padding: 0 50px 0.375rem;
      }
      .track {
        position: relative;
        height: 3.25rem;
        touch-action: pan-y;
        cursor: pointer;
        user-select: none;
        -webkit-user-select: none;
      }
      svg {
        position: absolute;
        inset: 4px 0;
        width: 100%;
        height: calc(100% - 8px);
        overflow: visible;
      }
      path {
        fill: none;
        stroke: var(--trace);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      line {
        stroke: var(--line);
        vector-effect: non-scaling-stroke;
      }
      .window {
        position: absolute;
        top: 0;
        bottom: 0;
        left: 0;
        background: color-mix(in srgb, var(--accent) 16%, transparent);
        border: solid var(--accent);
        border-width: 0 2px;
        cursor: grab;
      }
      .handle {
        position: absolute;
        top: 0;
        bottom: 0;
        left: 0;
        z-index: 1;
        width: 52px;
        min-width: 0;
        min-height: 0;
        padding: 0;
        background: none;
        border: 0;
        cursor: ew-resize;
        touch-action: pan-y;
      }
      /* Each reaches outwards, so that neither covers the other where the window is narrow. */
      .from {
        justify-content: end;
        padding-right: 0;
      }
      .to {
        justify-content: start;
      }
      .handle::before {
        content: "";
        width: 16px;
        height: 26px;
        border: 2px solid var(--card);
        border-radius: 8px;
        background: var(--accent);
      }
      .axis {
        display: flex;
        justify-content: space-between;
        color: var(--muted);
        font-size: 0.75rem;
        line-height: 1.25;
      }
      @media (forced-colors: active) {
        .handle::before {
          background: Highlight;
        }
      }
    `,
  ];

  /** What the brush shows. */
  @property({ attribute: false }) extent: Period = { from: 0, to: 1 };
  /** What is in sight of it. */
  @property({ attribute: false }) window: Period = { from: 0, to: 1 };
  @property({ attribute: false }) lines: readonly ChartLine[] = [];
  @property({ attribute: false }) format: Format | undefined;
  /** Whether the end is the present. */
  @property({ type: Boolean }) isLive = false;
  @query(".track") private readonly _track!: HTMLElement | null;
  #path = "";
  #hold: Hold | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("lines") && !changed.has("extent")) return;
    const { from, to } = this.extent;
    const partMs = (to - from) / BRUSH_PARTS;
    const joined = Math.max(1, Math.ceil((2 * HOUR_MS) / partMs));
    this.#path = brushPath(brushCurve(this.lines, this.extent), (gap) => gap <= joined);
  }

  override updated(): void {
    // Through the style object: the page's policy forbids style attributes.
    const { left, right } = this.#edges();
    const place = (selector: string, apply: (style: CSSStyleDeclaration) => void) => {
      const element = this.renderRoot.querySelector<HTMLElement>(selector);
      if (element) apply(element.style);
    };
    place(".window", (style) => {
      style.left = `${left}%`;
      style.width = `max(${right - left}%, 4px)`;
    });
    place(".from", (style) => {
      style.left = `calc(${left}% - 50px)`;
    });
    place(".to", (style) => {
      style.left = `calc(${right}% - 2px)`;
    });
  }

  override render() {
    const { extent, format } = this;
    if (!format) return nothing;
    const end = this.isLive ? msg("now", { id: "graph.now" }) : format.time(extent.to, extent.to);
    const middle = (extent.from + extent.to) / 2;
    return html`<div
        class="track"
        role="group"
        aria-label=${msg("Days around", { id: "graph.brush" })}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
      >
        <svg viewBox="0 0 ${BRUSH_PARTS} 1" preserveAspectRatio="none" aria-hidden="true">
          ${svg`<line x1="0" x2=${BRUSH_PARTS} y1="1" y2="1" /><path d=${this.#path} />`}
        </svg>
        <div class="window"></div>
        ${this.#handle("from", msg("Beginning", { id: "graph.brush.from" }), format)}
        ${this.#handle("to", msg("End", { id: "graph.brush.to" }), format)}
      </div>
      <div class="axis" aria-hidden="true">
        <span>${format.time(extent.from, extent.to)}</span><span>${format.time(middle, extent.to)}</span><span>${end}</span>
      </div>`;
  }

  #handle(grip: "from" | "to", label: string, format: Format) {
    const time = this.window[grip];
    return html`<button
      class="handle ${grip}"
      role="slider"
      aria-label=${label}
      aria-valuemin=${this.extent.from}
      aria-valuemax=${this.extent.to}
      aria-valuenow=${time}
      aria-valuetext=${format.dateTime(time)}
      @keydown=${(event: KeyboardEvent) => this.#key(event, grip)}
    ></button>`;
  }

  #edges(): { readonly left: number; readonly right: number } {
    const { from, to } = this.extent;
    const part = (time: number) => Math.min(100, Math.max(0, ((time - from) / (to - from)) * 100));
    return { left: part(this.window.from), right: part(this.window.to) };
  }

  #timeAt(event: PointerEvent): number {
    const box = this._track?.getBoundingClientRect();
    if (!box) return this.window.from;
    const { from, to } = this.extent;
    return from + ((event.clientX - box.left) / Math.max(1, box.width)) * (to - from);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#hold) return;
    const time = this.#timeAt(event);
    this._track?.setPointerCapture(event.pointerId);
    const grip = this.#gripAt(event, time);
    const window = grip ? this.window : this.#around(time);
    this.#hold = { grip: grip ?? "window", pointer: event.pointerId, time, window };
    if (!grip) this.#tell(window);
  }

  /** A window so narrow that its handles lie upon each other is moved by them, not stretched. */
  #gripAt(event: PointerEvent, time: number): Grip | undefined {
    const isNarrow =
      this.#edges().right - this.#edges().left < 100 * (48 / Math.max(1, this._track?.clientWidth ?? 1));
    const handle = event.composedPath().find((part) => part instanceof HTMLButtonElement);
    const { from, to } = this.window;
    if (isNarrow && time >= from && time <= to) return "window";
    if (handle instanceof HTMLButtonElement) return handle.classList.contains("from") ? "from" : "to";
    return time >= from && time <= to ? "window" : undefined;
  }

  #around(time: number): Period {
    const { from, to } = this.window;
    return this.#within({ from: time - (to - from) / 2, to: time + (to - from) / 2 });
  }

  /** Moved so that it does not leave the brush, under whose finger the days must not change. */
  #within({ from, to }: Period): Period {
    const shift = Math.max(0, this.extent.from - from) - Math.max(0, to - this.extent.to);
    return { from: from + shift, to: to + shift };
  }

  #move(event: PointerEvent): void {
    const hold = this.#hold;
    if (!hold || hold.pointer !== event.pointerId) return;
    const time = this.#timeAt(event);
    const shift = time - hold.time;
    const { from, to } = hold.window;
    if (hold.grip === "window") this.#tell(this.#within({ from: from + shift, to: to + shift }));
    else if (hold.grip === "from")
      this.#tell({ from: Math.max(this.extent.from, Math.min(from + shift, to - MIN_SPAN_MS)), to });
    else this.#tell({ from, to: Math.min(this.extent.to, Math.max(to + shift, from + MIN_SPAN_MS)) });
  }

  #up(event: PointerEvent): void {
    if (this.#hold?.pointer === event.pointerId) this.#hold = undefined;
  }

  #key(event: KeyboardEvent, grip: "from" | "to"): void {
    const step = { ArrowLeft: -KEY_STEP, ArrowDown: -KEY_STEP, ArrowRight: KEY_STEP, ArrowUp: KEY_STEP }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    const moved = panWindow(this.window, step);
    const next = { ...this.window, [grip]: moved[grip] };
    if (next.to - next.from >= MIN_SPAN_MS) this.#tell(next);
  }

  #tell(window: Period): void {
    this.dispatchEvent(
      new CustomEvent<Period>("window-change", { detail: window, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "time-brush": TimeBrush;
  }
}
