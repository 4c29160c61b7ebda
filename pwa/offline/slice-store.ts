// History on the phone: pieces of bounded size, the longest unused given up first. A store that does not work costs the
// cache, never the view: reading then finds nothing, writing changes nothing, and `state` says so.

import { HOUR_MS, SECOND_MS } from "../../shared/ground/time.ts";
import type { HistoryColumns } from "../../shared/history/columns.ts";
import { periodOf, type SliceName } from "../../shared/history/slice.ts";
import { type Database, type DatabaseState, isNamed, type Piece, type PieceKey } from "./database.ts";
import { decodeColumns, encodeColumns } from "./encode-columns.ts";
import { settle } from "./settle.ts";
import { shrink, usedBytes } from "./shrink.ts";
import { StoreAccess, type StoreAccessOptions } from "./store-access.ts";
import { DEFAULT_BOUND_BYTES } from "./store-bound.ts";
import { STREAMED_SINCE } from "./streamed.ts";

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
  /** The server may have late readings of it. */
  readonly isDoubted: boolean;
}

/** How many doubts there were about a slice when it was looked at: what is asked for after that has what they were about. */
export interface Doubts {
  readonly doubts: number;
  readonly epoch: number;
}

const NO_DOUBTS: Doubts = { doubts: 0, epoch: 0 };
/** The note that counts doubts about everything. */
const EPOCH_NOTE = "doubt-epoch";

/** A slice looked for. */
export interface Found {
  readonly stored: StoredSlice | undefined;
  readonly doubts: Doubts;
}

/** What a fetched slice is stored with. Times as in `Piece`; `doubts` are those from before it was asked for. */
export interface SliceFacts {
  readonly until: number;
  readonly etag: string | undefined;
  readonly isThinned?: boolean;
  readonly doubts?: Doubts;
}

function keyOf({ device, resolution, slice }: SliceName): PieceKey {
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
  async read(ref: SliceName): Promise<StoredSlice | undefined> {
    return (await this.find(ref)).stored;
  }

  /** Looks for a slice before it is asked for. */
  async find(ref: SliceName): Promise<Found> {
    const key = keyOf(ref);
    const found = await this.#access.run(async (database) => {
      const transaction = database.transaction(["pieces", "bodies", "notes"]);
      const [piece, body, note] = await Promise.all([
        transaction.objectStore("pieces").get(key),
        transaction.objectStore("bodies").get(key),
        transaction.objectStore("notes").get(EPOCH_NOTE),
      ]);
      return { piece, body, doubts: { doubts: piece?.doubts ?? 0, epoch: epochOf(note) } };
    });
    if (!found) return { stored: undefined, doubts: NO_DOUBTS };
    const { piece, body, doubts } = found;
    if (!piece || !body) return { stored: undefined, doubts };
    this.#touch(piece);
    const columns = decodeStored(body);
    const isDoubted = doubts.doubts > (piece.answered ?? 0) || doubts.epoch > (piece.epoch ?? 0);
    return { stored: columns && { piece, columns, isDoubted }, doubts };
  }

  /** Late readings have changed these slices: until they are asked for again, what is stored is doubted. Answers whether it was noted. */
  doubt(refs: readonly SliceName[]): Promise<boolean> {
    return this.change(async (database) => {
      const transaction = database.transaction(["pieces"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const known = await Promise.all(refs.map((ref) => pieces.get(keyOf(ref))));
      const doubted = known.flatMap((piece) =>
        piece ? [{ ...piece, doubts: (piece.doubts ?? 0) + 1 }] : [],
      );
      await settle(
        transaction,
        doubted.map((piece) => pieces.put(piece)),
      );
      return 0;
    });
  }

  /** Nobody knows what late readings have changed: all that is stored is doubted. Answers whether it was noted. */
  doubtAll(): Promise<boolean> {
    return this.change(async (database) => {
      const transaction = database.transaction(["notes"], "readwrite");
      const notes = transaction.objectStore("notes");
      const epoch = epochOf(await notes.get(EPOCH_NOTE)) + 1;
      await settle(transaction, [notes.put(epoch, EPOCH_NOTE)]);
      return 0;
    });
  }

  /** Stores a slice in the place of what was known of it. Doubts that came after it was asked for stay. */
  async write(ref: SliceName, facts: SliceFacts, columns: HistoryColumns): Promise<void> {
    const now = this.#options.now();
    const body = encodeColumns(columns);
    const { until, etag, isThinned = false, doubts = NO_DOUBTS } = facts;
    const bytes = body.byteLength + OVERHEAD_BYTES;
    const piece: Piece = {
      key: keyOf(ref),
      ...periodOf(ref),
      ...{ until, fetchedAt: now, usedAt: now, bytes },
      ...(etag !== undefined && { etag }),
      ...(isThinned && { isThinned }),
      ...answeredBy(doubts),
    };
    await this.change(async (database) => {
      const transaction = database.transaction(["pieces", "bodies"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const before = await pieces.get(piece.key);
      await settle(transaction, [
        pieces.put({ ...piece, doubts: before?.doubts ?? 0 }),
        transaction.objectStore("bodies").put(body, piece.key),
      ]);
      return bytes;
    });
  }

  /** Notes that the server has nothing newer than when the slice was looked at. */
  async confirm({ key }: Piece, until: number, doubts: Doubts): Promise<void> {
    const now = this.#options.now();
    await this.#access.run(async (database) => {
      const transaction = database.transaction(["pieces"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const piece = await pieces.get(key);
      const confirmed = piece && { ...piece, until, fetchedAt: now, usedAt: now, ...answeredBy(doubts) };
      // It may have been given up meanwhile.
      await settle(transaction, confirmed ? [pieces.put(confirmed)] : []);
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

  /** Closes for good: what is asked of it later is as if nothing were stored, and nothing is stored any more. */
  end(): Promise<void> {
    return this.#access.end();
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

function answeredBy({ doubts, epoch }: Doubts): Pick<Piece, "answered" | "epoch"> {
  return { answered: doubts, epoch };
}

function epochOf(note: unknown): number {
  return typeof note === "number" ? note : 0;
}

function decodeStored(body: Uint8Array): HistoryColumns | undefined {
  try {
    return decodeColumns(body);
  } catch {
    // Of an older version: as if it were not there; the next fetch replaces it.
    return undefined;
  }
}
