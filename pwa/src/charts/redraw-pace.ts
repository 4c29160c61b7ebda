// When a chart is drawn: live data at most once a second, what a person does at the next frame, nothing while hidden.

import { SECOND_MS } from "../../../shared/ground/time.ts";
import { type ChartPicture, linesOf } from "./chart-picture.ts";

/** Least time between two drawings of live data, ms. */
const LIVE_REDRAW_MS = SECOND_MS;

/** Time and timers, as arguments. Each call returns what cancels it. */
export interface Pacer {
  now(): number;
  later(task: () => void, ms: number): () => void;
  /** Before the next frame is painted. */
  frame(task: () => void): () => void;
}

/** The browser's pacer. */
export const browserPacer: Pacer = {
  now: () => performance.now(),
  later(task, ms) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  frame(task) {
    const request = requestAnimationFrame(task);
    return () => cancelAnimationFrame(request);
  },
};

/** Whether the next picture is but the last one a moment later. */
export function isLiveStep(before: ChartPicture | undefined, after: ChartPicture): boolean {
  if (!before?.live || !after.live || before.words !== after.words) return false;
  // The history came: whoever waits for it does not wait for the live pace as well.
  if (before.isComing !== after.isComing) return false;
  const span = ({ window }: ChartPicture) => window.to - window.from;
  const ids = (picture: ChartPicture) =>
    linesOf(picture)
      .map((line) => line.id)
      .join();
  return span(before) === span(after) && ids(before) === ids(after);
}

/** Calls `draw` as often as is worth it. At most one drawing is pending, and a later request replaces a lazier one. */
export class RedrawPace {
  private cancel: (() => void) | undefined;
  private pendingUrgent = false;
  private waiting = false;
  private visible = true;
  private drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly draw: () => void,
    private readonly pacer: Pacer,
  ) {}

  /** Asks for a drawing: `urgent` for what a person did, else as live data come in. */
  request({ urgent }: { urgent: boolean }): void {
    if (!this.visible) {
      this.waiting = true;
      return;
    }
    if (this.cancel && (this.pendingUrgent || !urgent)) return;
    this.cancel?.();
    this.pendingUrgent = urgent;
    const wait = urgent ? 0 : this.drawnAt + LIVE_REDRAW_MS - this.pacer.now();
    this.cancel =
      wait > 0 ? this.pacer.later(() => this.atFrame(), wait) : this.pacer.frame(() => this.run());
  }

  /** While hidden nothing is drawn; whatever was asked for meanwhile is drawn once when visible again. */
  setVisible(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    if (!visible) {
      this.waiting = this.cancel !== undefined;
      this.stop();
    } else if (this.waiting) {
      this.waiting = false;
      this.request({ urgent: true });
    }
  }

  /** Forgets what is pending. */
  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.pendingUrgent = false;
  }

  private atFrame(): void {
    this.cancel = this.pacer.frame(() => this.run());
  }

  private run(): void {
    this.cancel = undefined;
    this.pendingUrgent = false;
    this.drawnAt = this.pacer.now();
    this.draw();
  }
}
