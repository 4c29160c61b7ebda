/** Does one piece of work at a time. Of what comes meanwhile only the latest is done, afterwards: a store that hangs must not gather work. */
export class LatestOnly {
  #next: (() => Promise<unknown>) | undefined;
  #running: Promise<void> | undefined;

  /** Resolves when nothing is left to do; rejects with what failed, after which the next work begins anew. */
  run(work: () => Promise<unknown>): Promise<void> {
    this.#next = work;
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Resolves when the work that is under way has ended. */
  idle(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  async #runAll(): Promise<void> {
    for (let work = this.#next; work; work = this.#next) {
      this.#next = undefined;
      await work();
    }
  }
}
