// Notes of one kind, each under a name of its own, so that two tabs which write never undo each other.

import type { BoundedStore } from "./bounded-store.ts";
import { settle } from "./settle.ts";

/** Behind all names that begin with a prefix. */
const LAST = "\uffff";

/** Notes whose names begin with a prefix. Never rejects. */
export class NoteShelf {
  readonly #store: Pick<BoundedStore, "look" | "change">;
  readonly #prefix: string;

  constructor(store: Pick<BoundedStore, "look" | "change">, prefix: string) {
    this.#store = store;
    this.#prefix = prefix;
  }

  /** All of them, unchecked; undefined when the store does not work. */
  all(): Promise<readonly unknown[] | undefined> {
    const range = IDBKeyRange.bound(this.#prefix, this.#prefix + LAST);
    return this.#store.look((database) => database.transaction(["notes"]).objectStore("notes").getAll(range));
  }

  /** Writes notes, all or none. Answers whether it was done. */
  put(notes: ReadonlyMap<string, unknown>): Promise<boolean> {
    return this.#store.change(async (database) => {
      const transaction = database.transaction(["notes"], "readwrite");
      const store = transaction.objectStore("notes");
      await settle(
        transaction,
        [...notes].map(([name, note]) => store.put(note, this.#prefix + name)),
      );
      return 0;
    });
  }

  async drop(name: string): Promise<void> {
    await this.#store.change(async (database) => {
      const transaction = database.transaction(["notes"], "readwrite");
      await settle(transaction, [transaction.objectStore("notes").delete(this.#prefix + name)]);
      return 0;
    });
  }
}
