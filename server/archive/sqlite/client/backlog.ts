// Entries that were handed to the archive's thread and are not applied yet, and those who wait until there are fewer.

interface Waiting {
  readonly entries: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Counts what the thread has yet to apply. Whoever adds to it bounds it. */
export class Backlog {
  #size = 0;
  #waiting: Waiting[] = [];

  get size(): number {
    return this.#size;
  }

  add(entries: number): void {
    this.#size += entries;
  }

  /** So many are applied. */
  take(entries: number): void {
    this.#size -= entries;
    const ready = this.#waiting.filter((waiting) => this.#size <= waiting.entries);
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    for (const { resolve } of ready) resolve();
  }

  /** Resolves once there are at most so many. */
  atMost(entries: number): Promise<void> {
    if (this.#size <= entries) return Promise.resolve();
    return new Promise((resolve, reject) => void this.#waiting.push({ entries, resolve, reject }));
  }

  /** Nothing is applied at present: those who wait are told why. */
  reject(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
