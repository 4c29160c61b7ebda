import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalArchive } from "../../../../../server/archive/local-archive.ts";
import { SetAside } from "../../../../../server/archive/sqlite/write/set-aside.ts";
import { LineFormatter } from "../../../../../server/log/journal/journal-line.ts";
import type { Entry, ReadingEntry } from "../../../../../shared/entries/entry.ts";
import type { HealthAnswer, LegacyEntity, TakenUpAnswer } from "../../../../../shared/wire/api.ts";
import { batchOf, buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { openTestArchive } from "../../../../helpers/open-archive.ts";
import { startTestDavy } from "../../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../../helpers/temporary-folder.ts";
import { NO_FLEET } from "../../archive-subject.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("set-aside");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** What no reading can be, as a journal of another version might have it. */
const UNFIT: readonly object[] = [
  { measuredAt: Number.NaN },
  { measuredAt: 9e15 },
  { measuredAt: Date.UTC(10_000, 0, 1) },
  { measuredAt: Date.UTC(1000, 0, 1) - 1 },
  { key: { a: 1 } },
  { sensors: [{ type: "CO", val: Number.POSITIVE_INFINITY }] },
  { sensors: [{ type: "CO", val: "12" }] },
  { sensors: [{ val: 1 }] },
  { sensors: "CO 12" },
  { battery: "full" },
  { device: 7 },
  { device: "half \ud800" },
  { deviceTime: { s: 1 } },
];
const unfit = (seq: number, overrides: object) => ({ ...buildEntry(seq), ...overrides }) as ReadingEntry;

describe("an archive that is given entries which it cannot take in", () => {
  let archive: LocalArchive;

  beforeEach(async () => {
    archive = await openTestArchive(folder, { now: () => NOON });
  });

  afterEach(() => archive.close());

  it("takes in all others, writes a checkpoint, and has them aside with their reasons, also after a restart", async () => {
    const entries = UNFIT.flatMap((overrides, index) => [
      buildEntry(2 * index + 1),
      unfit(2 * index + 2, overrides),
    ]);
    archive.apply(batchOf(entries.slice(0, 7)));
    archive.apply(batchOf(entries.slice(7)));
    const fit = entries.filter((_, index) => index % 2 === 0);
    expect(await archive.readingsAfter(0, { limit: 100 })).toEqual(fit);
    expect(await archive.checkpoint(NO_FLEET)).toBe(entries.length);
    await archive.close();
    archive = await openTestArchive(folder, { now: () => NOON });
    archive.apply(batchOf(entries));
    expect(await archive.readingsAfter(0, { limit: 100 })).toEqual(fit);
    const aside = await archive.setAside({ after: 0, limit: 100 });
    expect(aside.map(({ seq }) => seq)).toEqual(UNFIT.map((_, index) => 2 * index + 2));
    for (const { reason } of aside) expect(reason).toMatch(/^\S+ .* \S+$/);
    expect(archive.status().setAside).toMatchObject({ entries: UNFIT.length, lost: 0 });
    expect(archive.status().problems).toEqual([expect.stringContaining("npm run replay")]);
  });

  it("forgets those that are taken up, and does not set them aside again", async () => {
    archive.apply(batchOf([unfit(1, { battery: "full" }), unfit(2, { battery: "low" })]));
    await archive.checkpoint(NO_FLEET);
    await archive.forgetSetAside([1]);
    await archive.close();
    archive = await openTestArchive(folder, { now: () => NOON });
    archive.apply(batchOf([unfit(1, { battery: "full" }), unfit(2, { battery: "low" })]));
    expect(await archive.setAside({ after: 0, limit: 100 })).toEqual([
      { seq: 2, reason: expect.any(String), entry: unfit(2, { battery: "low" }) },
    ]);
  });
});

describe("the folder of what was set aside", () => {
  it("holds no more than its bound, and counts what it did not keep", () => {
    const aside = new SetAside({ folder, maxBytes: 10_000 });
    for (const seq of [7, 8, 9, 9]) aside.keep(seq, "a reason", { seq });
    expect(aside.status()).toEqual({ entries: 2, bytes: 8_192, lost: 1 });
    expect(aside.problems()[1]).toContain("from 9 on");
    aside.forget([7]);
    aside.keep(10, "a reason", { seq: 10 });
    expect(new SetAside({ folder }).list({ after: 0, limit: 9 })).toEqual([
      { seq: 8, reason: "a reason", entry: { seq: 8 } },
      { seq: 10, reason: "a reason", entry: { seq: 10 } },
    ]);
  });

  it("writes an entry once, however often a start brings it again", () => {
    const written: string[] = [];
    const write = (path: string) => void written.push(path);
    const aside = new SetAside({ folder, write });
    for (const reason of ["a reason", "the same", "again"]) aside.keep(7, reason, { seq: 7 });
    expect(written).toEqual([join(folder, "set-aside", "7.json")]);
    expect(aside.problems()[0]).toContain("because again");
  });

  it("makes what was kept durable file by file, and its folder after them, once", () => {
    const synced: string[] = [];
    const aside = new SetAside({ folder, syncPath: (path) => void synced.push(path) });
    for (const seq of [7, 8, 9]) aside.keep(seq, "a reason", { seq });
    expect(synced).toEqual([]);
    aside.forget([8]);
    const steps = aside.sync();
    steps.next();
    expect(synced).toEqual([join(folder, "set-aside", "7.json")]);
    for (const _ of steps);
    const [name, folders] = [join(folder, "set-aside", "9.json"), [join(folder, "set-aside"), folder]];
    expect(synced.slice(1)).toEqual([name, ...folders]);
    expect([...aside.sync()]).toEqual([]);
    expect(synced).toHaveLength(4);
  });

  it("has nothing to sync of what somebody took away", async () => {
    const aside = new SetAside({ folder });
    aside.keep(7, "a reason", { seq: 7 });
    await rm(join(folder, "set-aside"), { recursive: true });
    expect([...aside.sync()]).toHaveLength(1);
  });

  it("syncs again what could not be synced", () => {
    let fails = true;
    const failing = () => {
      if (fails) throw new Error("the disk refuses");
    };
    const aside = new SetAside({ folder, syncPath: failing });
    aside.keep(7, "a reason", { seq: 7 });
    expect(() => [...aside.sync()]).toThrow("refuses");
    fails = false;
    expect([...aside.sync()]).toHaveLength(1);
  });

  it("writes anew what an earlier life had begun to keep, and counts it once", async () => {
    await mkdir(join(folder, "set-aside"));
    await writeFile(join(folder, "set-aside", "7.json"), "");
    const aside = new SetAside({ folder });
    aside.keep(7, "a reason", { seq: 7 });
    expect(aside.list({ after: 0, limit: 9 })).toEqual([{ seq: 7, reason: "a reason", entry: { seq: 7 } }]);
    expect(aside.status()).toEqual({ entries: 1, bytes: 4_096, lost: 0 });
  });

  it("keeps a file that somebody has changed, and does without it", async () => {
    await mkdir(join(folder, "set-aside"));
    await writeFile(join(folder, "set-aside", "5.json"), "{ not JSON");
    const aside = new SetAside({ folder });
    expect(aside.list({ after: 0, limit: 9 })).toMatchObject([{ seq: 5, entry: null }]);
  });
});

it("starts a server on a journal with such entries, says so, and takes up what can be mended", async () => {
  const at = Date.now() - 60_000;
  const mendable = unfit(2, { at, device: "tank", measuredAt: Number.NaN, battery: 80 });
  const hopeless = unfit(3, { at, sensors: "CO 12" });
  const entries: Entry[] = [buildEntry(1, { at }), mendable, hopeless, buildEntry(4, { at, device: "last" })];
  await mkdir(join(folder, "journal"));
  await writeFile(join(folder, "journal", "000000000001.ndjson"), new LineFormatter().format(entries));
  const davy = await startTestDavy({ folder });
  try {
    const read = async <T>(path: string) => (await (await fetch(davy.url + path)).json()) as T;
    const ids = async () =>
      (await read<LegacyEntity[]>("/get-data-from-timestamp?system_time=0")).map(
        (entity) => entity.device_id,
      );
    expect(await ids()).toEqual(["handheld 1", "last"]);
    expect(await read<HealthAnswer>("/healthz")).toMatchObject({
      status: "degraded",
      reasons: [expect.stringContaining("2 entries")],
      set_aside: { entries: 2, lost: 0 },
    });
    const metrics = await (await fetch(`${davy.url}/metrics`)).text();
    expect(metrics).toMatch(/^davy_archive_set_aside_entries 2$/m);
    const replay = async () =>
      (await (
        await fetch(`${davy.url}/api/v1/set-aside/replay`, { method: "POST" })
      ).json()) as TakenUpAnswer;
    expect(await replay()).toMatchObject({ taken: 1, left: 1, reasons: [{ seq: 3 }] });
    expect(await replay()).toMatchObject({ taken: 0, left: 1 });
    const all = await read<LegacyEntity[]>("/get-data-from-timestamp?system_time=0");
    expect(all.map(({ device_id }) => device_id)).toEqual(["handheld 1", "last", "tank"]);
    expect(all[2]).toMatchObject({ pct: 80, system_time: Math.floor(at / 1_000) });
    expect(existsSync(join(folder, "set-aside", "2.json"))).toBe(false);
    expect(existsSync(join(folder, "set-aside", "3.json"))).toBe(true);
  } finally {
    await davy.stop();
  }
});
