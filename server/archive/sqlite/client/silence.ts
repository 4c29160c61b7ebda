/** For how long a thread has said nothing although it was asked. */
export class Silence {
  #since: number | undefined;

  /** It was asked something. */
  asked(): void {
    this.#since ??= performance.now();
  }

  /** It said something; `isAsked` tells whether there is more that it has to answer. */
  heard({ isAsked }: { isAsked: boolean }): void {
    this.#since = isAsked ? performance.now() : undefined;
  }

  /** 0 while it owes no answer. */
  get ms(): number {
    return this.#since === undefined ? 0 : performance.now() - this.#since;
  }
}
