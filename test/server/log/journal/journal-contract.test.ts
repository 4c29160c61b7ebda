import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal } from "../../../../server/log/journal/journal.ts";
import type { LocalLog } from "../../../../server/log/local-log.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { describeLog } from "../log-contract.ts";

/** The first entry with each key, looked up in the log itself. */
async function findKeys(log: LocalLog, keys: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { entries } of log.replay(0)) {
    for (const entry of entries) {
      const key = entry.kind === "reading" ? entry.key : undefined;
      if (key !== undefined && keys.includes(key) && !found.has(key)) found.set(key, entry.seq);
    }
  }
  return found;
}

describeLog("the journal", async () => {
  const own = mkdtempSync(join(tmpdir(), "davy-contract-"));
  return {
    async open(now) {
      const journal: LocalLog = await openJournal({
        id: "abcd1234",
        findKeys: (keys) => findKeys(journal, keys),
        folder: own,
        fsyncIntervalMs: 0,
        now,
        report: recordReport(),
        leastSeq: 0,
        leastAt: 0,
      });
      return journal;
    },
    remove: async () => rmSync(own, { recursive: true, force: true }),
  };
});
