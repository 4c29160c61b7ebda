import type { ReactiveController, ReactiveElement } from "lit";
import { createSoon, type Soon } from "../ground/soon.ts";

// Where somebody goes back, the browser scrolls to where they were, as far as what is laid out by then reaches. What the app
// itself tells of is no way back.
globalThis.addEventListener?.("popstate", ({ isTrusted }) => {
  if (isTrusted) document.documentElement.getBoundingClientRect();
});

/** What is known of the element that is drawn. */
export type PartsHost = Pick<ReactiveElement, "addController" | "requestUpdate" | "hasUpdated">;

export interface PartsOptions {
  readonly parts: number;
  /** Whether what is drawn part by part is known. */
  readonly isReady: () => boolean;
  /** Whether a view that comes now is drawn at once; without it, where it is ready. */
  readonly isAtOnce?: () => boolean;
}

/**
 * Draws what a first visit sees of a view part by part, each in a task of its own and after the frame in which all was told, so
 * that a slow phone answers a finger between them. What stands above comes first: nothing moves. Where all is known when the
 * view comes, all of it is drawn at once.
 */
export class PartsController implements ReactiveController {
  readonly #host: PartsHost;
  readonly #parts: number;
  readonly #isReady: () => boolean;
  readonly #isAtOnce: () => boolean;
  #soon: Soon | undefined;
  #drawn = 0;

  constructor(host: PartsHost, { parts, isReady, isAtOnce = isReady }: PartsOptions) {
    this.#host = host;
    this.#parts = parts;
    this.#isReady = isReady;
    this.#isAtOnce = isAtOnce;
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
    if (!this.#host.hasUpdated && this.#isAtOnce()) this.#drawn = this.#parts;
  }

  hostUpdated(): void {
    if (this.#drawn < this.#parts && this.#isReady()) this.#soon?.ask();
  }

  hostDisconnected(): void {
    this.#soon?.end();
  }
}
