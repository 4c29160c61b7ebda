import type { ReactiveController, ReactiveElement } from "lit";

/** What is known of the element that is drawn. */
export type DrawnHost = Pick<ReactiveElement, "addController" | "requestUpdate">;

/** So long a first picture waits for what would move all of it, ms. */
const SETTLED_MS = 700;

/** Says when a first picture may be drawn: when what would move all of it is known, and after a moment in any case; from then on for good. */
export class SettledController implements ReactiveController {
  readonly #host: DrawnHost;
  readonly #isKnown: () => boolean;
  #isSettled = false;
  #timer = 0;

  constructor(host: DrawnHost, isKnown: () => boolean) {
    this.#host = host;
    this.#isKnown = isKnown;
    host.addController(this);
  }

  get isSettled(): boolean {
    this.#isSettled ||= this.#isKnown();
    return this.#isSettled;
  }

  hostConnected(): void {
    this.#timer = window.setTimeout(() => {
      this.#isSettled = true;
      this.#host.requestUpdate();
    }, SETTLED_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
