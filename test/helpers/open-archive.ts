// The real archive with its worker thread, on a folder of a test.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { LocalArchive } from "../../server/archive/local-archive.ts";
import { type ArchiveOptions, openArchive } from "../../server/archive/sqlite/client/worker-archive.ts";
import { recordReport } from "./record-report.ts";

const WORKER = resolve(import.meta.dirname, "../../dist/server/archive-worker.js");

/** Opens an archive with little memory and no retention, but for the overrides. */
export function openTestArchive(
  folder: string,
  overrides: Partial<ArchiveOptions> = {},
): Promise<LocalArchive> {
  return openArchive({
    folder,
    cacheBytes: 16 * 1024 * 1024,
    rawRetentionMs: Number.POSITIVE_INFINITY,
    minuteRetentionMs: Number.POSITIVE_INFINITY,
    hourRetentionMs: Number.POSITIVE_INFINITY,
    eventsRetentionMs: Number.POSITIVE_INFINITY,
    maxDataBytes: Number.POSITIVE_INFINITY,
    workerUrl: pathToFileURL(WORKER),
    now: Date.now,
    report: recordReport(),
    ...overrides,
  });
}
