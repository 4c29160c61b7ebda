// What happens by itself: checkpoints by journal size and age, and retention.

import { HOUR_MS, SECOND_MS } from "../shared/time.ts";
import type { Archive } from "./archive/archive.ts";
import type { Fleet } from "./fleet/fleet.ts";
import type { Backup, Log, Rejected } from "./log/log.ts";
import type { Report } from "./report.ts";

const LOOK_MS = SECOND_MS;
/** After a checkpoint that failed (a full disk, say) the next is tried this much later. */
const RETRY_MS = 30 * SECOND_MS;

interface HousekeepingParts {
  readonly log: Log;
  readonly archive: Archive;
  readonly fleet: Fleet;
  readonly rejected: Rejected;
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

/** Starts the chores. One checkpoint runs at a time; a failing one is reported and tried again. */
export function startHousekeeping(parts: HousekeepingParts): Housekeeping {
  const { log, archive, fleet, rejected, report, now } = parts;
  let running: Promise<void> | undefined;
  /** Ends when a backup holds all its files: until then none of them may be replaced or dropped. */
  let holding: Promise<unknown> = Promise.resolve();
  let checkpointSeq = archive.replayAfter;
  let lastAt = now();
  let nextTryAt = 0;

  async function writeCheckpoint(): Promise<void> {
    await holding;
    const seq = await archive.checkpoint(fleet.snapshot());
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

  /** The archive first: the log then has everything that the archive's files may lack, and nothing is in them that it lacks. */
  async function holdAll(): Promise<Backup> {
    const parts: Backup[] = [];
    const end = async () => void (await Promise.all(parts.map((part) => part.end())));
    try {
      for (const part of [archive, log, rejected]) parts.push(await part.backup());
    } catch (error) {
      await end();
      throw error;
    }
    return { files: parts.flatMap((part) => part.files), end };
  }

  function backup(): Promise<Backup> {
    // The checkpoint that runs, not one that begins later: that one waits for this.
    const held = Promise.allSettled([holding, running]).then(holdAll);
    holding = held.catch(() => undefined);
    return held;
  }

  function look(): void {
    if (running || now() < nextTryAt || log.lastSeq === checkpointSeq) return;
    const due = log.status().bytes >= parts.checkpointBytes || now() - lastAt >= parts.checkpointMs;
    if (!due) return;
    checkpoint().catch((error: unknown) => {
      nextTryAt = now() + RETRY_MS;
      report.error(
        { error },
        "The checkpoint failed and is tried again; the journal keeps everything until then",
      );
    });
  }

  async function clearOut(): Promise<void> {
    const bytesElsewhere = log.status().bytes + rejected.status().bytes;
    for (const deleted of await archive.enforceRetention(now(), bytesElsewhere)) report.info({}, deleted);
    await rejected.enforceRetention(now());
  }

  function clearOutOrReport(): void {
    clearOut().catch((error: unknown) =>
      report.error({ error }, "Retention could not be enforced; next try in an hour"),
    );
  }

  const looking = setInterval(look, LOOK_MS);
  const clearing = setInterval(clearOutOrReport, HOUR_MS);
  clearOutOrReport();
  return {
    checkpoint,
    backup,
    async stop() {
      clearInterval(looking);
      clearInterval(clearing);
      // A failure of the running checkpoint was reported by whoever began it.
      await running?.catch(() => undefined);
    },
  };
}
