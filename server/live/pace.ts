/** Longest rest between two runs, ms. */
const MAX_REST_MS = 100;

/**
 * Runs a piece of work soon after it was asked for, and rests after it for as long as it took. What is asked for during
 * run and rest is done by one later run: when serving all streams takes long, their events are joined into fewer writes,
 * and at most half of the time goes into it. Between steps of the work the event loop is free for others.
 */
export class Pace {
  readonly #step: () => boolean;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #running = false;
  #asked = false;
  #startedAt = 0;
  #restUntil = 0;

  /** `step` does a part of the work and answers whether there is more of it. */
  constructor(step: () => boolean, now: () => number) {
    this.#step = step;
    this.#now = now;
  }

  /** Asks for a run. Asking twice before it begins is asking once. */
  ask(): void {
    this.#asked = true;
    if (this.#running || this.#timer || this.#immediate) return;
    const rest = this.#restUntil - this.#now();
    if (rest > 0) this.#timer = setTimeout(this.#begin, Math.min(rest, MAX_REST_MS));
    else this.#immediate = setImmediate(this.#begin);
  }

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
    const endedAt = this.#now();
    this.#restUntil = endedAt + Math.min(endedAt - this.#startedAt, MAX_REST_MS);
    if (this.#asked) this.ask();
  };
}
