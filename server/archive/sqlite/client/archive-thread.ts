import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { ThreadOptions, ToWorker } from "./protocol.ts";

/** A thread that does not end by itself within this time is ended, ms. */
const END_LIMIT_MS = 5_000;

/** Starts the built worker; it opens the archive when it is told to. Throws a sentence for the operator where it is not there. */
export function startThread(workerUrl: URL, options: ThreadOptions): Worker {
  if (!existsSync(workerUrl)) {
    const path = fileURLToPath(workerUrl);
    throw new Error(
      `${path} is missing: this Davy is not whole. Install it anew, or build it (npm run build).`,
    );
  }
  return new Worker(workerUrl, { workerData: options });
}

/**
 * Ends a thread, which it does by itself once its compilers rest. To be waited for before the process ends: Node 20 ends a
 * thread from outside while a compiler may still work for it, and then aborts the whole process.
 */
export async function endThread(worker: Worker, limitMs = END_LIMIT_MS): Promise<void> {
  const hasEnded = worker.threadId < 0;
  if (hasEnded) return;
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  worker.postMessage({ kind: "end" } satisfies ToWorker);
  const timer = setTimeout(() => void worker.terminate(), limitMs);
  await ended;
  clearTimeout(timer);
}
