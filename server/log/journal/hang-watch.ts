// Sees that a disk does not answer: whoever waits for it is told so in time to send elsewhere or again.

/** A disk that has not answered for so long hangs, ms. */
const HANG_MS = 4_000;
/** How often the watch looks, ms. */
export const HANG_LOOK_MS = 250;

interface HangWatchParts {
  /** Called at each look: for how long the task under way has been at it, ms. */
  readonly look: () => number;
  /** Told at each look while it hangs; `isNew` at the first. */
  readonly onHang: (state: { readonly isNew: boolean }) => void;
}

/** Looks now and then whether the disk hangs. */
export class HangWatch {
  readonly #parts: HangWatchParts;
  #hangs = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: HangWatchParts) {
    this.#parts = parts;
  }

  get hangs(): boolean {
    return this.#hangs;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), HANG_LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const hung = this.#hangs;
    this.#hangs = this.#parts.look() >= HANG_MS;
    if (this.#hangs) this.#parts.onHang({ isNew: !hung });
  }
}
