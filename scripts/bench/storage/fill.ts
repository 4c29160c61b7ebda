// Fills an archive in a process of its own, through the same interface as the server, and tells how fast that was.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openArchive } from "../../../server/archive/sqlite/client/worker-archive.ts";
import { createFleet } from "../../../server/state/fleet.ts";
import { answerParent } from "../process.ts";
import { batchAt, type Series } from "./series.ts";

/** What is to be filled in. `prepared` makes all batches beforehand, so that only the archive is timed. */
export interface Filling {
  readonly folder: string;
  readonly series: Series;
  readonly readings: number;
  readonly batch: number;
  readonly prepared: boolean;
  /** Checkpoints are written whenever the archive has come to one of these sizes, and at the end. */
  readonly checkpointsAt?: readonly number[];
}

/** How it went. `checkpoints` are in the order of their sizes; `timed` is how many readings took the `seconds`. */
export interface Filled {
  readonly timed: number;
  readonly seconds: number;
  /** Of all files that history needs, as they are on disk. */
  readonly bytes: number;
  readonly checkpoints: readonly { readonly readings: number; readonly ms: number }[];
}

/** Every archive has a thread of its own, whose compilers are cold: with prepared batches so many readings are not timed. */
const WARM_UP = 50_000;
/** Batches that may wait for the archive's thread. */
const MAX_BACKLOG = 50_000;
/** Beyond this an ordinary server would have written a checkpoint several times. */
const CHECKPOINT_EVERY = 1_000_000;

const silent = { debug() {}, info() {}, warn: console.warn, error: console.error };

function open(folder: string) {
  return openArchive({
    folder,
    cacheBytes: 256 * 1024 * 1024,
    rawRetentionMs: Number.POSITIVE_INFINITY,
    minuteRetentionMs: Number.POSITIVE_INFINITY,
    hourRetentionMs: Number.POSITIVE_INFINITY,
    eventsRetentionMs: Number.POSITIVE_INFINITY,
    maxDataBytes: Number.POSITIVE_INFINITY,
    workerUrl: pathToFileURL(resolve("dist/server/archive-worker.js")),
    now: Date.now,
    report: silent,
  });
}

function* batchesOf({ series, readings, batch }: Filling) {
  for (let first = 0; first < readings; first += batch)
    yield batchAt(series, first, Math.min(batch, readings - first));
}

async function fill(filling: Filling): Promise<Filled> {
  const archive = await open(filling.folder);
  const fleet = createFleet({ seq: 0, devices: [] });
  const batches = filling.prepared ? [...batchesOf(filling)] : batchesOf(filling);
  const checkpoints: { readings: number; ms: number }[] = [];
  let applied = 0;
  const writeCheckpoint = async () => {
    await archive.drained(0);
    await archive.checkpoint({ seq: fleet.seq, states: { fleet: fleet.snapshot() } });
    checkpoints.push({ readings: applied, ms: archive.status().checkpointMs ?? Number.NaN });
  };
  let started = performance.now();
  let untimed = 0;
  for (const batch of batches) {
    archive.apply(batch);
    fleet.observe(batch);
    applied += batch.entries.length;
    await archive.drained(MAX_BACKLOG);
    if (filling.prepared && applied === WARM_UP) {
      await archive.drained(0);
      started = performance.now();
      untimed = applied;
    }
    if (filling.checkpointsAt?.includes(applied) || applied % CHECKPOINT_EVERY === 0) await writeCheckpoint();
  }
  await archive.drained(0);
  const seconds = (performance.now() - started) / 1_000;
  if (checkpoints.at(-1)?.readings !== applied) await writeCheckpoint();
  const { bytes } = archive.status();
  await archive.close();
  return { timed: applied - untimed, seconds, bytes, checkpoints };
}

answerParent(fill);
