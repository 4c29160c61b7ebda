// Journals in a folder of the test's own, which are closed and gone after it.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach } from "vitest";
import { type JournalOptions, openJournal } from "../../../server/log/journal/journal.ts";
import type { LocalLog } from "../../../server/log/local-log.ts";
import { deviceOf } from "../../helpers/build-draft.ts";
import { recordReport } from "../../helpers/record-report.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

interface Journals {
  /** The folder of this test, empty at first. */
  readonly folder: string;
  /** Opens a journal in it; a test says only what matters to it. */
  open(overrides?: Partial<JournalOptions>): Promise<LocalLog>;
}

/** Gives each test of a file a folder for journals. */
export function useJournals(name: string): Journals {
  let folder = "";
  const opened: LocalLog[] = [];
  beforeEach(async () => {
    folder = await temporaryFolder(name);
  });
  afterEach(async () => {
    for (const log of opened.splice(0)) await log.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    async open(overrides = {}) {
      const log = await openJournal({
        id: "abcd1234",
        findKeys: async () => new Map(),
        folder,
        fsyncIntervalMs: 0,
        now: () => 1_000,
        report: recordReport(),
        leastSeq: 0,
        leastAt: 0,
        ...overrides,
      });
      opened.push(log);
      return log;
    },
  };
}

/** The devices of all entries after one, in the log's order. */
export async function devicesIn(log: LocalLog, afterSeq = 0): Promise<string[]> {
  const devices: string[] = [];
  for await (const { entries } of log.replay(afterSeq)) devices.push(...entries.map(deviceOf));
  return devices;
}
