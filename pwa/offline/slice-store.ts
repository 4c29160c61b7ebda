// History on the phone: pieces of bounded size, the longest unused given up first. A store that does not work costs the
// cache, never the view: reading then finds nothing, writing changes nothing, and `state` says so.

import { HOUR_MS } from "../../shared/time.ts";
import type { HistoryColumns } from "./columns.ts";
import {
  type Database,
  DatabaseConnection,
  type DatabaseState,
  isNamed,
  type Piece,
  type PieceKey,
} from "./database.ts";
import { decodeColumns, encodeColumns } from "./encode-columns.ts";
import { choosePiecesToEvict } from "./evict.ts";
import { periodOf, type SliceRef } from "./slice-ref.ts";
import { STREAMED_SINCE, streamedSinceAfter } from "./streamed.ts";

/** Waits for a transaction. Its own error tells why it failed (a used-up quota, say); those of its requests do not. */
export async function settle(
  transaction: { readonly done: Promise<void> },
  requests: readonly Promise<unknown>[],
): Promise<void> {
  await Promise.allSettled(requests);
  await transaction.done;
}

/** Bytes that history may take on a phone. */
export const DEFAULT_BOUND_BYTES = 100 * 1000 * 1000;
/** The store is measured again when this share of its bound was written since. */
const MEASURE_SHARE = 0.01;
/** What a piece takes beside its body, bytes: keys, the piece's own record and the database's pages. */
export const OVERHEAD_BYTES = 400;
/** That a piece was used is noted at most this often, ms. */
const TOUCH_MS = HOUR_MS;

export interface SliceStoreOptions {
  /** The phone's clock, unix ms; only for what was used longest ago. */
  readonly now: () => number;
  readonly boundBytes?: number;
  readonly onState?: (state: DatabaseState) => void;
  readonly databaseVersion?: number;
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
  readonly #connection: DatabaseConnection;
  readonly boundBytes: number;
  #state: DatabaseState = "open";
  #writtenSinceMeasured = Number.POSITIVE_INFINITY;

  constructor(options: SliceStoreOptions) {
    this.#options = options;
    this.boundBytes = options.boundBytes ?? DEFAULT_BOUND_BYTES;
    this.#connection = new DatabaseConnection({
      onState: (state) => this.#setState(state),
      ...(options.databaseVersion !== undefined && { version: options.databaseVersion }),
    });
  }

  get state(): DatabaseState {
    return this.#state;
  }

  /** A stored slice; undefined when there is none, or none that can be read. */
  async read(ref: SliceRef): Promise<StoredSlice | undefined> {
    const key = keyOf(ref);
    const found = await this.#attempt(async (database) => {
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
    await this.#attempt((database) =>
      database.put("pieces", { ...piece, until, fetchedAt: now, usedAt: now }),
    );
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
    return this.#attempt(work);
  }

  /** Work that writes and answers how many bytes. Makes room when the store is over its bound or the browser's quota is used up. */
  async change(work: (database: Database) => Promise<number>): Promise<void> {
    const written = await this.#attempt(async (database) => {
      try {
        return await work(database);
      } catch (error) {
        if (!isNamed(error, "QuotaExceededError")) throw error;
        await this.#shrink(database, (await usedBytes(database)) * 0.75);
        return await work(database);
      }
    });
    this.#writtenSinceMeasured += written ?? 0;
    if (this.#writtenSinceMeasured < this.boundBytes * MEASURE_SHARE) return;
    this.#writtenSinceMeasured = 0;
    await this.#attempt((database) => this.#shrink(database, this.boundBytes));
  }

  /** What history takes, bytes. */
  async used(): Promise<number> {
    return (await this.#attempt(usedBytes)) ?? 0;
  }

  /** Deletes all history; notes stay. */
  async clear(): Promise<void> {
    await this.#attempt(async (database) => {
      const transaction = database.transaction(["pieces", "bodies", "notes"], "readwrite");
      await settle(transaction, [
        transaction.objectStore("pieces").clear(),
        transaction.objectStore("bodies").clear(),
        transaction.objectStore("notes").delete(STREAMED_SINCE),
      ]);
    });
  }

  async note(name: string): Promise<unknown> {
    return await this.#attempt((database) => database.get("notes", name));
  }

  async setNote(name: string, value: unknown): Promise<void> {
    await this.change(async (database) => {
      await database.put("notes", value, name);
      return 0;
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #attempt<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      const result = await this.#connection.run(work);
      this.#setState("open");
      return result;
    } catch {
      // Told by the state; the caller goes on with what the network and memory have.
      this.#setState("failed");
      return undefined;
    }
  }

  #touch(piece: Piece): void {
    const now = this.#options.now();
    if (now - piece.usedAt < TOUCH_MS) return;
    void this.#attempt(async (database) => {
      const transaction = database.transaction("pieces", "readwrite");
      const current = await transaction.store.get(piece.key);
      // It may have been replaced since, or given up; only what is there is touched.
      await settle(transaction, current ? [transaction.store.put({ ...current, usedAt: now })] : []);
    });
  }

  async #shrink(database: Database, bound: number): Promise<void> {
    const victims = choosePiecesToEvict(await database.getAll("pieces"), bound);
    if (victims.length === 0) return;
    const transaction = database.transaction(["pieces", "bodies", "notes"], "readwrite");
    const notes = transaction.objectStore("notes");
    const since = streamedSinceAfter(await notes.get(STREAMED_SINCE), victims);
    const work = victims.flatMap(({ key }) => [
      transaction.objectStore("pieces").delete(key),
      transaction.objectStore("bodies").delete(key),
    ]);
    await settle(transaction, [...work, notes.put(since, STREAMED_SINCE)]);
  }

  #setState(state: DatabaseState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state);
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

async function usedBytes(database: Database): Promise<number> {
  const pieces = await database.getAll("pieces");
  return pieces.reduce((sum, { bytes }) => sum + bytes, 0);
}
