// The way to the store: one connection, no wait longer than a moment, and what can be said of how the store is.

import { SECOND_MS } from "../../shared/ground/time.ts";
import { type Database, DatabaseConnection, type DatabaseState, PageLeft } from "./database.ts";
import { StoreHangs, TimeLimit } from "./time-limit.ts";
import { type After, startTimer } from "./timers.ts";

/** What the store may take before the network is asked instead, ms. */
const STORE_MS = SECOND_MS;

export interface StoreAccessOptions {
  readonly onState?: (state: DatabaseState) => void;
  /** Called when a store that did not answer does so again: what was not found may be there. */
  readonly onBack?: () => void;
  readonly after?: After;
  readonly databaseVersion?: number;
  /** The path of the server on its origin; `/` unless told otherwise. */
  readonly base?: string;
}

/** Does work with the store as far as that is possible. Never rejects. */
export class StoreAccess {
  readonly #options: StoreAccessOptions;
  readonly #connection: DatabaseConnection;
  readonly #limit: TimeLimit;
  #state: DatabaseState = "open";

  constructor(options: StoreAccessOptions) {
    this.#options = options;
    const { after = startTimer, databaseVersion: version, base = "/" } = options;
    this.#connection = new DatabaseConnection({
      base,
      // A store that opens but does not answer is not open yet.
      onState: (state) => this.#setState(state === "open" && this.#limit.isHung ? "hung" : state),
      ...(version !== undefined && { version }),
    });
    this.#limit = new TimeLimit({
      after,
      onHang: () => this.#state !== "blocked" && this.#setState("hung"),
      onBack: () => this.#comeBack(),
      onRetry: () => this.#connection.renew(),
    });
  }

  get state(): DatabaseState {
    return this.#state;
  }

  /** Does work; undefined when the store does not work or does not answer in time. Then the work may end later all the same. */
  async run<T>(work: (database: Database) => Promise<T>, limitMs: number = STORE_MS): Promise<T | undefined> {
    try {
      const result = await this.#limit.run(() => this.#connection.run(work), limitMs);
      this.#setState("open");
      return result;
    } catch (error) {
      if (error instanceof StoreHangs || error instanceof PageLeft) return undefined;
      // Told by the state; the caller goes on with what the network and memory have.
      this.#setState("failed");
      return undefined;
    }
  }

  /** Writes notes within this very call if that is possible: the page goes out of sight and may be frozen after it. */
  writeAtOnce(notes: ReadonlyMap<string, unknown>): void {
    if (!this.#limit.isHung) this.#connection.writeAtOnce(notes);
  }

  /** The page is left: with these notes no transaction stays open, and none begins until `pageIsBack`. */
  leave(notes: ReadonlyMap<string, unknown>): void {
    this.#connection.leave(this.#limit.isHung ? new Map() : notes);
  }

  pageIsBack(): void {
    this.#connection.comeBack();
  }

  close(): Promise<void> {
    this.#limit.stop();
    return this.#connection.close();
  }

  /** Closes for good: no later work makes the database anew. */
  end(): Promise<void> {
    this.#limit.stop();
    return this.#connection.end();
  }

  #comeBack(): void {
    if (this.#state === "hung") this.#setState("open");
    this.#options.onBack?.();
  }

  #setState(state: DatabaseState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }
}
