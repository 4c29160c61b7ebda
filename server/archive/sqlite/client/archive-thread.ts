import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { ThreadOptions, ToWorker } from "./protocol.ts";

/** What to do where files of the installation are missing or damaged. */
export const NOT_WHOLE = "this Davy is not whole. Install it anew, or build it (npm run build).";

/** A thread that does not end by itself within this time is ended, and given up after as long again, ms. */
const END_LIMIT_MS = 5_000;

/** A thread that may run for long before somebody takes it over. `ended` resolves with why it did, for whoever listens by then. */
export interface ArchiveThread {
  readonly worker: Worker;
  readonly ended: Promise<Error>;
}

/** Starts the built worker; it opens the archive when it is told to. Throws a sentence for the operator where it is not there. */
export function startThread(workerUrl: URL, options: ThreadOptions): ArchiveThread {
  const path = fileURLToPath(workerUrl);
  if (!existsSync(workerUrl)) throw new Error(`${path} is missing: ${NOT_WHOLE}`);
  const worker = new Worker(workerUrl, { workerData: options });
  const ended = new Promise<Error>((resolve) => {
    worker.once("error", (error: unknown) => resolve(failureOf(error, path)));
    worker.once("exit", (code) => resolve(new Error(`The archive's thread ended with code ${code}`)));
  });
  return { worker, ended };
}

/** What a thread ended by, as a sentence where its files are to blame. */
function failureOf(error: unknown, path: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const isUnfit = error.name === "SyntaxError" || ("code" in error && error.code === "ERR_MODULE_NOT_FOUND");
  return isUnfit
    ? new Error(`${path} cannot be run (${error.message}): ${NOT_WHOLE}`, { cause: error })
    : error;
}

/** Whether a thread is gone: the process may end then. */
export function hasEnded({ worker }: Pick<ArchiveThread, "worker">): boolean {
  return worker.threadId < 0;
}

/**
 * Ends a thread, which it does by itself once its compilers rest. To be waited for before the process ends: Node 20 ends a
 * thread from outside while a compiler may still work for it, and then aborts the whole process. Resolves as well when it cannot be ended.
 */
export async function endThread(worker: Worker, limitMs = END_LIMIT_MS): Promise<void> {
  if (hasEnded({ worker })) return;
  const timers = new AbortController();
  const { signal } = timers;
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  worker.postMessage({ kind: "end" } satisfies ToWorker);
  const byForce = wait(limitMs, undefined, { signal }).then(() => {
    void worker.terminate();
    return wait(limitMs, undefined, { signal });
  });
  await Promise.race([ended, byForce]);
  byForce.catch(() => undefined);
  timers.abort();
}
