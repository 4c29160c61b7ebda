import type { ReactiveController, ReactiveElement } from "lit";

/** What is known of the element that is drawn. */
export type DrawnHost = Pick<ReactiveElement, "addController" | "requestUpdate">;

/** So long a first picture waits for what would move all of it, ms. */
const SETTLED_MS = 700;

/**
 * Says when a first picture may be drawn: when what would move all of it is known, and in any case a moment after there is something
 * to draw; from then on for good.
 */
export class SettledController implements ReactiveController {
  readonly #host: DrawnHost;
  readonly #isKnown: () => boolean;
  readonly #isThere: () => boolean;
  #isSettled = false;
  #timer = 0;

  constructor(host: DrawnHost, isKnown: () => boolean, isThere = () => true) {
    this.#host = host;
    this.#isKnown = isKnown;
    this.#isThere = isThere;
    host.addController(this);
  }

  get isSettled(): boolean {
    this.#isSettled ||= this.#isKnown();
    return this.#isSettled;
  }

  hostUpdated(): void {
    if (this.#timer !== 0 || !this.#isThere()) return;
    this.#timer = window.setTimeout(() => {
      this.#isSettled = true;
      this.#host.requestUpdate();
    }, SETTLED_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }
}
