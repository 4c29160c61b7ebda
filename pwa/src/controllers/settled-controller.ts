import type { ReactiveController } from "lit";
import { PartsController, type PartsHost } from "./parts-controller.ts";

/** So long a first picture waits for what would move all of it, ms. */
const SETTLED_MS = 700;

/** Says when a first picture may be drawn: when what would move all of it is known, and after a moment in any case; from then on for good. */
export class SettledController implements ReactiveController {
  readonly #host: PartsHost;
  readonly #parts: PartsController;
  #hasWaited = false;
  #timer = 0;

  constructor(host: PartsHost, isKnown: () => boolean) {
    this.#host = host;
    this.#parts = new PartsController(host, 1, () => this.#hasWaited || isKnown());
    host.addController(this);
  }

  get isSettled(): boolean {
    return this.#parts.drawn > 0;
  }

  hostConnected(): void {
    this.#timer = window.setTimeout(() => {
      this.#hasWaited = true;
      this.#host.requestUpdate();
    }, SETTLED_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
