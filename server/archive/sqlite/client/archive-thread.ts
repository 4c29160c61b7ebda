import { Worker } from "node:worker_threads";
import type { ThreadOptions } from "./protocol.ts";

/** Starts the built worker; it opens the archive when it is told to. */
export function startThread(workerUrl: URL, options: ThreadOptions): Worker {
  return new Worker(workerUrl, { workerData: options });
}
