/** Longest wait before a run, ms. */
const MAX_WAIT_MS = 20;

/**
 * Runs a piece of work a little after it was asked for: as long after as the last run took, and not sooner than that after
 * the last run. What is asked for meanwhile is done by the same run. With few streams that is at once; with
 * thousands, where one event takes long to write to all, events that come close together are joined into one write, and
 * there is always time for other work. Between the steps of a run the event loop is free as well.
 */
export class Pace {
  readonly #step: () => boolean;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #running = false;
  #asked = false;
  #startedAt = 0;
  #waitMs = 0;

  /** `step` does a part of the work and answers whether there is more of it. */
  constructor(step: () => boolean, now: () => number) {
    this.#step = step;
    this.#now = now;
  }

  /** Asks for a run. Asking twice before it begins is asking once. */
  ask(): void {
    this.#asked = true;
    if (this.#running || this.#timer || this.#immediate) return;
    if (this.#waitMs > 0) this.#timer = setTimeout(this.#begin, this.#waitMs);
    else this.#immediate = setImmediate(this.#begin);
  }

  /** Ends what is under way and what was asked for. */
  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
    this.#running = false;
  }

  readonly #begin = (): void => {
    this.#timer = undefined;
    this.#running = true;
    this.#asked = false;
    this.#startedAt = this.#now();
    this.#continue();
  };

  readonly #continue = (): void => {
    this.#immediate = undefined;
    if (this.#step()) {
      this.#immediate = setImmediate(this.#continue);
      return;
    }
    this.#running = false;
    this.#waitMs = Math.min(this.#now() - this.#startedAt, MAX_WAIT_MS);
    if (this.#asked) this.ask();
  };
}
