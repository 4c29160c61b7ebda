/** Runs tasks one after the other; one that fails stops no other. */
export class Chain {
  #end: Promise<unknown> = Promise.resolve();
  #begunAt: number | undefined;

  /** Resolves or rejects as the task does, which begins when all before it have ended. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#end.then(async () => {
      this.#begunAt = performance.now();
      try {
        return await task();
      } finally {
        this.#begunAt = undefined;
      }
    });
    // Whoever asked gets the failure; the chain goes on.
    this.#end = done.catch(() => undefined);
    return done;
  }

  /** For how long the task under way has been at it, ms; 0 when there is none. */
  get busyMs(): number {
    return this.#begunAt === undefined ? 0 : performance.now() - this.#begunAt;
  }
}
