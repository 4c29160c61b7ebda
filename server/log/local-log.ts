// A log whose entries move on into an archive's files. Types only, for the storage and its chores.

import type { Backup } from "../disk/backup.ts";
import type { Log, LogStatus } from "./log.ts";

/** …and how much it takes on the disk, bytes. */
export interface LocalLogStatus extends LogStatus {
  readonly bytes: number;
}

/** A log in files of its own, which forgets what is safe elsewhere. */
export interface LocalLog extends Log {
  /** Says that entries up to `seq` are safe elsewhere; the log may forget them. */
  dropThrough(seq: number): Promise<void>;
  /**
   * Looks whether what it keeps is still there. Answers in words what is not: then everything that it took so far must be made
   * safe elsewhere at once, while it takes more.
   */
  inspect(): Promise<readonly string[]>;
  /** A copy of all entries that it still has at this moment, for a log that is opened on it. */
  backup(): Promise<Backup>;
  status(): LocalLogStatus;
  /** Makes durable what is under way, and takes no more. */
  close(): Promise<void>;
}
