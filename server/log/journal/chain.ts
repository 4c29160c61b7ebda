import { WaitingTime } from "../../../shared/ground/waiting-time.ts";

/** Runs tasks one after the other; one that fails stops no other. */
export class Chain {
  #end: Promise<unknown> = Promise.resolve();
  readonly #busy: WaitingTime;

  /** Its task is looked at each `lookMs`. */
  constructor(lookMs: number) {
    this.#busy = new WaitingTime(2 * lookMs);
  }

  /** Resolves or rejects as the task does, which begins when all before it have ended. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#end.then(async () => {
      this.#busy.begin(performance.now());
      try {
        return await task();
      } finally {
        this.#busy.end();
      }
    });
    // Whoever asked gets the failure; the chain goes on.
    this.#end = done.catch(() => undefined);
    return done;
  }

  /** To be called each `lookMs`: for how long the task under way has been at it, ms; 0 when there is none. */
  look(): number {
    this.#busy.look(performance.now());
    return this.#busy.ms;
  }
}
