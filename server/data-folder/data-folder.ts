// What else is kept in the data folder beside log and archive. Types only: storage.ts chooses what keeps it.

import type { RefusedWhy } from "../../shared/wire/refused.ts";
import type { Backup } from "../disk/backup.ts";

export type { Backup, BackupFile } from "../disk/backup.ts";

/** Something that was refused. `body` is what was sent; bytes that are no UTF-8 are kept as base64. */
export interface RejectedItem {
  readonly reason: string;
  readonly body: string | Uint8Array;
  /** Where it was posted to, a path or the name of a recording. */
  readonly from?: string | undefined;
  /** The network address of the sender. */
  readonly address?: string | undefined;
  /** The device that it says to be from, where it says so. */
  readonly device?: string | undefined;
  /** What kind of fault it is, where it is not simply unfit. */
  readonly why?: RefusedWhy | undefined;
}

/** What is known of something that was refused before the server started; `at` in unix ms. */
export interface EarlierRejected extends Omit<RejectedItem, "body"> {
  readonly at: number;
}

/** Keeps what was refused. Never throws at whoever hands something in. */
export interface Rejected {
  keep(item: RejectedItem): void;
  /** Tells of what the files still have of before the start, the oldest first. Rejects when they cannot be read. */
  earlier(tell: (item: EarlierRejected) => void): Promise<void>;
  /** Resolves when all that was handed in so far is written. */
  flush(): Promise<void>;
  status(): { readonly kept: number; readonly lost: number; readonly bytes: number };
  /** A copy of what was handed in so far. */
  backup(): Promise<Backup>;
  /** Deletes a file once all in it is older than the retention. What was refused goes within twice the retention. */
  enforceRetention(now: number): Promise<void>;
  close(): Promise<void>;
}

/** The held lock of a data folder. */
export interface FolderLock {
  /** Writes down where the server can be reached. */
  announce(url: string): Promise<void>;
  /**
   * Makes sure that the folder is this server's at this moment. Answers false when somebody has been at it: the lock or the
   * folder was deleted and is put back, and other files may be gone too. Rejects with an AppendError when it is not ours.
   */
  confirm(): Promise<boolean>;
  /** Why nothing can be kept at present, in words. */
  readonly failing: string | undefined;
  /** What was done to it since the start, in words. */
  readonly problems: readonly string[];
  /** Removes the lock if it is this server's. */
  release(): Promise<void>;
}

/** What a channel of notices needs and nobody else may know, by name. */
export interface Secrets {
  readonly [member: string]: string;
}

/** Keeps the secrets of channels. */
export interface ChannelSecrets {
  /** Those of a channel, the same object until they are set anew; none where nothing was kept. */
  of(channel: string): Secrets;
  /** Keeps them, or takes them away: null. Rejects when that cannot be written; then it is as it was. */
  set(channel: string, secrets: Secrets | null): Promise<void>;
}
