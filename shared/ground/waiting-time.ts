/**
 * For how long something has been waited for, as far as whoever waits was awake to hear of its end. A process that was stopped, or
 * got no turn of a busy machine, finds what it waited for long done, but only after its timers have run: time in which it did
 * not look does not count. Times are ms of any clock that runs forwards.
 */
export class WaitingTime {
  readonly #mostMs: number;
  #ms = 0;
  #lookedAt: number | undefined;

  /** `mostMs` is what counts at most between two looks: more than their interval. */
  constructor(mostMs: number) {
    this.#mostMs = mostMs;
  }

  /** Something is waited for from now on, if nothing was. */
  begin(now: number): void {
    this.#lookedAt ??= now;
  }

  end(): void {
    this.#lookedAt = undefined;
    this.#ms = 0;
  }

  /** To be called at intervals. */
  look(now: number): void {
    if (this.#lookedAt === undefined) return;
    this.#ms += Math.min(now - this.#lookedAt, this.#mostMs);
    this.#lookedAt = now;
  }

  /** At the latest look; 0 while nothing is waited for. */
  get ms(): number {
    return this.#ms;
  }
}
