// The one connection to IndexedDB. Browsers take handles away (iOS in the background, an upgrade in another tab, a storage
// that was cleared); whoever works with the store must not notice, so a failed piece of work gets a new handle once.

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { nameInBase } from "../../shared/ground/base-path.ts";
import type { Period, Resolution } from "../../shared/history/slice.ts";
import { DATABASE_NAME } from "./database-name.ts";

/** Raised with every change of the stores below. */
const DATABASE_VERSION = 1;

/** Where a piece lies. Live readings that no slice has yet are pieces of resolution `tail`. */
export type PieceKey = [device: string, resolution: Resolution | "tail", name: string];

/** What is known of a piece without reading it. `usedAt` and `fetchedAt` are the phone's unix ms, all else server time. */
export interface Piece extends Period {
  readonly key: PieceKey;
  readonly bytes: number;
  readonly usedAt: number;
  readonly fetchedAt: number;
  /** Until when the piece is whole. */
  readonly until: number;
  readonly etag?: string;
  /** The server has deleted or lost readings of it: a coarser resolution has more. */
  readonly isThinned?: boolean;
  /** How often late readings were heard of that changed it, and how many of those the piece has for sure. */
  readonly doubts?: number;
  readonly answered?: number;
  /** As of which count of doubts about everything it was fetched or confirmed. */
  readonly epoch?: number;
}

/** Pieces apart from their bodies, so that looking for the oldest reads no body; and small values by name. */
export interface OfflineSchema extends DBSchema {
  pieces: { key: PieceKey; value: Piece };
  bodies: { key: PieceKey; value: Uint8Array };
  notes: { key: string; value: unknown };
}

type StoreName = "pieces" | "bodies" | "notes";

/** What work with the store is given. */
export interface Database {
  /** Begins a transaction, which ends at once when the page is left. Throws PageLeft from then on. */
  transaction<Names extends StoreName[], Mode extends IDBTransactionMode = "readonly">(
    names: Names,
    mode?: Mode,
  ): IDBPTransaction<OfflineSchema, Names, Mode>;
}

/** The page is being left: what is begun now may be frozen with it and keep its lock for as long as that lasts. */
export class PageLeft extends Error {}

/** How the store is: `blocked` while another tab holds an older one open, `hung` while it does not answer. */
export type DatabaseState = "open" | "blocked" | "hung" | "failed";

export interface DatabaseOptions {
  /** How a database is opened; another one in tests. */
  readonly open?: typeof openDB<OfflineSchema>;
  readonly onState: (state: DatabaseState) => void;
  readonly version?: number;
  /** The path of the server on its origin; each server has a database of its own. */
  readonly base?: string;
}

/** Errors of a handle, not of the work: another handle may succeed. */
const LOST_HANDLE = new Set(["InvalidStateError", "UnknownError", "AbortError", "TransactionInactiveError"]);

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** A connection that opens when it is first used and again when it was lost. */
export class DatabaseConnection implements Database {
  readonly #options: DatabaseOptions;
  #opening: Promise<IDBPDatabase<OfflineSchema>> | undefined;
  /** The opened one; undefined while there is none. */
  #opened: IDBPDatabase<OfflineSchema> | undefined;
  /** Those that have not ended; bounded by the work under way. */
  readonly #transactions = new Set<{ abort(): void }>();
  #isLeft = false;
  #hasEnded = false;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** Does a piece of work; on a lost handle once more with a new one. Rejects with what the second try says. */
  async run<T>(work: (database: Database) => Promise<T>): Promise<T> {
    if (this.#hasEnded) throw new PageLeft();
    try {
      await this.#open();
      return await work(this);
    } catch (error) {
      if (!(error instanceof Error) || !LOST_HANDLE.has(error.name)) throw error;
      await this.close();
      // To open it anew would make it anew.
      if (this.#hasEnded) throw new PageLeft();
      await this.#open();
      return await work(this);
    }
  }

  transaction<Names extends StoreName[], Mode extends IDBTransactionMode = "readonly">(
    names: Names,
    mode?: Mode,
  ): IDBPTransaction<OfflineSchema, Names, Mode> {
    if (this.#isLeft) throw new PageLeft();
    if (!this.#opened) throw new DOMException("The store was closed", "InvalidStateError");
    const transaction = this.#opened.transaction(names, mode);
    this.#transactions.add(transaction);
    const forget = () => this.#transactions.delete(transaction);
    transaction.done.then(forget, forget);
    return transaction;
  }

  /**
   * Writes notes within this very call, if the store is open: a page that goes out of sight may be frozen at any moment
   * after it.
   */
  writeAtOnce(notes: ReadonlyMap<string, unknown>): void {
    if (this.#isLeft || !this.#opened || notes.size === 0) return;
    try {
      const transaction = this.#opened.transaction(["notes"], "readwrite");
      const store = transaction.objectStore("notes");
      for (const [name, note] of notes) store.put(note, name).catch(() => undefined);
      // Nobody is there any more who could do anything about a failure.
      transaction.done.catch(() => undefined);
      transaction.commit();
    } catch {
      // The handle is gone: then only what was written before is kept.
    }
  }

  /** The page is left, and may be kept frozen: ends what is under way, writes its last words, and begins nothing more. */
  leave(notes: ReadonlyMap<string, unknown>): void {
    for (const transaction of this.#transactions) abort(transaction);
    this.writeAtOnce(notes);
    this.#isLeft = true;
  }

  comeBack(): void {
    this.#isLeft = this.#hasEnded;
  }

  /** Ends what is under way and begins nothing more, for good: the database is about to be deleted. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.leave(new Map());
    await this.close();
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#forget();
    // A database that never opened needs no closing.
    const database = await opening?.catch(() => undefined);
    database?.close();
  }

  /** Lets a handle go that does not answer; one that is still being opened is waited for. */
  renew(): void {
    if (!this.#opened) return;
    this.#opened.close();
    this.#forget();
  }

  #forget(): void {
    this.#opening = undefined;
    this.#opened = undefined;
  }

  async #open(): Promise<void> {
    this.#opening ??= this.#openAnew();
    const opening = this.#opening;
    const database = await opening;
    if (this.#opening === opening) this.#opened = database;
  }

  async #openAnew(): Promise<IDBPDatabase<OfflineSchema>> {
    const { onState, open = openDB, base = "/", version = DATABASE_VERSION } = this.#options;
    try {
      const database = await open(nameInBase(base, DATABASE_NAME), version, {
        upgrade(fresh, ...[oldVersion, , transaction]) {
          // What ends it (a wipe, say) fails the opening as well, which is caught below.
          transaction.done.catch(() => undefined);
          if (oldVersion >= 1) return;
          fresh.createObjectStore("pieces", { keyPath: "key" });
          fresh.createObjectStore("bodies");
          fresh.createObjectStore("notes");
        },
        blocked: () => onState("blocked"),
        // Another tab brings a newer store: it must not wait for us.
        blocking: () => void this.close(),
        terminated: () => this.#forget(),
      });
      onState("open");
      return database;
    } catch (error) {
      this.#forget();
      onState("failed");
      throw error;
    }
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has just ended by itself.
  }
}
