// The archive: what history is read from. Types only: storage.ts chooses what keeps it.

import type { ReadingEntry } from "../../shared/entries/entry.ts";
import type { Period, Resolution } from "../../shared/history/slice.ts";

/** A ready answer: UTF-8 JSON, and a strong tag that changes whenever the bytes do. */
export interface JsonAnswer {
  readonly json: Uint8Array;
  readonly etag: string;
  readonly complete: boolean;
}

/** Which slice is asked for; `slice` must be a name that `slicePeriod` accepts. */
export interface SliceRequest {
  readonly device: string;
  readonly resolution: Resolution;
  readonly slice: string;
}

/** Which range is asked for, unix ms, from < to, and about how many points per sensor. */
export interface HistoryRequest {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** Which range is to be read and how fine it should be, unix ms, from < to. */
export interface StretchesRequest extends Period {
  readonly device: string;
  readonly resolution: Resolution;
}

/** A part of a range and the resolution that has all of it. */
export interface Stretch extends Period {
  readonly resolution: Resolution;
}

/** Which readings to page through, ordered by `measuredAt` then `seq`. */
export interface RangeRequest {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  /** The last reading of the page before. */
  readonly after?: { readonly measuredAt: number; readonly seq: number };
  readonly limit: number;
}

/** An entry that the archive could not take in, and why. `entry` is as the log had it. */
export interface SetAsideEntry {
  readonly seq: number;
  readonly reason: string;
  readonly entry: unknown;
}

/** How the archive is. `problems` are in words; an empty list means that all is well. */
export interface ArchiveStatus {
  /** It has all entries up to here, readings or not. */
  readonly appliedSeq: number;
  /** When the log took the newest reading in it, unix ms; 0 for an empty archive. */
  readonly appliedAt: number;
  /** Entries of the log that it does not have yet. */
  readonly backlog: number;
  /** Says in words why entries cannot be taken in at present; absent while they can. */
  readonly failing?: string;
  readonly problems: readonly string[];
  /** Entries that it could not take in; `lost` are those for which there was no room. */
  readonly setAside: { readonly entries: number; readonly bytes: number; readonly lost: number };
  /** What all of it takes where it is kept. */
  readonly bytes: number;
  readonly readings: number;
  /** Slices answered from memory, and those that had to be read. */
  readonly sliceHits: number;
  readonly sliceMisses: number;
}

/**
 * Derives history from the log's entries and answers questions about it. A second implementation (PostgreSQL) must pass
 * test/server/archive/archive-contract.ts. It promises: an entry counts once, however often it comes; answers cover every entry
 * that the log told its listeners of before the question; reads never hold up an append. What cannot be done at present rejects
 * with an ArchiveError, and may be tried again.
 *
 * History is read as columns (columns.ts), and answers.ts alone makes JSON and tag of them, whatever the engine. The engine calls
 * it, in the thread in which it reads: see there.
 */
export interface Archive {
  /** A slice, empty where there are no readings; undefined for a device that was never heard of. */
  slice(request: SliceRequest): Promise<JsonAnswer | undefined>;
  /** A range reduced by minimum and maximum, as the JSON of a HistoryAnswer (shared/wire/api.ts); undefined for an unknown device. */
  history(request: HistoryRequest): Promise<JsonAnswer | undefined>;
  /**
   * How a range is to be read so that nothing is left out that there is: where what is wanted was deleted or lost, another
   * resolution has it. Stretches in order; where there is nothing at all there is none.
   */
  stretches(request: StretchesRequest): Promise<readonly Stretch[]>;
  /** A page of raw readings of a device; shorter than `limit` only at the end. */
  range(request: RangeRequest): Promise<readonly ReadingEntry[]>;
  /**
   * Readings with a greater seq, in order of seq, received at `receivedFrom` (unix ms) or later when given. Those after
   * `countsAfter` count as such whatever their time says, unless they were imported.
   */
  readingsAfter(
    seq: number,
    page: { limit: number; receivedFrom?: number; countsAfter?: number | undefined },
  ): Promise<readonly ReadingEntry[]>;
  /** The reading with the greatest seq. */
  lastReading(): Promise<ReadingEntry | undefined>;
  /** The greatest row of an import source that is stored, 0 for none. */
  lastImportedRow(source: string): Promise<number>;
  /** Entries that it could not take in and has set aside, in order of seq after `after`; all others went on. */
  setAside(page: { readonly after: number; readonly limit: number }): Promise<readonly SetAsideEntry[]>;
  /** Ends that these are kept aside: the log has them under other numbers. */
  forgetSetAside(seqs: readonly number[]): Promise<void>;
  status(): ArchiveStatus;
}
