// The phone's store within its bound: notes, room for more, and what becomes of it when the page goes. What the pieces of
// history hold is `slice-store.ts`.

import { SECOND_MS } from "../../shared/ground/time.ts";
import { type Database, type DatabaseState, isNamed } from "./database.ts";
import { settle } from "./settle.ts";
import { shrink, usedBytes } from "./shrink.ts";
import { StoreAccess, type StoreAccessOptions } from "./store-access.ts";
import { DEFAULT_BOUND_BYTES } from "./store-bound.ts";
import { STREAMED_SINCE } from "./streamed.ts";

/** The store is measured again when this share of its bound was written since. */
const MEASURE_SHARE = 0.01;
/** What work with all that there is may take, ms. */
const WHOLE_STORE_MS = 30 * SECOND_MS;

export interface BoundedStoreOptions extends StoreAccessOptions {
  readonly boundBytes?: number;
}

/** Notes in IndexedDB, and the bound of all that is there. Never rejects. */
export class BoundedStore {
  readonly #access: StoreAccess;
  readonly boundBytes: number;
  #writtenSinceMeasured = Number.POSITIVE_INFINITY;

  constructor(options: BoundedStoreOptions) {
    this.boundBytes = options.boundBytes ?? DEFAULT_BOUND_BYTES;
    this.#access = new StoreAccess(options);
  }

  get state(): DatabaseState {
    return this.#access.state;
  }

  /** Work that reads; undefined when the store does not work. */
  look<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    return this.#access.run(work);
  }

  /**
   * Work that writes and answers how many bytes. Makes room when the store is over its bound or the browser's quota is used
   * up. Answers whether it was done.
   */
  async change(work: (database: Database) => Promise<number>): Promise<boolean> {
    const written = await this.#access.run(async (database) => {
      try {
        return await work(database);
      } catch (error) {
        if (!isNamed(error, "QuotaExceededError")) throw error;
        await shrink(database, (await usedBytes(database)) * 0.75);
        return await work(database);
      }
    });
    this.#writtenSinceMeasured += written ?? 0;
    if (this.#writtenSinceMeasured >= this.boundBytes * MEASURE_SHARE) {
      this.#writtenSinceMeasured = 0;
      await this.#access.run((database) => shrink(database, this.boundBytes), WHOLE_STORE_MS);
    }
    return written !== undefined;
  }

  /** What history takes, bytes. */
  async used(): Promise<number> {
    return (await this.#access.run(usedBytes, WHOLE_STORE_MS)) ?? 0;
  }

  /** Deletes all history; notes stay. */
  async clear(): Promise<void> {
    await this.#access.run(async (database) => {
      const transaction = database.transaction(["pieces", "bodies", "notes"], "readwrite");
      await settle(transaction, [
        transaction.objectStore("pieces").clear(),
        transaction.objectStore("bodies").clear(),
        transaction.objectStore("notes").delete(STREAMED_SINCE),
      ]);
    }, WHOLE_STORE_MS);
  }

  async note(name: string): Promise<unknown> {
    return await this.#access.run((database) =>
      database.transaction(["notes"]).objectStore("notes").get(name),
    );
  }

  async setNote(name: string, value: unknown): Promise<void> {
    await this.change(async (database) => {
      const transaction = database.transaction(["notes"], "readwrite");
      await settle(transaction, [transaction.objectStore("notes").put(value, name)]);
      return 0;
    });
  }

  async dropNote(name: string): Promise<void> {
    await this.change(async (database) => {
      const transaction = database.transaction(["notes"], "readwrite");
      await settle(transaction, [transaction.objectStore("notes").delete(name)]);
      return 0;
    });
  }

  /** Writes notes within this very call if that is possible: the page goes out of sight and may be frozen after it. */
  setNotesAtOnce(notes: ReadonlyMap<string, unknown>): void {
    this.#access.writeAtOnce(notes);
  }

  /** The page is left: with these notes no transaction stays open, and none begins until `pageIsBack`. */
  leave(notes: ReadonlyMap<string, unknown>): void {
    this.#access.leave(notes);
  }

  pageIsBack(): void {
    this.#access.pageIsBack();
  }

  close(): Promise<void> {
    return this.#access.close();
  }

  /** Closes for good: what is asked of it later is as if nothing were stored, and nothing is stored any more. */
  end(): Promise<void> {
    return this.#access.end();
  }
}
