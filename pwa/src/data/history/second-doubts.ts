// A late reading may change a slice that is not stored yet, but on its way: the server has answered, and that is not here. What
// is stored then must be doubted as well, so what was not stored is noted once more when nothing can be on its way any more.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";

/** By then what was on its way is stored, or will never be, ms: longer than the network and the store may take together. */
const ON_ITS_WAY_MS = 15 * SECOND_MS;
/** More slices than this are not told apart. */
const MAX_SLICES = 1_000;

export interface SecondDoubtsParts {
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Notes slices once more; those that are still not stored are let go. */
  readonly note: (slices: readonly SliceName[]) => Promise<void>;
  /** There are too many: everything that is stored, or will be, is to be doubted. */
  readonly onTooMany: () => void;
}

/** What is noted twice. */
export class SecondDoubts {
  readonly #parts: SecondDoubtsParts;
  readonly #waiting = new Map<() => void, { readonly count: number; readonly noted: Promise<void> }>();

  constructor(parts: SecondDoubtsParts) {
    this.#parts = parts;
  }

  /** Resolves when all that waits now is noted; undefined where nothing waits. */
  get noted(): Promise<unknown> | undefined {
    return this.#waiting.size === 0
      ? undefined
      : Promise.all([...this.#waiting.values()].map(({ noted }) => noted));
  }

  /** Of these nothing was stored when they were noted. */
  add(slices: readonly SliceName[]): void {
    if (slices.length === 0) return;
    const count = [...this.#waiting.values()].reduce((sum, batch) => sum + batch.count, slices.length);
    if (count > MAX_SLICES) {
      this.#parts.onTooMany();
      return;
    }
    let cancel = () => {};
    const due = new Promise<void>((resolve) => {
      cancel = this.#parts.after(ON_ITS_WAY_MS, resolve);
    });
    const noted = due.then(() => this.#parts.note(slices)).finally(() => this.#waiting.delete(cancel));
    this.#waiting.set(cancel, { count: slices.length, noted });
  }

  stop(): void {
    for (const cancel of this.#waiting.keys()) cancel();
  }
}
