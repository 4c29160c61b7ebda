// Time that a test moves: timers fall due in order, and reading the clock costs nothing.

interface Timer {
  readonly id: number;
  due: number;
  readonly everyMs: number | undefined;
  readonly callback: () => void;
}

/** A clock with timers in the form that pwa/src/data takes them. */
export class FakeTime {
  #now = 0;
  #ids = 0;
  readonly #timers = new Map<number, Timer>();

  readonly now = () => this.#now;
  readonly after = (ms: number, callback: () => void) => this.#add(ms, undefined, callback);
  readonly every = (ms: number, callback: () => void) => this.#add(ms, ms, callback);

  /** Timers that still run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets time pass; whatever falls due in it is called at its moment. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#now = timer.due;
      if (timer.everyMs === undefined) this.#timers.delete(timer.id);
      else timer.due += timer.everyMs;
      timer.callback();
    }
    this.#now = end;
  }

  #add(ms: number, everyMs: number | undefined, callback: () => void): () => void {
    this.#ids += 1;
    const id = this.#ids;
    this.#timers.set(id, { id, due: this.#now + ms, everyMs, callback });
    return () => this.#timers.delete(id);
  }

  #next(end: number): Timer | undefined {
    const due = [...this.#timers.values()].filter((timer) => timer.due <= end);
    return due.sort((a, b) => a.due - b.due || a.id - b.id)[0];
  }
}
