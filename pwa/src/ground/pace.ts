/** Lets something be done at once when it is asked for, and then no more often than each `everyMs`; none that was asked for is left out. */
export class Pace {
  readonly #act: () => void;
  readonly #everyMs: number;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #isAsked = false;

  constructor(act: () => void, everyMs: number) {
    this.#act = act;
    this.#everyMs = everyMs;
  }

  /** Does it now, or once the time since the last is over. */
  ask(): void {
    if (this.#resting === undefined) this.#go();
    else this.#isAsked = true;
  }

  /** What was asked for is not done any more. */
  end(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.#isAsked = false;
  }

  #go(): void {
    this.#isAsked = false;
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      if (this.#isAsked) this.#go();
    }, this.#everyMs);
    this.#act();
  }
}
