// Where everything is kept. This file alone knows what keeps it: a journal, SQLite files written by a thread, and a folder that
// one server has at a time. Whoever is above it sees the contracts of log, archive and data folder.

import { join } from "node:path";
import type { EntryKinds } from "../shared/entries/kinds.ts";
import type { Archive } from "./archive/archive.ts";
import type { LocalArchive } from "./archive/local-archive.ts";
import {
  type ArchiveThread,
  endThread,
  hasEnded,
  startThread,
} from "./archive/sqlite/client/archive-thread.ts";
import { openArchive } from "./archive/sqlite/client/worker-archive.ts";
import type { ServerClock } from "./clock/clock.ts";
import { ClockKeeper } from "./clock/clock-keeper.ts";
import type { Config } from "./config.ts";
import { openChannelSecrets } from "./data-folder/channel-secrets.ts";
import { clockFiles } from "./data-folder/clock-file.ts";
import type { Backup, ChannelSecrets, Rejected } from "./data-folder/data-folder.ts";
import { lockFolder } from "./data-folder/folder-lock.ts";
import { holdNoLogId, keepLogId } from "./data-folder/log-id.ts";
import { openRejected } from "./data-folder/rejected.ts";
import { keepShellKey } from "./data-folder/shell-key.ts";
import { Endings } from "./endings.ts";
import type { Events } from "./events/events.ts";
import { type Followers, LocalStorage } from "./local-storage.ts";
import { openJournal } from "./log/journal/journal.ts";
import type { Log } from "./log/log.ts";
import type { Report } from "./report.ts";
import type { StorageFigure } from "./storage-figures.ts";

/** A thread that was started ahead of the storage. */
export type StorageThread = ArchiveThread;

/** Starts the storage's thread ahead: it gets ready for its work while the rest of the server loads. */
export function startStorageThread(workerUrl: URL): StorageThread {
  return startThread(workerUrl, { isRehearsing: true });
}

/** Whether the thread is gone. While it is not, an end of the process in order may wait for it for ever. */
export function isThreadGone(thread: StorageThread): boolean {
  return hasEnded(thread);
}

/** What the storage needs from its surroundings. */
export interface StorageOptions {
  readonly config: Config;
  readonly report: Report;
  /** The machine's clock, unix ms; it may be set back. */
  readonly wall: () => number;
  /** The server's clock; it is raised to the log's last entry. */
  readonly clock: ServerClock;
  /** A clock that only runs forwards, ms. */
  readonly mono: () => number;
  readonly random: () => number;
  readonly pid: number;
  /** The built archive worker, and its thread when that was started ahead. */
  readonly workerUrl: URL;
  readonly thread?: StorageThread | undefined;
  /** The kinds of entries, where they are not those of this version. */
  readonly kinds?: EntryKinds | undefined;
  /** Told how long each sync of the log took, ms. */
  readonly onSync: (ms: number) => void;
  /** Told once why it can never go on; `hangs` when a thread waits for a disk that does not answer. */
  readonly onFailure: (reason: string, state: { readonly hangs: boolean }) => void;
  /** Told once that another server has the data: nothing is written any more, and nothing can be. */
  readonly onLost: (reason: string) => void;
}

/** Everything that is kept, behind contracts that say nothing of how. */
export interface Storage {
  readonly log: Log;
  readonly archive: Archive;
  readonly events: Events;
  readonly rejected: Rejected;
  /** What the channels of notices alone know. */
  readonly secrets: ChannelSecrets;
  /** How far the archive is behind the log, and what waits until it is less. */
  readonly intake: Pick<LocalArchive, "backlog" | "drained">;
  /** What is known of the clock that stamps the log's entries. */
  readonly clock: Pick<ClockKeeper, "steps" | "toldDoubtAt">;
  /** What only this kind of storage can tell of itself, for metrics. */
  readonly figures: readonly StorageFigure[];
  /**
   * Restores the projections as of the latest checkpoint, and gives them and the archive all that the log has, then whatever it
   * takes; a snapshot of them goes into each checkpoint. Must come before the first append.
   */
  begin(followers: Followers): Promise<void>;
  /** Writes down where the server can be reached, and by what secret commands on its machine are known, until it closes. */
  announce(url: string, secret: string): Promise<void>;
  /** A consistent copy: a server that starts on it has every reading acknowledged so far. */
  backup(): Promise<Backup>;
  /** Writes what the next start is quicker with, and frees the data folder. Never rejects. */
  close(): Promise<void>;
}

/** Opens the storage, or nothing of it. Rejects with a sentence for the operator. */
export async function createStorage(options: StorageOptions): Promise<Storage> {
  const endings = new Endings(options.report);
  const { thread } = options;
  if (thread) endings.add(() => endThread(thread.worker));
  try {
    return await open(options, endings);
  } catch (error) {
    await endings.end();
    throw error;
  }
}

async function open(options: StorageOptions, endings: Endings): Promise<Storage> {
  const { config, report, clock, wall, onSync } = options;
  const { dataFolder: folder, fsyncIntervalMs } = config;
  const { now } = clock;
  const lost = new AbortController();
  const lock = await lockFolder(folder, {
    ...options,
    now,
    onLost: (reason) => lost.abort(new Error(reason)),
  });
  endings.add(() => lock.release());
  const onFailure = ({ message }: Error, state: { hangs: boolean }) => options.onFailure(message, state);
  const { workerUrl, thread, kinds } = options;
  const archive = await openArchive({ ...config, folder, workerUrl, thread, kinds, now, report, onFailure });
  endings.add(() => archive.close());
  const { maxRejectedBytes: maxBytes, rawRetentionMs: maxAgeMs } = config;
  const rejected = await openRejected({ folder, maxBytes, maxAgeMs, now, report });
  endings.add(() => rejected.close());
  const { appliedSeq: leastSeq, appliedAt: leastAt } = archive.status();
  const keeper = await ClockKeeper.open(clockFiles(folder), { lastAt: leastAt, wall: wall() });
  const log = await openJournal({
    id: await keepLogId(folder, options),
    folder: join(folder, "journal"),
    markPath: join(folder, "journal.json"),
    findKeys: (keys) => archive.findKeys(keys),
    fsyncIntervalMs,
    now,
    report,
    leastSeq,
    safeSeq: archive.replayAfter,
    leastAt,
    resumeAt: (last) => keeper.begin({ wall: wall(), lastSeq: last.seq, lastAt: last.at }),
    onSync,
    lock,
  });
  endings.add(() => log.close());
  clock.raise(log.lastAt);
  archive.restoreFrom(() => log.replay(0));
  const besides = [rejected, keeper, { backup: holdNoLogId }];
  const secrets = await openChannelSecrets(folder, report);
  const kept = { lock, archive, rejected, log, keeper, besides, secrets };
  const { onLost } = options;
  const keepSecret = async (secret: string) => {
    const takeAway = await keepShellKey(folder, secret);
    // In a folder that is another server's nothing is touched any more.
    return async () => (lost.signal.aborted ? undefined : takeAway());
  };
  return new LocalStorage({ ...kept, config, report, now, endings, lost: lost.signal, onLost, keepSecret });
}
