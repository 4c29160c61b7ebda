// A late reading may change a slice that is not stored yet, but on its way: the server has answered, and that is not here. What
// is stored then must be doubted as well, so what was not stored is noted once more when nothing can be on its way any more.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { type SliceName, sliceKey } from "../../../../shared/history/slice.ts";

/** Within it what was on its way is stored, or will never be, ms: longer than the network and the store may take together. */
const ROUND_MS = 15 * SECOND_MS;
/** After so many rounds all that was heard of before them is noted, whatever was heard of again meanwhile. */
const ROUNDS = 3;
/** More slices than this are not told apart. */
const MAX_SLICES = 1_000;

export interface SecondDoubtsParts {
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Notes slices once more. */
  readonly note: (slices: readonly SliceName[]) => Promise<void>;
  /** There are too many: everything that is stored, or will be, is to be doubted. */
  readonly onTooMany: () => void;
}

/** A slice that waits, and whether it was heard of again while its round was under way. */
interface Waiting {
  readonly slice: SliceName;
  readonly isAgain: boolean;
}

/** What is noted twice: each slice once in a round, however often it is heard of. */
export class SecondDoubts {
  readonly #parts: SecondDoubtsParts;
  /** Those of the round under way, and those that wait for the next to begin. */
  #present = new Map<string, Waiting>();
  #next = new Map<string, Waiting>();
  /** Bounded by how often it is asked within its rounds. */
  #whenNoted: { readonly work: () => void; rounds: number }[] = [];
  #cancel: (() => void) | undefined;
  #isStopped = false;

  constructor(parts: SecondDoubtsParts) {
    this.#parts = parts;
  }

  /** Of these nothing was stored when they were noted. */
  add(slices: readonly SliceName[]): void {
    if (this.#isStopped) return;
    for (const slice of slices) {
      const name = sliceKey(slice);
      if (this.#present.has(name)) this.#present.set(name, { slice, isAgain: true });
      else this.#next.set(name, { slice, isAgain: false });
    }
    if (this.#present.size + this.#next.size > MAX_SLICES) this.#giveUp();
    this.#arm();
  }

  /** Does work when all that waits now is noted. It is not done where that can no longer be told. */
  whenNoted(work: () => void): void {
    if (this.#isWaiting()) this.#whenNoted.push({ work, rounds: ROUNDS });
    else work();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  #isWaiting(): boolean {
    return this.#present.size + this.#next.size > 0;
  }

  #giveUp(): void {
    this.#present.clear();
    this.#next.clear();
    this.#whenNoted = [];
    this.#parts.onTooMany();
  }

  #arm(): void {
    if (!this.#isWaiting() || this.#isStopped || this.#cancel) return;
    if (this.#present.size === 0) [this.#present, this.#next] = [this.#next, this.#present];
    this.#cancel = this.#parts.after(ROUND_MS, () => void this.#endRound());
  }

  async #endRound(): Promise<void> {
    const due = [...this.#present];
    this.#present = this.#next;
    this.#next = new Map(
      due.filter(([, { isAgain }]) => isAgain).map(([name, { slice }]) => [name, { slice, isAgain: false }]),
    );
    if (due.length > 0) await this.#parts.note(due.map(([, { slice }]) => slice));
    this.#cancel = undefined;
    this.#arm();
    for (const waiting of this.#whenNoted) waiting.rounds -= 1;
    const isDone = ({ rounds }: { readonly rounds: number }) => rounds === 0 || !this.#isWaiting();
    const done = this.#whenNoted.filter(isDone);
    this.#whenNoted = this.#whenNoted.filter((waiting) => !isDone(waiting));
    for (const { work } of done) work();
  }
}
