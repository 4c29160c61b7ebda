// The log: the durable sequence of entries that all else derives from. This file is what the rest of the server sees.

import type { Entry, EntryDraft } from "../../shared/entries/entry.ts";
import type { Backup } from "../data-folder/backup.ts";

export type { Backup, BackupFile } from "../data-folder/backup.ts";
export {
  confirmClock,
  holdClock,
  keepClock,
  readClock,
  readConfirmation,
} from "../data-folder/clock-file.ts";
export { type FolderLock, lockFolder } from "../data-folder/held-lock.ts";
export { readLock } from "../data-folder/lock.ts";
export { openRejected, type Rejected, type RejectedItem } from "../data-folder/rejected.ts";
export { AppendError, type AppendErrorCode } from "./append-error.ts";
export { type JournalOptions, openJournal } from "./journal/journal.ts";

/** Consecutive entries, and the same as NDJSON in UTF-8, one line per entry, for whoever wants them serialised. */
export interface EntryBatch {
  readonly entries: readonly Entry[];
  readonly ndjson: Uint8Array;
}

/** How the log is. `failing` says in words why entries cannot be taken at present. */
export interface LogStatus {
  readonly lastSeq: number;
  readonly bytes: number;
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
 * A durable, ordered log. A second implementation (a distributed log) must pass test/server/log/log-contract.ts.
 * It promises: `append` resolves only once the entries are durable; `seq` counts up without a hole; `at` never
 * steps back but where it was opened with `resumeAt`;
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
  /** Says that entries up to `seq` are safe elsewhere; the log may forget them. */
  dropThrough(seq: number): Promise<void>;
  /**
   * Looks whether what it keeps is still there. Answers in words what is not: then everything that it took so far must be made
   * safe elsewhere at once, while it takes more.
   */
  inspect(): Promise<readonly string[]>;
  /** A copy of all entries that it still has at this moment, for a log that is opened on it. */
  backup(): Promise<Backup>;
  status(): LogStatus;
  /** Makes durable what is under way, and takes no more. */
  close(): Promise<void>;
}
