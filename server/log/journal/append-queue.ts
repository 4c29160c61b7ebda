// What waits for the disk: groups of drafts that go into the journal together, and those who wait for them.

import type { Entry, EntryDraft } from "../../../shared/entries/entry.ts";
import { AppendError } from "../append-error.ts";

/** Readings that may wait for the disk; beyond it senders are told to come back. */
const MAX_WAITING = 100_000;

interface Waiting {
  readonly drafts: readonly EntryDraft[];
  readonly resolve: (entries: readonly Entry[]) => void;
  readonly reject: (error: AppendError) => void;
}

/** Drafts that are written together. Once refused it does not count, whatever becomes of the write. */
export class AppendGroup {
  readonly #waiting: Waiting[] = [];
  /** Why all of it was refused. */
  refusal: AppendError | undefined;
  size = 0;

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.size += waiting.drafts.length;
  }

  /** The drafts of each who waits, in order. */
  get drafts(): readonly (readonly EntryDraft[])[] {
    return this.#waiting.map(({ drafts }) => drafts);
  }

  /** Gives each the entries that its drafts became. */
  resolve(entries: readonly (readonly Entry[])[]): void {
    for (const [index, { resolve }] of this.#waiting.entries()) resolve(entries[index] ?? []);
  }

  reject(error: AppendError): void {
    this.refusal ??= error;
    for (const { reject } of this.#waiting) reject(error);
  }
}

/** Gathers the next group while one is written. */
export class AppendQueue {
  #group = new AppendGroup();

  /** Waits for a place in the log; `onFirst` is called when nobody waited before. */
  add(drafts: readonly EntryDraft[], onFirst: () => void): Promise<readonly Entry[]> {
    const group = this.#group;
    if (group.size + drafts.length > MAX_WAITING) return Promise.reject(new AppendError("busy"));
    return new Promise((resolve, reject) => {
      const isFirst = group.size === 0;
      group.add({ drafts, resolve, reject });
      if (isFirst) onFirst();
    });
  }

  /** All who wait; those who come later are another group. */
  take(): AppendGroup {
    const group = this.#group;
    this.#group = new AppendGroup();
    return group;
  }
}
