// A newer build waits as a waiting worker until somebody says so; the page then reloads once that worker is in control.
// Where no worker can be (plain HTTP, or a certificate that the browser does not trust) the server's word is enough.

import { HOUR_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import { SKIP_WAITING, WHICH_BUILD } from "../../../offline/worker-messages.ts";

/** How often a page that stays open looks for a newer build, ms. */
const CHECK_MS = HOUR_MS;
/** A worker that does not take control within this time is told again, ms… */
const TAKEOVER_MS = 5 * SECOND_MS;
/** …so often in all: a page that loads in the middle of a takeover may hang. After that the person is kept waiting no more. */
const TAKEOVER_TRIES = 3;

export interface AppUpdatesParts {
  /** Undefined where there are no service workers (plain HTTP). */
  readonly workers: ServiceWorkerContainer | undefined;
  readonly workerUrl: string;
  /** The build of this page. */
  readonly build: string;
  readonly reload: () => void;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly every: (ms: number, callback: () => void) => () => void;
  readonly onChange: () => void;
  /** Called before a worker is told to take over: nothing may be asked of the old one until it has. */
  readonly onTakeover: () => void;
  /** Whether the page may load itself anew to come to another build: once for each, or it might do so for ever. */
  readonly mayFollow: (build: string) => boolean;
}

/** Registers the worker, watches for newer ones, and changes over to the newest when told to. */
export class AppUpdates {
  readonly #parts: AppUpdatesParts;
  /** A page that the network served is not controlled at first; the worker's first claim is no update. */
  readonly #hadWorker: boolean;
  readonly #stopping = new AbortController();
  #registration: ServiceWorkerRegistration | undefined;
  #cancelCheck: (() => void) | undefined;
  #cancelTakeover: (() => void) | undefined;
  #isReloading = false;
  #isOutdated = false;
  #isWithoutWorker = false;

  constructor(parts: AppUpdatesParts) {
    this.#parts = parts;
    this.#hadWorker = Boolean(parts.workers?.controller);
  }

  get ready(): boolean {
    if (this.#isWithoutWorker) return this.#isOutdated;
    return Boolean(this.#registration?.waiting) && this.#hadControl();
  }

  async start(): Promise<void> {
    const { workers, workerUrl, every } = this.#parts;
    this.#isWithoutWorker = !workers;
    if (!workers) return;
    const { signal } = this.#stopping;
    workers.addEventListener("controllerchange", () => this.#onControl(), { signal });
    try {
      // Browsers may answer the worker's script from the HTTP cache for a day unless told not to.
      const registration = await workers.register(workerUrl, { updateViaCache: "none" });
      // What blocks workers for a person's privacy answers with nothing, and this throws.
      registration.addEventListener("updatefound", () => this.#follow(), { signal });
      this.#registration = registration;
    } catch {
      // Without a worker the app runs as a page; the next start tries again.
      this.#isWithoutWorker = true;
      return;
    }
    if (signal.aborted) return;
    this.#askBuild();
    this.#follow();
    this.#cancelCheck = every(CHECK_MS, () => this.check());
    this.#parts.onChange();
  }

  stop(): void {
    this.#stopping.abort();
    this.#cancelCheck?.();
    this.#cancelTakeover?.();
  }

  /** Looks for a newer build. */
  check(): void {
    // Offline there is none to be found; the next check comes.
    this.#registration?.update().catch(() => undefined);
  }

  /** The server told which build it runs. */
  serverRuns(build: string): void {
    this.#isOutdated = build !== this.#parts.build;
    if (!this.#isOutdated) return;
    this.check();
    this.#parts.onChange();
  }

  /** Changes over to the newest build. */
  update(): void {
    const { waiting } = this.#registration ?? {};
    if (this.#isWithoutWorker && this.#isOutdated) this.#reload();
    if (!waiting) return;
    if (!this.#cancelTakeover) this.#takeOver(waiting, TAKEOVER_TRIES);
  }

  #takeOver(waiting: ServiceWorker, tries: number): void {
    this.#parts.onTakeover();
    waiting.postMessage(SKIP_WAITING);
    this.#cancelTakeover = this.#parts.after(TAKEOVER_MS, () => {
      const still = this.#registration?.waiting;
      if (still && tries > 1) this.#takeOver(still, tries - 1);
      else this.#reload();
    });
  }

  /** A worker that took over while this page's code was on its way told nobody here: the page is of the build before. */
  #askBuild(): void {
    const { workers, build, mayFollow } = this.#parts;
    if (!workers?.controller) return;
    const { port1, port2 } = new MessageChannel();
    this.#stopping.signal.addEventListener("abort", () => port1.close());
    port1.onmessage = ({ data }) => {
      port1.close();
      if (typeof data === "string" && data !== build && mayFollow(data)) this.#reload();
    };
    workers.controller.postMessage(WHICH_BUILD, [port2]);
  }

  #hadControl(): boolean {
    return this.#hadWorker || Boolean(this.#parts.workers?.controller);
  }

  #follow(): void {
    const { installing } = this.#registration ?? {};
    installing?.addEventListener("statechange", () => this.#parts.onChange(), {
      signal: this.#stopping.signal,
    });
    this.#parts.onChange();
  }

  /** Another worker took over, be it that another tab asked for it: this page's code is of the old build. */
  #onControl(): void {
    // A worker that was taken away, with all that is kept, is no other one.
    const isThere = Boolean(this.#parts.workers?.controller);
    if (isThere && (this.#hadWorker || this.#cancelTakeover)) this.#reload();
    else this.#parts.onChange();
  }

  #reload(): void {
    if (this.#isReloading) return;
    this.#isReloading = true;
    this.#parts.reload();
  }
}
