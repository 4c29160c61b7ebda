import type { ReactiveController, ReactiveControllerHost } from "lit";
import { createSoon, type Soon } from "../ground/soon.ts";

/**
 * Draws a view part by part, each in a task of its own, so that a slow phone answers a finger between them. What stands above
 * comes first: nothing moves. The first one is drawn at once where all is known when the view comes; else after the frame in
 * which it was told.
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

  hostConnected(): void {
    this.#soon = createSoon(() => {
      this.#drawn += 1;
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
    this.#soon?.end();
  }
}
