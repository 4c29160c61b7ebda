// The archive: what history is read from. This file is what the rest of the server sees; SQL and files stay behind it.

import type { ReadingEntry } from "../../shared/entries/entry.ts";
import type { DeviceState } from "../../shared/fleet/fleet.ts";
import type { Period, Resolution } from "../../shared/history/slice.ts";
import type { Backup, EntryBatch } from "../log/log.ts";
import type { Stretch } from "./sqlite/read/stretches.ts";

export { ArchiveError } from "./archive-error.ts";
export { startArchiveThread } from "./sqlite/client/archive-thread.ts";
export { type ArchiveOptions, openArchive } from "./sqlite/client/worker-archive.ts";

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
  readonly appliedSeq: number;
  /** When the log took the newest reading in it, unix ms; 0 for an empty archive. */
  readonly appliedAt: number;
  readonly backlog: number;
  /** Says in words why entries cannot be taken in at present; absent while they can. */
  readonly failing?: string;
  readonly problems: readonly string[];
  /** Entries that it could not take in; `lost` are those for which there was no room. */
  /** Files on the disk that may still have something of devices that were forgotten with their data. */
  readonly unpurged: number;
  readonly setAside: { readonly entries: number; readonly bytes: number; readonly lost: number };
  readonly bytes: number;
  readonly readings: number;
  readonly openFilesBytes: number;
  readonly checkpointAt: number | null;
  readonly checkpointMs: number | null;
  readonly sliceHits: number;
  readonly sliceMisses: number;
}

/** The state of the fleet as the archive keeps it for the next start: true for all entries up to `seq`. */
export interface FleetSnapshot {
  readonly seq: number;
  readonly devices: readonly DeviceState[];
}

/**
 * Derives history from entries and answers questions about it. A second implementation (PostgreSQL) must pass
 * test/server/archive/archive-contract.ts. It promises: an entry counts once, however often it is applied; answers
 * cover everything that was handed to `apply` before the question; reads never hold up `apply`'s caller. What cannot be
 * done at present because files cannot be read or written rejects with an ArchiveError, and may be tried again.
 */
export interface Archive {
  /** Takes entries in order of `seq`, without waiting. Entries it already has are skipped. */
  apply(batch: EntryBatch): void;
  /** Entries after this seq must be replayed into the archive when it was just opened. */
  readonly replayAfter: number;
  /**
   * Where all entries that the log has come from once more when a file is lost while the archive runs. Until it has them,
   * questions reject, and what is applied waits. Without this, losing a file ends the archive.
   */
  restoreFrom(replay: () => AsyncIterable<EntryBatch>): void;
  /** Readings handed over and not yet applied. */
  readonly backlog: number;
  /** Resolves once the backlog is at most `readings`; rejects when the archive cannot go on at present. */
  drained(readings: number): Promise<void>;
  /** The fleet as of the last checkpoint. */
  fleet(): FleetSnapshot;
  /**
   * Makes everything applied so far durable, and the given fleet with it. Resolves to the seq up to which the log may forget.
   * Rejects when a file could not be written; nothing is lost then, the log still has it.
   */
  checkpoint(fleet: FleetSnapshot): Promise<number>;
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
  /** The seq of the first reading with each key that was stored within the last 48 h; absent keys are unknown. */
  findKeys(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The greatest row of an import source that is stored, 0 for none. */
  lastImportedRow(source: string): Promise<number>;
  /** Entries that it could not take in and has set aside, in order of seq after `after`; all others went on. */
  setAside(page: { readonly after: number; readonly limit: number }): Promise<readonly SetAsideEntry[]>;
  /** Ends that these are kept aside: the log has them under other numbers. */
  forgetSetAside(seqs: readonly number[]): Promise<void>;
  /**
   * Deletes what is past its retention at `now` (undefined where the time is not certain: then nothing is), and the oldest raw
   * readings when all of it together with `bytesElsewhere` is beyond the size bound; two days of each kind at most. Answers
   * what it deleted, in words.
   */
  enforceRetention(now: number | undefined, bytesElsewhere?: number): Promise<readonly string[]>;
  /**
   * Looks whether its files are still there, and writes anew what it has of those that are not. Answers their names: a checkpoint
   * should follow.
   */
  inspect(): Promise<readonly string[]>;
  /**
   * Writes the next file anew that may have something of a device that was forgotten with its data; no answer has any of it since
   * the entry was applied. Resolves to whether there are more. Must not be asked for while a checkpoint or a backup runs.
   */
  purgeNext(): Promise<boolean>;
  /**
   * A copy for an archive that is opened on it: as of the latest checkpoint or later, so that it is whole together with the
   * log's entries after `replayAfter`. Must not be asked for while a checkpoint runs.
   */
  backup(): Promise<Backup>;
  status(): ArchiveStatus;
  /** Ends the worker. Call `checkpoint` first to make the next start quick. */
  close(): Promise<void>;
}
