// History on the phone: pieces of bounded size, the longest unused given up first. A store that does not work costs the
// cache, never the view: reading then finds nothing, writing changes nothing, and `state` says so.

import { HOUR_MS, SECOND_MS } from "../../shared/time.ts";
import type { HistoryColumns } from "./columns.ts";
import { type Database, type DatabaseState, isNamed, type Piece, type PieceKey } from "./database.ts";
import { decodeColumns, encodeColumns } from "./encode-columns.ts";
import { settle } from "./settle.ts";
import { shrink, usedBytes } from "./shrink.ts";
import { periodOf, type SliceRef } from "./slice-ref.ts";
import { StoreAccess, type StoreAccessOptions } from "./store-access.ts";
import { STREAMED_SINCE } from "./streamed.ts";

/** Bytes that history may take on a phone. */
export const DEFAULT_BOUND_BYTES = 100 * 1000 * 1000;
/** The store is measured again when this share of its bound was written since. */
const MEASURE_SHARE = 0.01;
/** What a piece takes beside its body, bytes: keys, the piece's own record and the database's pages. */
export const OVERHEAD_BYTES = 400;
/** What work with all that there is may take, ms. */
const WHOLE_STORE_MS = 30 * SECOND_MS;
/** That a piece was used is noted at most this often, ms. */
const TOUCH_MS = HOUR_MS;

export interface SliceStoreOptions extends StoreAccessOptions {
  /** The phone's clock, unix ms; only for what was used longest ago. */
  readonly now: () => number;
  readonly boundBytes?: number;
}

/** A slice as stored. */
export interface StoredSlice {
  readonly piece: Piece;
  readonly columns: HistoryColumns;
}

/** What a fetched slice is stored with. Times as in `Piece`. */
export interface SliceFacts {
  readonly until: number;
  readonly etag: string | undefined;
}

function keyOf({ device, resolution, slice }: SliceRef): PieceKey {
  return [device, resolution, slice];
}

/** Slices and notes in IndexedDB. Never rejects. */
export class SliceStore {
  readonly #options: SliceStoreOptions;
  readonly #access: StoreAccess;
  readonly boundBytes: number;
  #writtenSinceMeasured = Number.POSITIVE_INFINITY;

  constructor(options: SliceStoreOptions) {
    this.#options = options;
    this.boundBytes = options.boundBytes ?? DEFAULT_BOUND_BYTES;
    this.#access = new StoreAccess(options);
  }

  get state(): DatabaseState {
    return this.#access.state;
  }

  /** A stored slice; undefined when there is none, or none that can be read. */
  async read(ref: SliceRef): Promise<StoredSlice | undefined> {
    const key = keyOf(ref);
    const found = await this.#access.run(async (database) => {
      const transaction = database.transaction(["pieces", "bodies"]);
      const [piece, body] = await Promise.all([
        transaction.objectStore("pieces").get(key),
        transaction.objectStore("bodies").get(key),
      ]);
      return piece && body && { piece, body };
    });
    if (!found) return undefined;
    this.#touch(found.piece);
    return decodeStored(found);
  }

  /** Stores a slice in the place of what was known of it. */
  async write(ref: SliceRef, facts: SliceFacts, columns: HistoryColumns): Promise<void> {
    const now = this.#options.now();
    const body = encodeColumns(columns);
    const { until, etag } = facts;
    await this.put(
      {
        key: keyOf(ref),
        ...periodOf(ref),
        until,
        fetchedAt: now,
        usedAt: now,
        bytes: body.byteLength + OVERHEAD_BYTES,
        ...(etag !== undefined && { etag }),
      },
      body,
    );
  }

  /** Notes that the server has nothing newer. */
  async confirm(piece: Piece, until: number): Promise<void> {
    const now = this.#options.now();
    await this.#access.run(async (database) => {
      const transaction = database.transaction(["pieces"], "readwrite");
      const confirmed = { ...piece, until, fetchedAt: now, usedAt: now };
      await settle(transaction, [transaction.objectStore("pieces").put(confirmed)]);
    });
  }

  /** Stores one piece with its body. */
  async put(piece: Piece, body: Uint8Array): Promise<void> {
    await this.change(async (database) => {
      const transaction = database.transaction(["pieces", "bodies"], "readwrite");
      await settle(transaction, [
        transaction.objectStore("pieces").put(piece),
        transaction.objectStore("bodies").put(body, piece.key),
      ]);
      return body.byteLength + OVERHEAD_BYTES;
    });
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

  #touch(piece: Piece): void {
    const now = this.#options.now();
    if (now - piece.usedAt < TOUCH_MS) return;
    void this.#access.run(async (database) => {
      const transaction = database.transaction(["pieces"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const current = await pieces.get(piece.key);
      // It may have been replaced since, or given up; only what is there is touched.
      await settle(transaction, current ? [pieces.put({ ...current, usedAt: now })] : []);
    });
  }
}

function decodeStored({ piece, body }: { piece: Piece; body: Uint8Array }): StoredSlice | undefined {
  try {
    return { piece, columns: decodeColumns(body) };
  } catch {
    // Of an older version: as if it were not there; the next fetch replaces it.
    return undefined;
  }
}
