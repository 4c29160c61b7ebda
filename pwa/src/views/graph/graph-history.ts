// The history that the graph page holds: loaded by window, and asked for again while the window is live.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { type Period, type Resolution, resolutionFor } from "../../../../shared/history/slice.ts";
import type { HistorySource } from "../../data/base/app-data.ts";

/** Least time between two questions for the same live window, ms: a chart is drawn once a second at most. */
export const REFRESH_MS = 0.9 * SECOND_MS;
/** A window that is still being dragged is not loaded yet, ms. */
const SETTLE_MS = 150;
/** A word of progress costs a slow phone a drawing of the page, which what is loaded by then would wait for, ms. */
const PROGRESS_MS = 250;
/** A live window may have moved on this far beyond what was loaded before it is loaded as another one, ms. */
const LIVE_SLACK_MS = 60 * SECOND_MS;

/** What is asked for: the devices within a window. */
export interface HistoryWish {
  readonly devices: readonly string[];
  readonly window: Period;
  /** Whether somebody may still be dragging the window, so that it is worth waiting for where it comes to rest. */
  readonly isMoving: boolean;
  /** Whether it stays where somebody put it: nothing that comes in would load the end of one that was moved on a little. */
  readonly isFixed?: boolean;
}

/** How loading stands: `progress` is 0…1. */
export type LoadStatus =
  | { readonly kind: "idle" }
  | { readonly kind: "loading"; readonly progress: number }
  | { readonly kind: "failed" };

type HistoryLoader = Pick<HistorySource, "load">;

interface Asked extends HistoryWish {
  readonly resolution: Resolution;
}

function sameDevices(a: HistoryWish, b: HistoryWish): boolean {
  return a.devices.join("\n") === b.devices.join("\n");
}

/** Whether a wish can be drawn from what was asked before, in the resolution that it deserves. */
function isWithin(wish: HistoryWish, asked: Asked | undefined): boolean {
  if (!asked || !sameDevices(wish, asked)) return false;
  const { from, to } = wish.window;
  if (resolutionFor(to - from) !== asked.resolution) return false;
  return from >= asked.window.from && to <= asked.window.to + (wish.isFixed ? 0 : LIVE_SLACK_MS);
}

function meanOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
}

/** Loads and keeps. `changed` is called when there is something new to show. */
export class GraphHistory {
  status: LoadStatus = { kind: "idle" };
  /** Bounded by the devices of the last wish. */
  private loaded = new Map<string, HistoryColumns>();
  private heard = "";
  private isStale = false;
  private asked: Asked | undefined;
  private wish: HistoryWish | undefined;
  private loading: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt = 0;
  private refreshedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly changed: () => void,
    private readonly now: () => number = () => performance.now(),
    /** Least time between two questions for the same live window, ms. */
    private readonly refreshMs = REFRESH_MS,
  ) {}

  /** Sees to it that what is wished for is there or on its way, and up to date with `states`. Cheap when it is. */
  want(source: HistoryLoader, wish: HistoryWish, states: readonly DeviceState[]): void {
    const heard = states
      .map(({ device, lastReceivedAt, seq }) => `${device} ${lastReceivedAt} ${seq}`)
      .join("\n");
    if (heard !== this.heard) this.isStale = true;
    this.heard = heard;
    const isFirst = this.wish === undefined || !sameDevices(this.wish, wish);
    this.wish = wish;
    // What was chosen waits for nothing: whoever asks is about to be rendered, and a slow phone takes its time for that.
    if (isFirst || !(wish.isMoving || isWithin(wish, this.asked))) this.load(source);
    else if (!isWithin(wish, this.asked)) this.schedule(() => this.load(source), SETTLE_MS);
    else if (this.isStale && !this.loading)
      this.schedule(() => this.refresh(source), this.refreshedAt + this.refreshMs - this.now());
  }

  /** Says that the history may have changed: the next `want` asks again, while what there is stays on screen. */
  invalidate(): void {
    this.isStale = true;
  }

  /** Loads everything anew at the next `want`, and shows that it does. */
  restart(): void {
    this.asked = undefined;
  }

  /** The history of a device; the same object until something comes in. */
  columnsOf(device: string): HistoryColumns | undefined {
    return this.loaded.get(device);
  }

  stop(): void {
    this.loading?.abort();
    this.loading = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.loaded.clear();
    this.asked = undefined;
    this.wish = undefined;
  }

  /** One task waits at most, the one that is due first; what it then does goes by the wish of that moment. */
  private schedule(task: () => void, ms: number): void {
    const dueAt = this.now() + Math.max(0, ms);
    if (this.timer !== undefined && this.dueAt <= dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = dueAt;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      task();
    }, dueAt - this.now());
  }

  private load(source: HistoryLoader): void {
    if (!this.wish || isWithin(this.wish, this.asked)) return;
    // What was due for the window before would break this question off.
    clearTimeout(this.timer);
    this.timer = undefined;
    this.status = { kind: "loading", progress: 0 };
    this.changed();
    this.ask(source, this.wish);
  }

  private refresh(source: HistoryLoader): void {
    if (this.wish) this.ask(source, this.wish);
  }

  private ask(source: HistoryLoader, wish: HistoryWish): void {
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    const { window } = wish;
    this.asked = { ...wish, resolution: resolutionFor(window.to - window.from) };
    this.isStale = false;
    this.refreshedAt = this.now();
    this.loadAll(source, wish, loading.signal)
      .then((all) => this.adopt(all, loading))
      .catch(() => this.fail(loading));
  }

  private loadAll(source: HistoryLoader, { devices, window }: HistoryWish, signal: AbortSignal) {
    const progress = devices.map(() => 0);
    let toldAt = this.now();
    const load = (device: string, index: number) => {
      const onProgress = (done: number) => {
        progress[index] = done;
        if (signal.aborted || this.status.kind !== "loading" || this.now() - toldAt < PROGRESS_MS) return;
        toldAt = this.now();
        this.status = { kind: "loading", progress: meanOf(progress) };
        this.changed();
      };
      return source.load({ device, ...window }, { signal, onProgress });
    };
    return Promise.all(devices.map(load));
  }

  private adopt(all: readonly HistoryColumns[], loading: AbortController): void {
    if (loading.signal.aborted) return;
    this.loading = undefined;
    this.loaded = new Map(all.map((columns) => [columns.device, columns]));
    this.status = { kind: "idle" };
    this.changed();
  }

  /** Loading rejects when it is aborted, and then another one is under way or nobody looks any more. */
  private fail(loading: AbortController): void {
    if (loading.signal.aborted) return;
    this.loading = undefined;
    this.status = { kind: "failed" };
    this.changed();
  }
}
