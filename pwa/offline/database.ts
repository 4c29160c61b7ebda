// The one connection to IndexedDB. Browsers take handles away (iOS in the background, an upgrade in another tab, a storage
// that was cleared); whoever works with the store must not notice, so a failed piece of work gets a new handle once.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Period, Resolution } from "../../shared/slice.ts";

const NAME = "davy";
/** Raised with every change of the stores below. */
export const DATABASE_VERSION = 1;

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
}

/** Pieces apart from their bodies, so that looking for the oldest reads no body; and small values by name. */
export interface OfflineSchema extends DBSchema {
  pieces: { key: PieceKey; value: Piece };
  bodies: { key: PieceKey; value: Uint8Array };
  notes: { key: string; value: unknown };
}

export type Database = IDBPDatabase<OfflineSchema>;

/** How the store is: `blocked` while another tab holds an older one open. */
export type DatabaseState = "open" | "blocked" | "failed";

export interface DatabaseOptions {
  readonly onState: (state: DatabaseState) => void;
  readonly version?: number;
}

/** Errors of a handle, not of the work: another handle may succeed. */
const LOST_HANDLE = new Set(["InvalidStateError", "UnknownError", "AbortError", "TransactionInactiveError"]);

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** A connection that opens when it is first used and again when it was lost. */
export class DatabaseConnection {
  readonly #options: DatabaseOptions;
  #opening: Promise<Database> | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** Does a piece of work; on a lost handle once more with a new one. Rejects with what the second try says. */
  async run<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (error) {
      if (!(error instanceof Error) || !LOST_HANDLE.has(error.name)) throw error;
      await this.close();
      return await work(await this.#open());
    }
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    // A database that never opened needs no closing.
    const database = await opening?.catch(() => undefined);
    database?.close();
  }

  #open(): Promise<Database> {
    this.#opening ??= this.#openAnew();
    return this.#opening;
  }

  async #openAnew(): Promise<Database> {
    const { onState, version = DATABASE_VERSION } = this.#options;
    try {
      const database = await openDB<OfflineSchema>(NAME, version, {
        upgrade(fresh, oldVersion) {
          if (oldVersion >= 1) return;
          fresh.createObjectStore("pieces", { keyPath: "key" });
          fresh.createObjectStore("bodies");
          fresh.createObjectStore("notes");
        },
        blocked: () => onState("blocked"),
        // Another tab brings a newer store: it must not wait for us.
        blocking: () => void this.close(),
        terminated: () => {
          this.#opening = undefined;
        },
      });
      onState("open");
      return database;
    } catch (error) {
      this.#opening = undefined;
      onState("failed");
      throw error;
    }
  }
}
