import { Worker } from "node:worker_threads";
import type { ThreadOptions, ToWorker } from "./protocol.ts";

/** A thread that does not end by itself within this time is ended, ms. */
const END_LIMIT_MS = 3_000;

/** Starts the built worker; it opens the archive when it is told to. */
export function startThread(workerUrl: URL, options: ThreadOptions): Worker {
  return new Worker(workerUrl, { workerData: options });
}

/**
 * Ends a thread, which it does by itself once its compilers rest. To be waited for before the process ends: Node 20 ends a
 * thread from outside while a compiler may still work for it, and then aborts the whole process.
 */
export async function endThread(worker: Worker): Promise<void> {
  const hasEnded = worker.threadId < 0;
  if (hasEnded) return;
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  worker.postMessage({ kind: "end" } satisfies ToWorker);
  const timer = setTimeout(() => void worker.terminate(), END_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}
