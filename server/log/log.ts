// The log: the durable sequence of entries that all else derives from. Types only: storage.ts chooses what keeps it.

import type { Entry, EntryDraft } from "../../shared/entries/entry.ts";

/** Consecutive entries, and the same as NDJSON in UTF-8, one line per entry, for whoever wants them serialised. */
export interface EntryBatch {
  readonly entries: readonly Entry[];
  readonly ndjson: Uint8Array;
}

/**
 * What follows the log and is kept in memory, as of an entry: by name, the state of each projection (state/projections.ts), which JSON
 * can hold. True for all entries up to `seq`.
 */
export interface StateSnapshot {
  readonly seq: number;
  readonly states: { readonly [name: string]: unknown };
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

/** What became of a draft: an entry of its own, or a repetition of the entry with that seq, which has its key. */
export type Appended =
  | { readonly seq: number; readonly at: number; readonly duplicateOf?: never }
  | { readonly duplicateOf: number; readonly seq?: never; readonly at?: never };

/** Receives what became durable, in order of `seq`, each entry once. */
export type LogListener = (batch: EntryBatch) => void;

/**
 * A durable, ordered log. A second implementation (PostgreSQL) must pass test/server/log/log-contract.ts.
 * It promises: `append` resolves only once the entries are durable; `seq` counts up without a hole; `at` never
 * steps back but where an operator's clock did (`ClockStep`);
 * listeners hear of entries after they are durable and before `append` resolves, and one that throws stops no other.
 */
export interface Log {
  /** Names the log; a copy that may go on otherwise than the original has another one. Eight of 0-9 and a-z. */
  readonly id: string;
  /**
   * Makes the drafts durable, together and in order, and gives them `seq` and `at`. A draft whose key an entry of the last 48 h
   * has, or another draft that is under way, is a repetition: it is not kept, and answered for once that one is durable.
   * `finish` gets those that are none, when that is known, and makes of each what is kept.
   * Rejects with an AppendError when the entries cannot be kept; then none of them is in the log. Rejects also when what one of
   * them repeats could not be kept: whoever sends all again stores each once.
   */
  append<Draft extends EntryDraft>(
    drafts: readonly Draft[],
    finish?: (fresh: readonly Draft[]) => readonly EntryDraft[],
  ): Promise<readonly Appended[]>;
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
