// The archive without its thread, on a folder of a test.

import initSqlJs from "sql.js";
import { Problems } from "../../server/archive/sqlite/files/problems.ts";
import { type WriteFile, writeFileSafely } from "../../server/archive/sqlite/files/write-file.ts";
import { Store } from "../../server/archive/sqlite/store.ts";
import { NOON } from "./build-entry.ts";

const SQL = await initSqlJs();

/** What a test says of its store. With `partBytes: 1` each batch begins a part of its own. */
export interface StoreTerms {
  readonly cacheBytes?: number;
  readonly partBytes?: number | undefined;
  readonly write?: WriteFile;
  readonly report?: ConstructorParameters<typeof Problems>[0];
}

/** A store that keeps everything for ever; it is noon there. */
export function openTestStore(
  folder: string,
  { cacheBytes = 1e8, partBytes, write = writeFileSafely, report = () => undefined }: StoreTerms,
): Store {
  const forever = Number.POSITIVE_INFINITY;
  const rollUps = { minuteRetentionMs: forever, hourRetentionMs: forever };
  const retention = { rawRetentionMs: forever, ...rollUps, eventsRetentionMs: forever };
  return new Store({
    SQL,
    options: { folder, cacheBytes, ...retention, maxDataBytes: forever },
    ...(partBytes === undefined ? {} : { partBytes }),
    now: () => NOON,
    write,
    problems: new Problems(report),
  });
}
