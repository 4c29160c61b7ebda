// The log: the durable sequence of entries that all else derives from. Types only: storage.ts chooses what keeps it.

import type { Entry, EntryDraft } from "../../shared/entries/entry.ts";

/** Consecutive entries, and the same as NDJSON in UTF-8, one line per entry, for whoever wants them serialised. */
export interface EntryBatch {
  readonly entries: readonly Entry[];
  readonly ndjson: Uint8Array;
}

/** How the log is. `failing` says in words why entries cannot be taken at present. */
export interface LogStatus {
  readonly lastSeq: number;
  readonly failing?: string;
  /** What was found damaged when the log was opened, or gone since, in words; stays until the next start. */
  readonly damage: readonly string[];
}

/** Where `at` stepped back: entries after `seq` begin at `to`, although those up to it went on to `from`. Times are unix ms. */
export interface ClockStep {
  readonly seq: number;
  readonly from: number;
  readonly to: number;
}

/** Receives what became durable, in order of `seq`, each entry once. */
export type LogListener = (batch: EntryBatch) => void;

/**
 * A durable, ordered log. A second implementation (PostgreSQL) must pass test/server/log/log-contract.ts.
 * It promises: `append` resolves only once the entries are durable; `seq` counts up without a hole; `at` never
 * steps back but where an operator's clock did (`ClockStep`);
 * listeners hear of entries after they are durable and before `append` resolves, and one that throws stops no other.
 */
export interface Log {
  /**
   * Makes the drafts durable, together and in order, and gives them `seq` and `at`.
   * Rejects with an AppendError when the entries cannot be kept; then none of them is in the log.
   */
  append(drafts: readonly EntryDraft[]): Promise<readonly Entry[]>;
  /** Calls the listener for everything that becomes durable from now on. Returns what ends that. */
  subscribe(listener: LogListener): () => void;
  /** The entries after `seq` that the log still has, in batches. */
  replay(afterSeq: number): AsyncIterable<EntryBatch>;
  /** Seq of the last durable entry, 0 for an empty log. */
  readonly lastSeq: number;
  /** When the last entry was taken, unix ms; 0 for an empty log. */
  readonly lastAt: number;
  status(): LogStatus;
}
