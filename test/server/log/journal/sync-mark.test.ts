import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openJournal } from "../../../../server/log/journal/journal.ts";
import { SyncMark } from "../../../../server/log/journal/sync-mark.ts";
import type { LocalLog } from "../../../../server/log/local-log.ts";
import { buildDraft } from "../../../helpers/build-draft.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

let data: string;
beforeEach(async () => {
  data = await temporaryFolder("sync-mark");
});
afterEach(() => rm(data, { recursive: true, force: true }));

function open({ id = "abcd1234", fsyncIntervalMs = 0 } = {}): Promise<LocalLog> {
  const parts = { findKeys: async () => new Map(), now: () => Date.now(), report: recordReport() };
  const places = { folder: join(data, "journal"), markPath: join(data, "journal.json") };
  return openJournal({ ...parts, ...places, id, fsyncIntervalMs, leastSeq: 0, leastAt: 0 });
}

/** Writes five entries in a run of its own; answers the path of their segment. */
async function writeFive(options = {}): Promise<string> {
  const log = await open(options);
  for (let count = 0; count < 5; count += 1) await log.append([buildDraft()]);
  await log.close();
  return join(data, "journal", "000000000001.ndjson");
}

async function cut(path: string, lines: number): Promise<void> {
  const text = await readFile(path, "utf8");
  // In the middle of a line, as a crash leaves it.
  await truncate(path, text.split("\n").slice(0, lines).join("\n").length + 20);
}

const CUT = /Entries 4 to 5 of the journal are missing: they were on the disk/;

it.each([0, 60_000])(
  "tells a journal that was cut from one with a torn end, with a sync each %s ms",
  async (fsyncIntervalMs) => {
    const path = await writeFive({ fsyncIntervalMs });
    await cut(path, 3);
    const log = await open();
    expect(log.status().damage.join()).toMatch(CUT);
    // Their numbers are not given to others.
    expect((await log.append([buildDraft()]))[0]?.seq).toBe(6);
    await log.close();
  },
);

it("says within a quarter of a second up to where all was synced, and has it over starts that add nothing", async () => {
  const options = { id: "abcd1234", path: join(data, "mark.json") };
  const mark = await SyncMark.open(options);
  expect(mark.found).toBe(0);
  mark.note(7);
  const within = () => readFile(options.path, "utf8");
  await expect.poll(within).toBe('{"id":"abcd1234"}\n               7\n');
  await mark.close();
  const found: number[] = [];
  for (const next of [undefined, 9, undefined, undefined]) {
    const again = await SyncMark.open(options);
    found.push(again.found);
    if (next !== undefined) again.note(next);
    await again.close();
  }
  expect(found).toEqual([7, 7, 9, 9]);
  const ofAnother = await SyncMark.open({ ...options, id: "efgh5678" });
  expect(ofAnother.found).toBe(0);
  await ofAnother.close();
});

it("knows a journal that is gone as a whole", async () => {
  await writeFive();
  await rm(join(data, "journal"), { recursive: true });
  const log = await open();
  expect(log.status().damage.join()).toContain("Entries 1 to 5 of the journal are missing");
  await log.close();
});

it("says nothing of a torn end behind what was synced", async () => {
  await appendFile(await writeFive(), '{"seq":6,"at":10');
  const log = await open();
  expect([log.lastSeq, log.status().damage]).toEqual([5, []]);
  await log.close();
});

it.each<[string, () => Promise<unknown>, string]>([
  ["of another log", async () => undefined, "wxyz9876"],
  ["that is half-written", () => truncate(join(data, "journal.json"), 20), "abcd1234"],
  ["that is none", () => writeFile(join(data, "journal.json"), "{}\n"), "abcd1234"],
  [
    "that is a folder",
    () => rm(join(data, "journal.json")).then(() => mkdir(join(data, "journal.json"))),
    "abcd1234",
  ],
])("goes by no mark %s, and starts all the same", async (_, spoil, id) => {
  await cut(await writeFive(), 3);
  await spoil();
  const log = await open({ id });
  expect([log.lastSeq, log.status().damage]).toEqual([3, []]);
  expect((await log.append([buildDraft()]))[0]?.seq).toBe(4);
  await log.close();
  expect(await readdir(data)).toContain("journal");
});
