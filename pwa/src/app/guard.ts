// The guard of the page. Whatever throws and is caught by nobody has left a part of the screen as it was, under a header
// that goes on saying that all is live: so the whole view is taken away, and says why.

import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { GuardData } from "../data/health/guard-data.ts";
import { takeReload } from "../data/health/reload-budget.ts";
import { routeOf } from "../ground/routes.ts";
import { partOfPromise } from "./part-of-page.ts";
import { StoppedNotice } from "./stopped-notice.ts";

/** How often a display that has stopped asks whether the server is well, ms. */
const ASK_EVERY_MS = 5 * SECOND_MS;

export interface GuardParts extends GuardData {
  readonly window: Window;
}

/** Nothing of ours has stopped: a layout that takes another frame, a script of the browser's or of another origin. */
function isHarmless({ message, filename }: ErrorEvent, { origin }: Location): boolean {
  const isForeign = filename !== "" && URL.canParse(filename) && new URL(filename).origin !== origin;
  return isForeign || message === "Script error." || message.startsWith("ResizeObserver loop");
}

/** Whoever gives up a request by its signal need not wait for it. */
function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}

class Guard {
  readonly #parts: GuardParts;
  readonly #notice: StoppedNotice;
  readonly #stopping = new AbortController();
  #asking: number | undefined;

  constructor(parts: GuardParts) {
    this.#parts = parts;
    this.#notice = new StoppedNotice(parts.window.document, parts.reload);
  }

  start(): void {
    const { window } = this.#parts;
    const { signal } = this.#stopping;
    window.addEventListener("error", (event) => this.#onError(event), { signal });
    window.addEventListener("unhandledrejection", (event) => this.#onRejection(event), { signal });
    signal.addEventListener(
      "abort",
      this.#parts.followWorker(() => this.#stop()),
    );
  }

  stop(): void {
    this.#stopping.abort();
    this.#parts.window.clearTimeout(this.#asking);
  }

  #onError(event: ErrorEvent): void {
    // The error of a picture that could not be loaded is no ErrorEvent.
    if (!(event instanceof ErrorEvent) || isHarmless(event, this.#parts.window.location)) return;
    this.#fail(event.error ?? event.message, "script");
  }

  #onRejection({ reason, promise }: PromiseRejectionEvent): void {
    if (!isAbort(reason)) this.#fail(reason, partOfPromise(this.#parts.window.document, promise));
  }

  #fail(thrown: unknown, part: string): void {
    this.#stop();
    this.#parts.report(thrown, { view: this.#view(), part });
  }

  #view(): string {
    return routeOf(this.#parts.window.location.pathname).view;
  }

  #stop(): void {
    if (this.#notice.isShown) return;
    const isDisplay = this.#view() === "kiosk";
    this.#notice.show(isDisplay ? "trying" : "none");
    if (isDisplay) void this.#recover();
  }

  /** A display has nobody before it. Where the server does not answer, a reload would leave it with the browser's own page. */
  async #recover(): Promise<void> {
    const { window, isServerHealthy, reload } = this.#parts;
    const isHealthy = await isServerHealthy();
    if (this.#stopping.signal.aborted) return;
    const mayReload = isHealthy && takeReload(window.sessionStorage, Date.now());
    this.#notice.show(isHealthy && !mayReload ? "helpless" : "trying");
    if (mayReload) reload();
    // Reloads are counted over ten minutes: a display that used them up has more of them later.
    this.#asking = window.setTimeout(() => void this.#recover(), ASK_EVERY_MS);
  }
}

/** Watches over a page from its first script on; answers what ends it. */
export function startGuard(parts: GuardParts): () => void {
  const guard = new Guard(parts);
  guard.start();
  return () => guard.stop();
}
