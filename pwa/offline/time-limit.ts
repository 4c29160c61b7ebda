// The store of a browser may hang: another tab holds a transaction, a page that was left keeps its lock, an upgrade is
// blocked. Nobody may wait for it longer than a moment, and while it hangs nobody waits at all.

import { MINUTE_MS, SECOND_MS } from "../../shared/ground/time.ts";
import type { After } from "./timers.ts";

/** While the store hangs it is tried again after this long, then after twice as long each time, up to the second, ms. */
const RETRY_MS = 5 * SECOND_MS;
const MAX_RETRY_MS = 5 * MINUTE_MS;

/** What comes instead of an answer that did not come in time. */
export class StoreHangs extends Error {}

export interface TimeLimitParts {
  readonly after: After;
  readonly onHang: () => void;
  /** The store answers again. */
  readonly onBack: () => void;
  /** Called before a try while the store hangs. */
  readonly onRetry: () => void;
}

/** Bounds how long work may take. Work that is late goes on by itself; that it ends is how the store is found to be back. */
export class TimeLimit {
  readonly #parts: TimeLimitParts;
  #isHung = false;
  #mayTry = false;
  #retryMs = RETRY_MS;
  #cancelRetry = () => {};

  constructor(parts: TimeLimitParts) {
    this.#parts = parts;
  }

  get isHung(): boolean {
    return this.#isHung;
  }

  /** Does the work. Rejects with what it rejects with, or with StoreHangs: after `limitMs`, or at once while the store hangs. */
  async run<T>(work: () => Promise<T>, limitMs: number): Promise<T> {
    const isTry = this.#isHung;
    if (isTry && !this.#mayTry) throw new StoreHangs();
    this.#mayTry = false;
    if (isTry) this.#parts.onRetry();
    const working = work();
    let isLate = false;
    let cancel = () => {};
    const limit = new Promise<never>((_, reject) => {
      cancel = this.#parts.after(limitMs, () => {
        isLate = true;
        this.#hang();
        reject(new StoreHangs());
      });
    });
    const ended = () => {
      cancel();
      if (isLate || isTry) this.#comeBack();
    };
    working.then(ended, ended);
    return await Promise.race([working, limit]);
  }

  stop(): void {
    this.#cancelRetry();
  }

  #hang(): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#parts.after(this.#retryMs, () => {
      this.#mayTry = true;
    });
    this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
    if (this.#isHung) return;
    this.#isHung = true;
    this.#parts.onHang();
  }

  #comeBack(): void {
    if (!this.#isHung) return;
    this.#cancelRetry();
    this.#isHung = false;
    this.#retryMs = RETRY_MS;
    this.#parts.onBack();
  }
}
