import { appendFile, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalOptions } from "../../../../server/log/journal/journal.ts";
import { type OpenForWriting, openForWriting } from "../../../../server/log/journal/segment-writer.ts";
import { buildDraft } from "../../../helpers/build-draft.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { devicesIn, useJournals } from "../use-journals.ts";

const journals = useJournals("journal");

async function open(overrides: Partial<JournalOptions> = {}) {
  const report = recordReport();
  return { log: await journals.open({ report, ...overrides }), report };
}

async function segmentFiles(): Promise<string[]> {
  return (await readdir(journals.folder)).filter((name) => /^\d+\.ndjson$/.test(name)).sort();
}

describe("group commit", () => {
  it("syncs entries that arrive during a sync together", async () => {
    let syncs = 0;
    const { log } = await open({ onSync: () => (syncs += 1) });
    await Promise.all(Array.from({ length: 200 }, () => log.append([buildDraft()])));
    expect(log.lastSeq).toBe(200);
    expect(syncs).toBeLessThan(10);
  });

  it("refuses what would make too much wait for the disk, and takes more later", async () => {
    const { log } = await open();
    const many = Array.from({ length: 60_000 }, () => buildDraft());
    const first = log.append(many);
    await expect(log.append(many)).rejects.toMatchObject({ code: "busy" });
    expect((await first).length).toBe(60_000);
    await expect(log.append([buildDraft()])).resolves.toHaveLength(1);
  });
});

describe("segments", () => {
  it("rotate by size, and go as soon as all their entries are safe elsewhere", async () => {
    const { log } = await open({ segmentBytes: 300 });
    for (let index = 0; index < 6; index += 1) await log.append([buildDraft({ device: `d${index}` })]);
    const before = await segmentFiles();
    expect(before.length).toBeGreaterThan(2);
    await log.dropThrough(4);
    expect((await segmentFiles()).length).toBeLessThan(before.length);
    expect((await devicesIn(log)).slice(-2)).toEqual(["d4", "d5"]);
  });

  it("never number below what the archive has, even when the journal is gone", async () => {
    const { log } = await open({ leastSeq: 41, leastAt: 5_000 });
    expect((await log.append([buildDraft()]))[0]?.seq).toBe(42);
  });
});

describe("what a crash leaves", () => {
  async function journalBytes(count: number): Promise<{ name: string; bytes: Buffer }> {
    const { log } = await open();
    for (let index = 0; index < count; index += 1)
      await log.append([buildDraft({ device: `gerät ${index}` })]);
    await log.close();
    const [name = ""] = await segmentFiles();
    return { name, bytes: await readFile(join(journals.folder, name)) };
  }

  it("every prefix of the journal's bytes recovers to a prefix of the entries", async () => {
    const { name, bytes } = await journalBytes(6);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (length) => {
        await writeFile(join(journals.folder, name), bytes.subarray(0, length));
        const { log } = await open();
        const devices = await devicesIn(log);
        const whole = bytes.subarray(0, length).toString("utf8").split("\n").length - 1;
        expect(devices).toEqual(Array.from({ length: whole }, (_, index) => `gerät ${index}`));
        await log.append([buildDraft({ device: "after" })]);
        expect(await devicesIn(log)).toEqual([...devices, "after"]);
        await log.close();
        for (const file of await readdir(journals.folder)) await rm(join(journals.folder, file));
      }),
      { numRuns: 60 },
    );
  });

  it("a damaged byte anywhere is found, kept aside and reported, and costs at most the lines that it touches", async () => {
    const { name, bytes } = await journalBytes(6);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const broken = Buffer.from(bytes);
          broken[at] = (broken[at] ?? 0) ^ flip;
          await writeFile(join(journals.folder, name), broken);
          const { log, report } = await open();
          const devices = await devicesIn(log);
          expect(devices.length).toBeGreaterThanOrEqual(4);
          // Every damage is an error, kept aside: nothing that was acknowledged passes for a torn end.
          expect(report.lines.some((line) => line.level === "error")).toBe(true);
          expect(log.status().damage).not.toEqual([]);
          const files = await readdir(journals.folder);
          const isAside = files.some((file) => file.startsWith("damaged-1970-01-01"));
          expect(isAside || devices.length === 6).toBe(true);
          await log.close();
          for (const file of await readdir(journals.folder)) await rm(join(journals.folder, file));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps the last entry when its line end alone is damaged, mends it and says so", async () => {
    const { name, bytes } = await journalBytes(3);
    const broken = Buffer.from(bytes);
    broken[broken.length - 1] = 0x0b;
    await writeFile(join(journals.folder, name), broken);
    const { log, report } = await open();
    expect(await devicesIn(log)).toEqual(["gerät 0", "gerät 1", "gerät 2"]);
    expect(report.lines.map((line) => line.level)).toEqual(["error"]);
    expect(log.status().damage.join()).toContain("last line end");
    await log.append([buildDraft({ device: "after" })]);
    await log.close();
    const again = await open();
    expect(await devicesIn(again.log)).toEqual(["gerät 0", "gerät 1", "gerät 2", "after"]);
    expect(again.report.lines).toEqual([]);
  });

  it("cuts off a torn end with a warning and says nothing of damage", async () => {
    const { name } = await journalBytes(2);
    await appendFile(join(journals.folder, name), '{"seq":3,"at":10');
    const { log, report } = await open();
    expect(log.lastSeq).toBe(2);
    expect(log.status().damage).toEqual([]);
    expect(report.lines.map((line) => line.level)).toEqual(["warn"]);
  });

  it("keeps a damaged line in the middle in a dated file, and says so in its status", async () => {
    const { name, bytes } = await journalBytes(3);
    await writeFile(join(journals.folder, name), bytes.toString("utf8").replace("gerät 1", "gerat 1"));
    const { log } = await open();
    expect(await devicesIn(log)).toEqual(["gerät 0", "gerät 2"]);
    expect(log.status().damage.join()).toMatch(/1 damaged line.*kept in[\s\S]*Entries 2 to 2 .*missing/);
    const aside = (await readdir(journals.folder)).find((file) => file.startsWith("damaged-1970-01-01"));
    expect(await readFile(join(journals.folder, aside ?? ""), "utf8")).toContain("gerat 1");
  });
});

describe("a disk that fails", () => {
  /** Opens real files whose writes or syncs fail while `fails` says so. */
  function failing(state: { write?: string; sync?: string }): OpenForWriting {
    const problem = (code: string) => Object.assign(new Error(code), { code });
    return async (path, flags) => {
      const file = await openForWriting(path, flags);
      return {
        write: async (bytes: Buffer, offset: number) => {
          if (!state.write) return file.write(bytes, offset);
          // Half of it gets to the disk, as when it runs full.
          await file.write(bytes.subarray(offset, offset + Math.ceil((bytes.length - offset) / 2)), 0);
          throw problem(state.write);
        },
        datasync: () => (state.sync ? Promise.reject(problem(state.sync)) : file.datasync()),
        truncate: (length: number) => file.truncate(length),
        close: () => file.close(),
      } as never;
    };
  }

  it.each([
    ["ENOSPC", "disk_full"],
    ["EROFS", "read_only"],
    ["EIO", "io_error"],
  ])(
    "%s on a write rejects with %s, keeps nothing of it, and takes more once the disk can",
    async (errno, code) => {
      const state: { write?: string } = {};
      const { log } = await open({ openFile: failing(state) });
      await log.append([buildDraft({ device: "before" })]);
      state.write = errno;
      await expect(log.append([buildDraft({ device: "refused" })])).rejects.toMatchObject({ code });
      expect(log.status().failing).toMatch(/\w+\./);
      delete state.write;
      await log.append([buildDraft({ device: "after" })]);
      expect(log.status().failing).toBeUndefined();
      expect(await devicesIn(log)).toEqual(["before", "after"]);
      await log.close();
      const again = await open();
      expect(await devicesIn(again.log)).toEqual(["before", "after"]);
      expect(again.log.lastSeq).toBe(2);
    },
  );

  it("never brings back what was refused because its sync failed", async () => {
    const state: { sync?: string } = {};
    const { log } = await open({ openFile: failing(state) });
    await log.append([buildDraft({ device: "before" })]);
    state.sync = "EIO";
    await expect(log.append([buildDraft({ device: "refused" })])).rejects.toMatchObject({ code: "io_error" });
    await log.close();
    const { log: again } = await open();
    expect(await devicesIn(again)).toEqual(["before"]);
  });
});

it("tells of entries that are missing before, within and behind what it has, and goes on after them all", async () => {
  const { log } = await open({ segmentBytes: 1 });
  for (let index = 1; index <= 6; index += 1) await log.append([buildDraft({ device: `d${index}` })]);
  await log.close();
  for (const seq of [1, 2, 4]) await rm(join(journals.folder, `${String(seq).padStart(12, "0")}.ndjson`));
  const again = await open({ segmentBytes: 1, safeSeq: 1, leastSeq: 9 });
  const text = again.log.status().damage.join("\n");
  expect(text).toContain("Entries 2 to 2 ");
  expect(text).toContain("Entries 4 to 4 ");
  expect(text).toContain("Entries 7 to 9 ");
  expect((await again.log.append([buildDraft({ device: "after" })]))[0]?.seq).toBe(10);
  expect(await devicesIn(again.log)).toEqual(["d3", "d5", "d6", "after"]);
});

it("opens beside what only bears a segment's name, and tells that its entries are missing", async () => {
  const { log } = await open({ segmentBytes: 1 });
  for (let index = 1; index <= 4; index += 1) await log.append([buildDraft({ device: `d${index}` })]);
  await log.close();
  const path = (seq: number) => join(journals.folder, `${String(seq).padStart(12, "0")}.ndjson`);
  for (const seq of [2, 3]) await rm(path(seq));
  await mkdir(path(2));
  await symlink("/dev/null", path(3));
  const again = await open({ segmentBytes: 1 });
  expect(again.log.status().damage.join()).toContain("Entries 2 to 3 ");
  expect(await devicesIn(again.log)).toEqual(["d1", "d4"]);
});

it("says so until a sync succeeds when one between acknowledgements has failed", async () => {
  const state: { fails: boolean } = { fails: true };
  const openFile: OpenForWriting = async (path, flags) => {
    const file = await openForWriting(path, flags);
    const datasync = () => (state.fails ? Promise.reject(new Error("EIO")) : file.datasync());
    return {
      write: file.write.bind(file),
      datasync,
      truncate: file.truncate.bind(file),
      close: () => file.close(),
    };
  };
  const { log } = await open({ fsyncIntervalMs: 10, openFile });
  await log.append([buildDraft({ device: "at risk" })]);
  await expect.poll(() => log.status().failing).toContain("Check the disk");
  await log.append([buildDraft({ device: "next" })]);
  expect(log.status().failing).toBeDefined();
  state.fails = false;
  await log.append([buildDraft({ device: "last" })]);
  await expect.poll(() => log.status().failing).toBeUndefined();
  expect(await devicesIn(log)).toEqual(["at risk", "next", "last"]);
});

it("acknowledges before the sync, and syncs at the interval, when it is told to", async () => {
  let syncs = 0;
  const { log } = await open({ fsyncIntervalMs: 20, onSync: () => (syncs += 1) });
  await log.append([buildDraft()]);
  expect(syncs).toBe(0);
  await expect.poll(() => syncs).toBe(1);
});
