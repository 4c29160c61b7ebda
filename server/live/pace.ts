/** How long to wait before a run, as a share of what the last run took: more saves work, less saves time. */
const WAIT_SHARE = 0.75;
const MAX_WAIT_MS = 40;

/**
 * Runs a piece of work a little after it was first asked for: by a share of what the last run took. What is asked for
 * meanwhile is done by the same run. With few streams that is at once; with thousands, where one event takes long to
 * write to all, events that come close together are joined into one write, and no event waits for more than two runs.
 * Between the steps of a run the event loop is free for other work.
 */
export class Pace {
  readonly #step: () => boolean;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #askedAt: number | undefined;
  #running = false;
  #startedAt = 0;
  #waitMs = 0;

  /** `step` does a part of the work and answers whether there is more of it. */
  constructor(step: () => boolean, now: () => number) {
    this.#step = step;
    this.#now = now;
  }

  /** Asks for a run. Asking again before it begins is asking once. */
  ask(): void {
    if (this.#askedAt !== undefined) return;
    this.#askedAt = this.#now();
    if (!this.#running) this.#schedule(this.#waitMs);
  }

  /** Ends what is under way and what was asked for. */
  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#running = false;
  }

  #schedule(waitMs: number): void {
    if (waitMs > 0) this.#timer = setTimeout(this.#begin, waitMs);
    else this.#immediate = setImmediate(this.#begin);
  }

  readonly #begin = (): void => {
    this.#running = true;
    this.#askedAt = undefined;
    this.#startedAt = this.#now();
    this.#continue();
  };

  readonly #continue = (): void => {
    if (this.#step()) {
      this.#immediate = setImmediate(this.#continue);
      return;
    }
    this.#running = false;
    const endedAt = this.#now();
    this.#waitMs = Math.min((endedAt - this.#startedAt) * WAIT_SHARE, MAX_WAIT_MS);
    if (this.#askedAt !== undefined) this.#schedule(this.#askedAt + this.#waitMs - endedAt);
  };
}
