/** Calls one listener. If it throws, no other is kept from hearing; the page's guard hears of it. */
export function tellOne<T>(listener: (event: T) => void, event: T): void {
  try {
    listener(event);
  } catch (error) {
    reportError(error);
  }
}

/** Tells its listeners of each event at once, in order, also while the page is hidden. */
export class Topic<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** Answers what ends the subscription. */
  readonly subscribe = (listener: (event: T) => void): (() => void) => {
    // Wrapped, so that the same function subscribed twice is ended once each.
    const entry = (event: T) => listener(event);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  };

  tell(event: T): void {
    for (const listener of this.#listeners) tellOne(listener, event);
  }

  stop(): void {
    this.#listeners.clear();
  }
}
