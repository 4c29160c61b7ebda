// An archive in files of its own, which the log's entries are handed to. Types only, for the storage and its chores.

import type { SensorsSettings } from "../../shared/rules/settings.ts";
import type { Backup } from "../disk/backup.ts";
import type { Events } from "../events/events.ts";
import type { EntryBatch, StateSnapshot } from "../log/log.ts";
import type { Archive, ArchiveStatus } from "./archive.ts";

/** …and how its files are. */
export interface LocalArchiveStatus extends ArchiveStatus {
  /** Files on the disk that may still have something of devices that were forgotten with their data. */
  readonly unpurged: number;
  readonly openFilesBytes: number;
  /** When the last checkpoint ended, unix ms, and how long it took; null before the first. */
  readonly checkpointAt: number | null;
  readonly checkpointMs: number | null;
}

/** What only an archive can do that is filled from a log in files: entries come in by `apply`, and are safe from a checkpoint on. */
export interface LocalArchive extends Archive {
  /**
   * By what is set of a device's sensors minutes and hours tell a measurement from what cannot be: of a sensor that is set to ppb
   * a million is no fault. Until this was called nothing is set.
   */
  judgeBy(settingsOf: (device: string) => SensorsSettings | undefined): void;
  /** Takes entries in order of `seq`, without waiting. Entries it already has are skipped. */
  apply(batch: EntryBatch): void;
  /** Entries after this seq must be replayed into the archive when it was just opened. */
  readonly replayAfter: number;
  /**
   * Where all entries that the log has come from once more when a file is lost while the archive runs. Until it has them,
   * questions reject, and what is applied waits. Without this, losing a file ends the archive.
   */
  restoreFrom(replay: () => AsyncIterable<EntryBatch>): void;
  /** Entries handed over and not yet applied. */
  readonly backlog: number;
  /** Resolves once the backlog is at most `entries`; rejects when the archive cannot go on at present. */
  drained(entries: number): Promise<void>;
  /** All entries that are no readings; their files are among its own. */
  readonly events: Events;
  /** The seq of the first reading with each key that was stored within the last 48 h; absent keys are unknown. For the log. */
  findKeys(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The states as of the last checkpoint. */
  state(): StateSnapshot;
  /**
   * Makes everything applied so far durable, and the given states with it. Resolves to the seq up to which the log may forget.
   * Rejects when a file could not be written; nothing is lost then, the log still has it.
   */
  checkpoint(state: StateSnapshot): Promise<number>;
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
  status(): LocalArchiveStatus;
  /** Ends it. Call `checkpoint` first to make the next start quick. */
  close(): Promise<void>;
}
