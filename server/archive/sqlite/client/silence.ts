import { WaitingTime } from "../../../../shared/ground/waiting-time.ts";

/** For how long a thread has said nothing although it was asked. */
export class Silence {
  readonly #waiting: WaitingTime;

  /** It is looked at each `lookMs`. */
  constructor(lookMs: number) {
    this.#waiting = new WaitingTime(2 * lookMs);
  }

  /** It was asked something. */
  asked(): void {
    this.#waiting.begin(performance.now());
  }

  /** It said something; `isAsked` tells whether there is more that it has to answer. */
  heard({ isAsked }: { isAsked: boolean }): void {
    this.#waiting.end();
    if (isAsked) this.asked();
  }

  /** To be called each `lookMs`. */
  look(): void {
    this.#waiting.look(performance.now());
  }

  /** 0 while it owes no answer. */
  get ms(): number {
    return this.#waiting.ms;
  }
}
