// What an entrance stands on beside its log, where none of it has anything to say.

import type { createIngest } from "../../../server/ingest/ingest.ts";
import { NOON } from "../../helpers/build-entry.ts";

/** It is noon, nothing is known, and nothing waits for the archive. */
export const QUIET_PARTS: Omit<Parameters<typeof createIngest>[0], "log"> = {
  intake: { backlog: 0, drained: async () => undefined },
  archive: {
    lastImportedRow: async () => 0,
    setAside: async () => [],
    forgetSetAside: async () => undefined,
  },
  fleet: { size: 0, sensorCount: 0, known: () => undefined, state: () => undefined },
  rejected: { keep: () => undefined, earlier: async () => undefined },
  report: { warn: () => undefined },
  maxNewDevices: 100,
  now: () => NOON,
  maxBacklog: 1_000,
};
