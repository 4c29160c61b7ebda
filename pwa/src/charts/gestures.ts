// Wheel, drag, pinch and keys upon a plot, as changes of the window and of the cursor.

import type { Period } from "../../../shared/history/slice.ts";
import { type Hold, panWindow, windowUnder, zoomWindow } from "./window.ts";

/** The plot that gestures act upon. */
export interface Plot {
  readonly element: HTMLElement;
  window(): Period;
  /** Left edge and width of the plot in client pixels. */
  area(): { readonly left: number; readonly width: number };
  setWindow(window: Period): void;
  cursor(): number | undefined;
  /** The moment that stays where it is when keys zoom and nothing is pointed at; undefined: the middle. */
  anchor(): number | undefined;
  setCursor(time: number | undefined): void;
  /** Back to the range that was chosen. */
  reset(): void;
}

const ZOOM_STEP = 1.5;
const WHEEL_ZOOM = 1.0015;
const PAN_STEP = 0.125;
const CURSOR_STEP = 0.01;

function partAt(plot: Plot, clientX: number): number {
  const { left, width } = plot.area();
  return (clientX - left) / Math.max(1, width);
}

function timeAt(plot: Plot, clientX: number): number {
  const { from, to } = plot.window();
  return from + (to - from) * partAt(plot, clientX);
}

/**
 * The wheel zooms with Ctrl (which is also what a pinch on a touch pad sends) or while the chart has the focus; else it
 * scrolls the page, so that nobody is caught in a chart. Sideways it pans.
 */
function onWheel(plot: Plot, event: WheelEvent): void {
  const { width } = plot.area();
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    event.preventDefault();
    plot.setWindow(panWindow(plot.window(), sideways / Math.max(1, width)));
  } else if (event.ctrlKey || event.metaKey || plot.element.matches(":focus")) {
    event.preventDefault();
    const pace = event.ctrlKey && Math.abs(event.deltaY) < 50 ? 8 : 1;
    plot.setWindow(
      zoomWindow(plot.window(), WHEEL_ZOOM ** (event.deltaY * pace), timeAt(plot, event.clientX)),
    );
  }
}

/** The pointers that are down upon a plot, at most two of which count, each with the moment it took hold of. */
class Grip {
  private readonly holds = new Map<number, { time: number; part: number }>();

  constructor(private readonly plot: Plot) {}

  down(event: PointerEvent): void {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    this.plot.element.setPointerCapture(event.pointerId);
    this.holds.set(event.pointerId, {
      time: timeAt(this.plot, event.clientX),
      part: partAt(this.plot, event.clientX),
    });
  }

  move(event: PointerEvent): void {
    const hold = this.holds.get(event.pointerId);
    if (!hold) {
      this.plot.setCursor(timeAt(this.plot, event.clientX));
      return;
    }
    hold.part = partAt(this.plot, event.clientX);
    const holds: Hold[] = [...this.holds.values()];
    this.plot.setCursor(undefined);
    this.plot.setWindow(windowUnder(holds, this.plot.window()));
  }

  up(event: PointerEvent): void {
    this.holds.delete(event.pointerId);
    // The finger that stays takes hold anew, or the window would jump to where it was.
    for (const hold of this.holds.values()) {
      const { from, to } = this.plot.window();
      hold.time = from + (to - from) * hold.part;
    }
    if (event.type === "pointerup" && event.pointerType !== "mouse")
      this.plot.setCursor(timeAt(this.plot, event.clientX));
  }
}

type KeyAction = (plot: Plot) => void;

function moveCursor(plot: Plot, part: number): void {
  const { from, to } = plot.window();
  const start = plot.cursor() ?? (part > 0 ? from : to);
  plot.setCursor(Math.min(to, Math.max(from, start + (to - from) * part)));
}

const pan =
  (part: number): KeyAction =>
  (plot) =>
    plot.setWindow(panWindow(plot.window(), part));
const zoom =
  (factor: number): KeyAction =>
  (plot) =>
    plot.setWindow(zoomWindow(plot.window(), factor, plot.cursor() ?? plot.anchor()));

const KEYS: { readonly [key: string]: KeyAction } = {
  ArrowLeft: pan(-PAN_STEP),
  ArrowRight: pan(PAN_STEP),
  PageUp: pan(-1),
  PageDown: pan(1),
  "+": zoom(1 / ZOOM_STEP),
  "=": zoom(1 / ZOOM_STEP),
  "-": zoom(ZOOM_STEP),
  "0": (plot) => plot.reset(),
  Escape: (plot) => plot.setCursor(undefined),
};
const SHIFT_KEYS: { readonly [key: string]: KeyAction } = {
  ArrowLeft: (plot) => moveCursor(plot, -CURSOR_STEP),
  ArrowRight: (plot) => moveCursor(plot, CURSOR_STEP),
};

function onKey(plot: Plot, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = (event.shiftKey && SHIFT_KEYS[event.key]) || KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action(plot);
}

/** Listens to a plot's gestures. Returns what ends it. */
export function attachGestures(plot: Plot): () => void {
  const listening = new AbortController();
  const { element } = plot;
  const grip = new Grip(plot);
  const options = { signal: listening.signal };
  element.addEventListener("wheel", (event) => onWheel(plot, event), { ...options, passive: false });
  element.addEventListener("pointerdown", (event) => grip.down(event), options);
  element.addEventListener("pointermove", (event) => grip.move(event), options);
  for (const end of ["pointerup", "pointercancel"] as const) {
    element.addEventListener(end, (event) => grip.up(event), options);
  }
  element.addEventListener(
    "pointerleave",
    (event) => {
      if (event.pointerType === "mouse") plot.setCursor(undefined);
    },
    options,
  );
  element.addEventListener("keydown", (event) => onKey(plot, event), options);
  element.addEventListener("dblclick", () => plot.reset(), options);
  return () => listening.abort();
}
