import { Worker } from "node:worker_threads";
import type { ThreadOptions } from "../protocol.ts";

/** Starts the built worker; it opens the archive when it is told to. */
export function startThread(workerUrl: URL, options: ThreadOptions): Worker {
  return new Worker(workerUrl, { workerData: options });
}

/** Starts the worker ahead of openArchive: it gets ready for its work while the rest of the server loads. */
export function startArchiveThread(workerUrl: URL): Worker {
  return startThread(workerUrl, { isRehearsing: true });
}
