// Puts the parts together: gateway → ingest → log → archive, fleet, live → page. Data never flows back.

import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { type Archive, openArchive } from "./archive/archive.ts";
import { createServerClock, type ServerClock } from "./clock/clock.ts";
import { ClockKeeper } from "./clock/clock-keeper.ts";
import { countsAfter } from "./clock/clock-rule.ts";
import type { Config } from "./config.ts";
import { type Housekeeping, startHousekeeping } from "./housekeeping.ts";
import { createApp } from "./http/app.ts";
import { Bodies } from "./http/bodies/bodies.ts";
import { PostedBodies } from "./http/bodies/posted-bodies.ts";
import { createMetrics } from "./http/metrics/metrics.ts";
import { createIngest } from "./ingest/ingest.ts";
import { listen } from "./listen.ts";
import { ChangedSlices, createLive } from "./live/live.ts";
import { type FolderLock, lockFolder, openJournal, openRejected } from "./log/log.ts";
import { readRebased } from "./rebased-files.ts";
import type { Report } from "./report.ts";
import { createFleet } from "./state/fleet.ts";

/** How long running requests may take when the server is told to stop, ms. */
const CLOSE_GRACE_MS = 3_000;

/** A server that lost its folder says so in health for so long before it ends, ms. */
const LOST_GRACE_MS = 30_000;

/** What the server needs from its surroundings. */
export interface DavyOptions {
  readonly config: Config;
  readonly report: Report;
  /** The machine's clock, unix ms; it may be set back. */
  readonly now: () => number;
  /** A clock that only runs forwards, ms. */
  readonly mono: () => number;
  readonly random: () => number;
  readonly pid: number;
  readonly build: string;
  readonly version: string;
  /** Folder of the built app. */
  readonly appFolder: string;
  /** The built archive worker, and its thread when that was started ahead. */
  readonly workerUrl: URL;
  readonly archiveThread?: Worker;
  /**
   * Told why the server cannot go on: the process must end, so that whatever supervises it starts it anew. `hangs` when a thread
   * waits for a disk that does not answer.
   */
  readonly onEnd?: (reason: string, state: { readonly hangs: boolean }) => void;
  /** How long a server that lost its folder says so before it ends, ms; a test need not wait half a minute. */
  readonly lostGraceMs?: number;
}

/** A running server. `close` ends the streams, writes a checkpoint and frees the data folder. */
export interface Davy {
  readonly url: string;
  close(): Promise<void>;
}

type Undo = () => Promise<void>;

/** The options of the parts: `now` is the server's clock by then. */
interface PartOptions extends DavyOptions {
  /** The machine's clock, unix ms. */
  readonly wall: () => number;
  readonly clock: ServerClock;
}

interface StorageOptions extends PartOptions {
  readonly lock: FolderLock;
}

/** Starts everything, or nothing: what was begun before a failure is ended again. Rejects with a sentence for the operator. */
export async function startDavy(options: DavyOptions): Promise<Davy> {
  const begun: Undo[] = [];
  const close = async () => {
    for (const undo of begun.splice(0).reverse()) {
      await undo().catch((error: unknown) => options.report.error({ error }, "A part did not end in order"));
    }
  };
  const clock = createServerClock({ wall: options.now, mono: options.mono });
  try {
    return { url: await start({ ...options, clock, wall: options.now, now: clock.now }, begun), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: PartOptions, begun: Undo[]): Promise<string> {
  const { config, report, now } = options;
  const lost = new AbortController();
  const onLost = (reason: string) => lost.abort(new Error(reason));
  const lock = await lockFolder(config.dataFolder, { ...options, onLost });
  begun.push(() => lock.release());
  const bodies = new Bodies({ largestBytes: config.maxBatchBytes });
  bodies.start();
  begun.push(async () => bodies.stop());
  const metrics = createMetrics();
  begun.push(async () => metrics.close());
  const storage = await openStorage({ ...options, lock }, begun, (ms) => metrics.onSync(ms));
  const { log, archive, fleet, rejected, changes, keeper } = storage;
  const housekeeping = startHousekeeping({ ...storage, ...config, lock, report, now });
  begun.push(
    () => housekeeping.checkpoint(),
    () => housekeeping.stop(),
  );
  begun.push(leaveWhenLost(lost.signal, { ...options, housekeeping, archive }));
  const ingest = createIngest({ ...storage, ...config, report, now });
  const live = createLive({ ...config, ...options, log, archive, fleet, changes, steps: keeper.steps });
  const startedAt = now();
  const freeBytes = () => freeBytesOf(config.dataFolder);
  const app = createApp({
    ...options,
    rebased: await readRebased(options.appFolder, config.basePath),
    log,
    archive,
    fleet,
    rejected,
    ingest,
    live,
    metrics,
    posted: new PostedBodies(bodies),
    startedAt,
    freeBytes,
    clockAheadMs: options.clock.aheadMs,
    clockDoubtMs: () => keeper.toldDoubtAt(now()),
    countsAfter: (from) => countsAfter(keeper.steps, from),
    backup: () => housekeeping.backup(),
  });
  const listener = await listen(app, {
    ...config,
    keepRefused: (body, reason, address) => ingest.refuse({ body, reason, address }),
  });
  begun.push(() => listener.close(CLOSE_GRACE_MS));
  // Streams would keep the listener open: they end first.
  begun.push(() => live.close());
  const url = listener.url + config.basePath.slice(0, -1);
  await lock.announce(url);
  report.info({ url, lastSeq: log.lastSeq, data: config.dataFolder }, "Davy serves");
  return url;
}

interface Leaving extends Pick<DavyOptions, "report" | "onEnd" | "lostGraceMs"> {
  readonly housekeeping: Housekeeping;
  readonly archive: Archive;
}

/**
 * Once another server has the folder, nothing is written any more, and after a while in which health says so the process ends.
 * Throws when that is so already. Returns what ends the watch.
 */
function leaveWhenLost(lost: AbortSignal, leaving: Leaving): Undo {
  const { housekeeping, archive, report, onEnd, lostGraceMs = LOST_GRACE_MS } = leaving;
  lost.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  lost.onabort = () => {
    timer = setTimeout(() => onEnd?.((lost.reason as Error).message, { hangs: false }), lostGraceMs);
    Promise.all([archive.close(), housekeeping.stop()]).catch((error: unknown) =>
      report.error({ error }, "A part did not end in order"),
    );
  };
  return async () => {
    lost.onabort = null;
    clearTimeout(timer);
  };
}

/** Opens what is on disk and brings archive and fleet up to the log's last entry. */
async function openStorage(
  { config, report, now, wall, clock, lock, workerUrl, archiveThread: thread, onEnd }: StorageOptions,
  begun: Undo[],
  onSync: (ms: number) => void,
) {
  const folder = config.dataFolder;
  const onFailure = ({ message }: Error, state: { hangs: boolean }) => onEnd?.(message, state);
  const archive = await openArchive({ ...config, folder, workerUrl, thread, now, report, onFailure });
  begun.push(() => archive.close());
  const rejected = await openRejected({
    folder,
    maxBytes: config.maxRejectedBytes,
    maxAgeMs: config.rawRetentionMs,
    now,
    report,
  });
  begun.push(() => rejected.close());
  const { appliedSeq: leastSeq, appliedAt: leastAt } = archive.status();
  const { fsyncIntervalMs } = config;
  const keeper = await ClockKeeper.open(folder, { lastAt: leastAt, wall: wall() });
  const log = await openJournal({
    folder: join(folder, "journal"),
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
  begun.push(() => log.close());
  clock.raise(log.lastAt);
  archive.restoreFrom(() => log.replay(0));
  const fleet = createFleet(archive.fleet(), keeper.steps);
  const changes = new ChangedSlices();
  // All that it has, not only what the archive asks for: a file that turns out to be damaged is made anew from it.
  for await (const batch of log.replay(0)) {
    archive.apply(batch);
    fleet.observe(batch);
    keeper.observe(batch);
    changes.observe(batch.entries);
    await archive.drained(config.maxBacklog);
  }
  const unsubscribe = log.subscribe((batch) => {
    archive.apply(batch);
    fleet.observe(batch);
    keeper.observe(batch);
  });
  begun.push(async () => unsubscribe());
  const keep = () =>
    keeper
      .keep()
      .catch((error: unknown) => report.warn({ error }, "What is known of the clock could not be kept"));
  await keep();
  begun.push(keep);
  return { archive, rejected, log, fleet, changes, keeper };
}

async function freeBytesOf(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Not every file system tells; health says nothing about space then.
    return undefined;
  }
}
