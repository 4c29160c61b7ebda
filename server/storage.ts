// Where everything is kept. This file alone knows what keeps it: a journal, SQLite files written by a thread, and a folder that
// one server has at a time. Whoever is above it sees the contracts of log, archive and data folder.

import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import type { EntryKinds } from "../shared/entries/kinds.ts";
import type { Archive } from "./archive/archive.ts";
import type { LocalArchive } from "./archive/local-archive.ts";
import { startThread } from "./archive/sqlite/client/archive-thread.ts";
import { openArchive } from "./archive/sqlite/client/worker-archive.ts";
import type { ServerClock } from "./clock/clock.ts";
import { ClockKeeper } from "./clock/clock-keeper.ts";
import type { Config } from "./config.ts";
import { clockFiles } from "./data-folder/clock-file.ts";
import type { Backup, FolderLock, Rejected } from "./data-folder/data-folder.ts";
import { lockFolder } from "./data-folder/folder-lock.ts";
import { holdNoLogId, keepLogId } from "./data-folder/log-id.ts";
import { openRejected } from "./data-folder/rejected.ts";
import { Endings } from "./endings.ts";
import type { Events } from "./events/events.ts";
import { type Housekeeping, startHousekeeping } from "./housekeeping.ts";
import { openJournal } from "./log/journal/journal.ts";
import type { LocalLog } from "./log/local-log.ts";
import type { EntryBatch, Log } from "./log/log.ts";
import type { Report } from "./report.ts";
import type { Projections } from "./state/projections.ts";
import { type StorageFigure, storageFigures } from "./storage-figures.ts";

/** A thread that was started ahead of the storage. */
export type StorageThread = Worker;

/** Starts the storage's thread ahead: it gets ready for its work while the rest of the server loads. */
export function startStorageThread(workerUrl: URL): StorageThread {
  return startThread(workerUrl, { isRehearsing: true });
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
  /** How far the archive is behind the log, and what waits until it is less. */
  readonly intake: Pick<LocalArchive, "backlog" | "drained">;
  /** What is known of the clock that stamps the log's entries. */
  readonly clock: Pick<ClockKeeper, "steps" | "toldDoubtAt">;
  /** What only this kind of storage can tell of itself, for metrics. */
  readonly figures: readonly StorageFigure[];
  /**
   * Restores the projections as of the latest checkpoint, and gives them and the archive all that the log has, then whatever it
   * takes; a snapshot of them goes into each checkpoint. `onReplay` hears of what the log had. Must come before the first append.
   */
  begin(projections: Projections, onReplay: (batch: EntryBatch) => void): Promise<void>;
  /** Writes down where the server can be reached. */
  announce(url: string): Promise<void>;
  /** A consistent copy: a server that starts on it has every reading acknowledged so far. */
  backup(): Promise<Backup>;
  /** Writes what the next start is quicker with, and frees the data folder. Never rejects. */
  close(): Promise<void>;
}

/** Opens the storage, or nothing of it. Rejects with a sentence for the operator. */
export async function createStorage(options: StorageOptions): Promise<Storage> {
  const endings = new Endings(options.report);
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
  return new LocalStorage({ options, endings, lost: lost.signal, lock, archive, rejected, log, keeper });
}

interface LocalParts {
  readonly options: StorageOptions;
  readonly endings: Endings;
  readonly lost: AbortSignal;
  readonly lock: FolderLock;
  readonly archive: LocalArchive;
  readonly rejected: Rejected;
  readonly log: LocalLog;
  readonly keeper: ClockKeeper;
}

/** Journal, SQLite files and a folder with a lock. */
class LocalStorage implements Storage {
  readonly #parts: LocalParts;
  readonly figures: readonly StorageFigure[];
  #housekeeping: Housekeeping | undefined;

  constructor(parts: LocalParts) {
    this.#parts = parts;
    this.figures = storageFigures({ ...parts, now: parts.options.clock.now });
  }

  get log(): Log {
    return this.#parts.log;
  }

  get archive(): Archive {
    return this.#parts.archive;
  }

  get events(): Events {
    return this.#parts.archive.events;
  }

  get rejected(): Rejected {
    return this.#parts.rejected;
  }

  get intake(): Storage["intake"] {
    return this.#parts.archive;
  }

  get clock(): Storage["clock"] {
    return this.#parts.keeper;
  }

  async begin(projections: Projections, onReplay: (batch: EntryBatch) => void): Promise<void> {
    const { archive, log, keeper, endings, lost, options } = this.#parts;
    projections.restore(archive.state());
    const take = (batch: EntryBatch) => {
      archive.apply(batch);
      projections.observe(batch);
      keeper.observe(batch);
    };
    // All that it has, not only what the archive asks for: a file that turns out to be damaged is made anew from it.
    for await (const batch of log.replay(0)) {
      take(batch);
      onReplay(batch);
      await archive.drained(options.config.maxBacklog);
    }
    const unsubscribe = log.subscribe(take);
    endings.add(async () => unsubscribe());
    await this.#keepClock();
    endings.add(() => this.#keepClock());
    const { config, report, clock } = options;
    const besides = [this.#parts.rejected, keeper, { backup: holdNoLogId }];
    const housekeeping = startHousekeeping({
      ...this.#parts,
      ...config,
      besides,
      projections,
      report,
      now: clock.now,
    });
    this.#housekeeping = housekeeping;
    endings.add(
      () => housekeeping.checkpoint(),
      () => housekeeping.stop(),
    );
    lost.throwIfAborted();
    lost.onabort = () => this.#leave();
    endings.add(async () => {
      lost.onabort = null;
    });
  }

  announce(url: string): Promise<void> {
    return this.#parts.lock.announce(url);
  }

  backup(): Promise<Backup> {
    if (!this.#housekeeping) throw new Error("The storage has not begun.");
    return this.#housekeeping.backup();
  }

  close(): Promise<void> {
    return this.#parts.endings.end();
  }

  /** Another server has the folder: nothing is written any more. */
  #leave(): void {
    const { archive, lost, options } = this.#parts;
    options.onLost((lost.reason as Error).message);
    Promise.all([archive.close(), this.#housekeeping?.stop()]).catch((error: unknown) =>
      options.report.error({ error }, "A part did not end in order"),
    );
  }

  #keepClock(): Promise<void> {
    const { keeper, options } = this.#parts;
    return keeper
      .keep()
      .catch((error: unknown) =>
        options.report.warn({ error }, "What is known of the clock could not be kept"),
      );
  }
}
