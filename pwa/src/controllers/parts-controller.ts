import type { ReactiveController, ReactiveControllerHost } from "lit";
import { createSoon, type Soon } from "../ground/soon.ts";

/** Those of the views that are shown. */
const shown = new Set<PartsController>();

// Where somebody goes back or forth, the browser scrolls to where they were once all are told of it, as far as what is laid out
// by then reaches: all is drawn, and what was drawn laid out. What the app itself tells of is no way back.
globalThis.addEventListener?.("popstate", ({ isTrusted }) => {
  if (isTrusted) for (const parts of shown) parts.drawAll();
});
globalThis.addEventListener?.("popstate", ({ isTrusted }) => {
  if (isTrusted && shown.size > 0) document.documentElement.getBoundingClientRect();
});

/**
 * Draws a view part by part, each in a task of its own, so that a slow phone answers a finger between them. What stands above
 * comes first: nothing moves. The first one is drawn at once where all is known when the view comes; else after the frame in
 * which it was told. Where one comes back to it, all is drawn at once.
 */
export class PartsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: number;
  readonly #isReady: () => boolean;
  #soon: Soon | undefined;
  #drawn = 0;
  #hasUpdated = false;

  constructor(host: ReactiveControllerHost, parts: number, isReady: () => boolean) {
    this.#host = host;
    this.#parts = parts;
    this.#isReady = isReady;
    host.addController(this);
  }

  /** How many parts are to be drawn now, from above. */
  get drawn(): number {
    return this.#drawn;
  }

  /** Draws the rest of what is known at once. */
  drawAll(): void {
    if (this.#drawn === 0) return;
    this.#drawn = this.#parts;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    shown.add(this);
    this.#soon = createSoon(() => {
      this.#drawn = Math.min(this.#drawn + 1, this.#parts);
      this.#host.requestUpdate();
    });
  }

  hostUpdate(): void {
    if (!this.#hasUpdated && this.#isReady()) this.#drawn = 1;
    this.#hasUpdated = true;
  }

  hostUpdated(): void {
    if (this.#drawn < this.#parts && this.#isReady()) this.#soon?.ask();
  }

  hostDisconnected(): void {
    shown.delete(this);
    this.#soon?.end();
  }
}
