// Wheel, drag, pinch, taps and keys upon a plot, as changes of the window and of the cursor.

import type { Period } from "../../../shared/history/slice.ts";
import { type Hold, panWindow, windowUnder, zoomWindow } from "./window.ts";

/** The plot that gestures act upon. */
export interface Plot {
  /** Has the focus, and so the keys. */
  readonly element: HTMLElement;
  /** What fingers and the mouse touch; legends above it are not part of it. */
  readonly surface: HTMLElement;
  window(): Period;
  /** Left edge and width of the plot in client pixels. */
  area(): { readonly left: number; readonly width: number };
  setWindow(window: Period): void;
  cursor(): number | undefined;
  /** The moment that stays where it is when keys zoom and nothing is pointed at; undefined: the middle. */
  anchor(): number | undefined;
  setCursor(time: number | undefined): void;
  /** Shows the stretch that is being chosen by dragging; undefined: none. */
  choose(period: Period | undefined): void;
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

/** A press that moved less than this is a tap, px. */
const TAP_PX = 8;
/** Two taps within this time, ms, and this close to each other are one of two. */
const DOUBLE_TAP_MS = 350;
const DOUBLE_TAP_PX = 40;

interface Tap {
  readonly at: number;
  readonly x: number;
}

/** The pointers that are down upon a plot, at most two of which count, each with the moment it took hold of. */
class Grip {
  private readonly holds = new Map<number, { time: number; part: number; startX: number }>();
  /** Whether a second finger came: then no stretch is chosen until all are up. */
  private isPinching = false;
  private isPanning = false;
  private chosen: Period | undefined;
  private lastTap: Tap | undefined;

  constructor(private readonly plot: Plot) {}

  down(event: PointerEvent): void {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    this.plot.surface.setPointerCapture(event.pointerId);
    this.isPanning = this.holds.size === 0 && event.shiftKey;
    this.holds.set(event.pointerId, {
      time: timeAt(this.plot, event.clientX),
      part: partAt(this.plot, event.clientX),
      startX: event.clientX,
    });
    if (this.holds.size > 1) {
      this.isPinching = true;
      this.choose(undefined);
    }
  }

  move(event: PointerEvent): void {
    const hold = this.holds.get(event.pointerId);
    if (!hold) {
      this.plot.setCursor(timeAt(this.plot, event.clientX));
      return;
    }
    hold.part = partAt(this.plot, event.clientX);
    if (this.isPinching || this.isPanning) this.drag();
    else if (this.chosen || Math.abs(event.clientX - hold.startX) >= TAP_PX)
      this.choose(periodOf(hold.time, timeAt(this.plot, event.clientX), this.plot.window()));
  }

  up(event: PointerEvent): void {
    const hold = this.holds.get(event.pointerId);
    this.holds.delete(event.pointerId);
    // The finger that stays takes hold anew, or the window would jump to where it was.
    for (const other of this.holds.values()) {
      const { from, to } = this.plot.window();
      other.time = from + (to - from) * other.part;
    }
    if (this.holds.size > 0 || !hold) return;
    const { chosen } = this;
    this.choose(undefined);
    const wasPinching = this.isPinching || this.isPanning;
    this.isPinching = false;
    this.isPanning = false;
    if (event.type !== "pointerup" || wasPinching) return;
    if (chosen) this.plot.setWindow(chosen);
    else this.tap(event);
  }

  private drag(): void {
    const holds: Hold[] = [...this.holds.values()];
    this.plot.setCursor(undefined);
    this.plot.setWindow(windowUnder(holds, this.plot.window()));
  }

  private choose(period: Period | undefined): void {
    this.chosen = period;
    if (period) this.plot.setCursor(undefined);
    this.plot.choose(period);
  }

  /** One tap points, two lead back. Browsers differ in whether two taps of a finger are a double click. */
  private tap({ timeStamp, clientX }: PointerEvent): void {
    const last = this.lastTap;
    const isSecond =
      last && timeStamp - last.at < DOUBLE_TAP_MS && Math.abs(clientX - last.x) < DOUBLE_TAP_PX;
    this.lastTap = isSecond ? undefined : { at: timeStamp, x: clientX };
    if (isSecond) this.plot.reset();
    else this.plot.setCursor(timeAt(this.plot, clientX));
  }
}

/** The stretch between two moments, in their order and within the window. */
function periodOf(a: number, b: number, { from, to }: Period): Period {
  const within = (time: number) => Math.min(to, Math.max(from, time));
  return { from: within(Math.min(a, b)), to: within(Math.max(a, b)) };
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
  const { element, surface } = plot;
  const grip = new Grip(plot);
  const options = { signal: listening.signal };
  element.addEventListener("wheel", (event) => onWheel(plot, event), { ...options, passive: false });
  surface.addEventListener("pointerdown", (event) => grip.down(event), options);
  surface.addEventListener("pointermove", (event) => grip.move(event), options);
  for (const end of ["pointerup", "pointercancel"] as const) {
    surface.addEventListener(end, (event) => grip.up(event), options);
  }
  surface.addEventListener(
    "pointerleave",
    (event) => {
      if (event.pointerType === "mouse") plot.setCursor(undefined);
    },
    options,
  );
  element.addEventListener("keydown", (event) => onKey(plot, event), options);
  return () => listening.abort();
}
