import type { ReactiveController, ReactiveControllerHost } from "lit";
import { createSoon, type Soon } from "../ground/soon.ts";

/** So long a first picture waits for what would move all of it, ms. */
const SETTLED_MS = 700;

/**
 * Says when a first picture may be drawn: when what would move all of it is known, and after a moment in any case; from then on for
 * good. At once where it is known from the start; else in a task of its own, after that in which it became known and drawn.
 */
export class SettledController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #isKnown: () => boolean;
  #isSettled: boolean | undefined;
  #soon: Soon | undefined;
  #timer = 0;

  constructor(host: ReactiveControllerHost, isKnown: () => boolean) {
    this.#host = host;
    this.#isKnown = isKnown;
    host.addController(this);
  }

  get isSettled(): boolean {
    this.#isSettled ??= this.#isKnown();
    return this.#isSettled;
  }

  hostConnected(): void {
    const settle = () => {
      this.#isSettled = true;
      this.#host.requestUpdate();
    };
    this.#soon = createSoon(settle);
    this.#timer = window.setTimeout(settle, SETTLED_MS);
  }

  hostUpdated(): void {
    if (this.#isSettled === false && this.#isKnown()) this.#soon?.ask();
  }

  hostDisconnected(): void {
    this.#soon?.end();
    clearTimeout(this.#timer);
  }
}
