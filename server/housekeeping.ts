// What happens by itself: checkpoints by journal size and age, and retention.

import { HOUR_MS, SECOND_MS } from "../shared/ground/time.ts";
import type { LocalArchive } from "./archive/local-archive.ts";
import type { ClockKeeper } from "./clock/clock-keeper.ts";
import type { Backup, FolderLock, Rejected } from "./data-folder/data-folder.ts";
import type { LocalLog } from "./log/local-log.ts";
import type { StateSnapshot } from "./log/log.ts";
import type { Report } from "./report.ts";

const LOOK_MS = SECOND_MS;
/** After a checkpoint that failed (a full disk, say) the next is tried this much later. */
const RETRY_MS = 30 * SECOND_MS;

interface HousekeepingParts {
  readonly log: LocalLog;
  readonly archive: LocalArchive;
  /** What is derived from the log's entries and goes into each checkpoint. */
  readonly projections: { snapshot(): StateSnapshot };
  readonly rejected: Rejected;
  readonly keeper: Pick<ClockKeeper, "keep" | "doubtAt">;
  /** What a backup has beside archive and log. */
  readonly besides: readonly { backup(): Promise<Backup> }[];
  /** Asked before anything is written or deleted. */
  readonly lock: Pick<FolderLock, "confirm">;
  readonly report: Report;
  readonly now: () => number;
  readonly checkpointBytes: number;
  readonly checkpointMs: number;
}

/** The running chores. `checkpoint` writes one at once; `stop` waits for what is under way. */
export interface Housekeeping {
  checkpoint(): Promise<void>;
  /** A consistent copy of the data folder: a server that starts on it has every reading acknowledged so far. */
  backup(): Promise<Backup>;
  stop(): Promise<void>;
}

/** The archive first: the log then has everything that the archive's files may lack, and nothing is in them that it lacks. */
async function holdAll(wanted: readonly { backup(): Promise<Backup> }[]): Promise<Backup> {
  const parts: Backup[] = [];
  const end = async () => void (await Promise.all(parts.map((part) => part.end())));
  try {
    for (const part of wanted) parts.push(await part.backup());
  } catch (error) {
    await end();
    throw error;
  }
  return { files: parts.flatMap((part) => part.files), end };
}

/**
 * Looks through the data folder, one look at a time. Calls `onGone` when files were deleted under the server: what was in them is
 * in the archive's memory alone, until a checkpoint that begins after.
 */
function createInspection(
  { log, archive, report }: Pick<HousekeepingParts, "log" | "archive" | "report">,
  onGone: () => Promise<void>,
): () => void {
  let isLooking = false;

  async function lookOnce(): Promise<void> {
    // The log first, which makes sure that the folder is this server's.
    const gone = [...(await log.inspect()), ...(await archive.inspect())];
    if (gone.length > 0) await onGone();
  }

  return () => {
    // One that hangs is not joined by others.
    if (isLooking) return;
    isLooking = true;
    lookOnce()
      // Lock, log and archive say in health themselves what they lack.
      .catch((error: unknown) => report.debug({ error }, "The data folder could not be looked through"))
      .finally(() => {
        isLooking = false;
      });
  };
}

async function clearOut(parts: HousekeepingParts): Promise<void> {
  const { archive, keeper, lock, log, now, rejected, report } = parts;
  await lock.confirm();
  await keeper.keep();
  // A wrong clock must not delete what is young: health says what to do.
  const certainNow = keeper.doubtAt(now()) === undefined ? now() : undefined;
  const bytesElsewhere = log.status().bytes + rejected.status().bytes;
  for (const deleted of await archive.enforceRetention(certainNow, bytesElsewhere)) report.info({}, deleted);
  if (certainNow !== undefined) await rejected.enforceRetention(certainNow);
}

function clearOutOrReport(parts: HousekeepingParts): void {
  clearOut(parts).catch((error: unknown) =>
    parts.report.error({ error }, "Retention could not be enforced; next try in an hour"),
  );
}

/** Rids files of forgotten devices, one at a time. */
interface Purge {
  /** Ends with the file that is under way; never rejects. */
  readonly running: Promise<void> | undefined;
  begin(): void;
}

/** `before` is awaited first, `onDone` told of the last file, `onFailure` of one that could not be written. */
function createPurge(
  { archive, lock }: Pick<HousekeepingParts, "archive" | "lock">,
  on: { before: () => Promise<unknown>; done: () => void; failure: (error: unknown) => void },
): Purge {
  let running: Promise<void> | undefined;

  async function purgeNext(): Promise<void> {
    await on.before();
    await lock.confirm();
    if (!(await archive.purgeNext())) on.done();
  }

  return {
    get running() {
      return running;
    },
    begin() {
      running = purgeNext()
        .catch(on.failure)
        .finally(() => {
          running = undefined;
        });
    },
  };
}

/** Starts the chores. One checkpoint runs at a time; a failing one is reported and tried again. */
export function startHousekeeping(parts: HousekeepingParts): Housekeeping {
  const { log, archive, projections, lock, report, now } = parts;
  let running: Promise<void> | undefined;
  /** Ends when a backup holds all its files: until then none of them may be replaced or dropped. */
  let holding: Promise<unknown> = Promise.resolve();
  let checkpointSeq = archive.replayAfter;
  let lastAt = now();
  let nextTryAt = 0;

  async function writeCheckpoint(): Promise<void> {
    await holding;
    await purge.running;
    await lock.confirm();
    const seq = await archive.checkpoint(projections.snapshot());
    await log.dropThrough(seq);
    checkpointSeq = seq;
    lastAt = now();
  }

  function checkpoint(): Promise<void> {
    running ??= writeCheckpoint().finally(() => {
      running = undefined;
    });
    return running;
  }

  function backup(): Promise<Backup> {
    // The checkpoint that runs, not one that begins later: that one waits for this.
    const held = Promise.allSettled([holding, running, purge.running]).then(() =>
      holdAll([archive, log, ...parts.besides]),
    );
    holding = held.catch(() => undefined);
    return held;
  }

  function checkpointOrReport(): void {
    checkpoint().catch((error: unknown) => {
      nextTryAt = now() + RETRY_MS;
      report.error(
        { error },
        "The checkpoint failed and is tried again; the journal keeps everything until then",
      );
    });
  }

  function look(): void {
    inspect();
    if (running || purge.running || now() < nextTryAt) return;
    if (archive.status().unpurged > 0) purge.begin();
    else if (log.lastSeq !== checkpointSeq && isDue()) checkpointOrReport();
  }

  function isDue(): boolean {
    return log.status().bytes >= parts.checkpointBytes || now() - lastAt >= parts.checkpointMs;
  }

  const purge = createPurge(parts, {
    before: () => holding,
    // Journal and catalogue have something of a device until the next checkpoint.
    done: () => {
      lastAt = Number.NEGATIVE_INFINITY;
    },
    failure: (error) => {
      nextTryAt = now() + RETRY_MS;
      report.error({ error }, "A file could not be rid of forgotten devices; it is tried again");
    },
  });
  const inspect = createInspection(parts, async () => {
    if (now() < nextTryAt) return;
    // One that began before may not have it all.
    await running?.catch(() => undefined);
    checkpointOrReport();
  });

  const looking = setInterval(look, LOOK_MS);
  // None in the first hour: what a wrong clock does is seen by then.
  const clearing = setInterval(() => clearOutOrReport(parts), HOUR_MS);
  return {
    checkpoint,
    backup,
    async stop() {
      clearInterval(looking);
      clearInterval(clearing);
      // A failure of the running checkpoint was reported by whoever began it.
      await running?.catch(() => undefined);
      await purge.running;
    },
  };
}
