// Which files the journal has, and what is on the disk before it goes on in the next.

import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { AppendError } from "../../../../server/log/append-error.ts";
import { type OpenForWriting, openForWriting } from "../../../../server/log/journal/segment-writer.ts";
import type { LocalLog } from "../../../../server/log/local-log.ts";
import { buildDraft } from "../../../helpers/build-draft.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { devicesIn, useJournals } from "../use-journals.ts";

const journals = useJournals("segments");
const { open } = journals;

/** The seqs that the files are named by. */
const firstSeqs = async () =>
  (await readdir(journals.folder)).map((name) => Number(name.slice(0, 12))).sort((a, b) => a - b);

/** A journal with a file for each of its entries, `d1` and so on. */
async function fileForEach(count: number): Promise<LocalLog> {
  const log = await open({ segmentBytes: 1 });
  for (let seq = 1; seq <= count; seq += 1) await log.append([buildDraft({ device: `d${seq}` })]);
  return log;
}

it("forgets the files whose entries are all safe elsewhere, and none that has another one", async () => {
  const log = await fileForEach(4);
  expect(await firstSeqs()).toEqual([1, 2, 3, 4]);
  await log.dropThrough(2);
  expect(await firstSeqs()).toEqual([3, 4]);
  expect(await devicesIn(log)).toEqual(["d3", "d4"]);
  await log.dropThrough(2);
  expect(await firstSeqs()).toEqual([3, 4]);
});

it("keeps a file of several entries until the last of them is safe", async () => {
  const log = await open({ segmentBytes: 1 });
  await log.append(["a", "b", "c"].map((device) => buildDraft({ device })));
  await log.append([buildDraft({ device: "d" })]);
  await log.dropThrough(2);
  expect(await devicesIn(log)).toEqual(["a", "b", "c", "d"]);
  await log.dropThrough(3);
  expect(await devicesIn(log)).toEqual(["d"]);
});

it("goes on in a fresh file when all is safe elsewhere, and makes none after an empty one", async () => {
  const log = await fileForEach(2);
  await log.dropThrough(2);
  expect(await firstSeqs()).toEqual([3]);
  await log.dropThrough(2);
  expect(await firstSeqs()).toEqual([3]);
  await log.append([buildDraft({ device: "next" })]);
  expect(await devicesIn(log)).toEqual(["next"]);
  expect(log.status().bytes).toBeGreaterThan(0);
  await log.dropThrough(3);
  expect(log.status().bytes).toBe(0);
});

it("gives the entries after a seq, wherever in its files that is", async () => {
  const log = await fileForEach(4);
  expect(await devicesIn(log, 2)).toEqual(["d3", "d4"]);
  expect(await devicesIn(log, 3)).toEqual(["d4"]);
  expect(await devicesIn(log, 4)).toEqual([]);
});

it("begins a file with its first entry after a start, and keeps what the one before has", async () => {
  await (await fileForEach(2)).close();
  const log = await open();
  expect(await firstSeqs()).toEqual([1, 2, 3]);
  await log.append([buildDraft({ device: "d3" })]);
  await log.append([buildDraft({ device: "d4" })]);
  expect(await firstSeqs()).toEqual([1, 2, 3]);
  expect(await devicesIn(log)).toEqual(["d1", "d2", "d3", "d4"]);
});

/** Real files that tell what is done to them. */
function telling(done: string[]): OpenForWriting {
  return async (path, flags) => {
    const file = await openForWriting(path, flags);
    done.push("open");
    return {
      write: (bytes: Buffer, offset: number) => {
        done.push("write");
        return file.write(bytes, offset);
      },
      datasync: () => {
        done.push("sync");
        return file.datasync();
      },
      truncate: (length: number) => file.truncate(length),
      close: () => {
        done.push("close");
        return file.close();
      },
    } as never;
  };
}

it("syncs what it acknowledged before it leaves a file, where syncs come later than acknowledgements", async () => {
  const done: string[] = [];
  const log = await open({ openFile: telling(done), fsyncIntervalMs: 3_600_000, segmentBytes: 1 });
  await log.append([buildDraft()]);
  await log.append([buildDraft()]);
  expect(done).toEqual(["open", "write", "sync", "close", "open", "write"]);
  await log.close();
  expect(done.slice(6)).toEqual(["sync", "close"]);
});

it("syncs before it acknowledges, where it is told to, and has nothing left to sync when it closes", async () => {
  const done: string[] = [];
  const log = await open({ openFile: telling(done) });
  const acknowledged = log.append([buildDraft()]).then(() => done.push("acknowledged"));
  await acknowledged;
  await log.close();
  expect(done).toEqual(["open", "write", "sync", "acknowledged", "close"]);
});

it("writes on where the disk took a part, until all is written", async () => {
  const inPieces: OpenForWriting = async (path, flags) => {
    const file = await openForWriting(path, flags);
    return {
      write: (bytes: Buffer, offset: number) => file.write(bytes, offset, Math.min(7, bytes.length - offset)),
      datasync: () => file.datasync(),
      truncate: (length: number) => file.truncate(length),
      close: () => file.close(),
    } as never;
  };
  const log = await open({ openFile: inPieces });
  await log.append([buildDraft({ device: "a" }), buildDraft({ device: "b" })]);
  await log.close();
  const again = await open();
  expect(await devicesIn(again)).toEqual(["a", "b"]);
  expect(again.status().damage).toEqual([]);
});

it("begins a further file after 8 MB, where nothing else is said", async () => {
  const log = await open();
  const wide = (bytes: number) => [buildDraft({ extra: { note: "x".repeat(bytes) } })];
  await log.append(wide(8 * 1024 * 1024 - 1_000));
  await log.append(wide(1_000));
  expect(await firstSeqs()).toEqual([1]);
  await log.append([buildDraft()]);
  expect(await firstSeqs()).toEqual([1, 3]);
});

it("gives a backup all of its files as they are at this moment, whatever becomes of them", async () => {
  const log = await fileForEach(3);
  const { files, end } = await log.backup();
  await log.append([buildDraft({ device: "after" })]);
  await log.dropThrough(2);
  const texts: string[] = [];
  for (const file of files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.read()) pieces.push(piece);
    texts.push(Buffer.concat(pieces).toString());
  }
  await end();
  const name = basename(journals.folder);
  expect(files.map(({ path }) => path)).toEqual([1, 2, 3].map((seq) => `${name}/00000000000${seq}.ndjson`));
  expect(texts.map((text) => /"device":"(\w+)"/.exec(text)?.[1])).toEqual(["d1", "d2", "d3"]);
  expect(files.map(({ bytes }) => bytes)).toEqual(texts.map(({ length }) => length));
});

it("appends nothing where there is nothing, and tells how much it takes on the disk", async () => {
  const log = await open();
  expect(await log.append([])).toEqual([]);
  expect(log.status()).toEqual({ lastSeq: 0, bytes: 0, damage: [] });
  await log.append([buildDraft()]);
  const [name = ""] = await readdir(journals.folder);
  const { size } = await stat(join(journals.folder, name));
  expect(log.status()).toEqual({ lastSeq: 1, bytes: size, damage: [] });
});

it("says what is the matter with its folder in the words of whoever watches it, and reports that only once", async () => {
  const lock = {
    failing: undefined as string | undefined,
    problems: ["moved once"],
    confirm: async () => true,
  };
  const report = recordReport();
  const log = await open({ lock, report });
  const taken = new AppendError("folder_taken");
  lock.failing = taken.message;
  lock.confirm = () => Promise.reject(taken);
  for (let attempt = 0; attempt < 2; attempt += 1)
    await expect(log.append([buildDraft()])).rejects.toMatchObject({ code: "folder_taken" });
  expect(log.status()).toMatchObject({ damage: ["moved once"], failing: taken.message });
  expect(report.lines).toEqual([]);
  lock.failing = undefined;
  expect(log.status().failing).toBe(undefined);
  for (let attempt = 0; attempt < 2; attempt += 1) await log.append([buildDraft()]).catch(() => undefined);
  expect(report.lines).toMatchObject([{ level: "error", message: taken.message }]);
  expect(log.status().failing).toBe(taken.message);
});

it("has a file once whose first write failed, and what was written into it later once", async () => {
  let fails = true;
  const openFile: OpenForWriting = async (path, flags) => {
    const file = await openForWriting(path, flags);
    const write = (bytes: Buffer, offset: number) =>
      fails ? Promise.reject(new Error("no")) : file.write(bytes, offset);
    return {
      write,
      datasync: () => file.datasync(),
      truncate: (length: number) => file.truncate(length),
      close: () => file.close(),
    } as never;
  };
  const log = await open({ openFile });
  await expect(log.append([buildDraft()])).rejects.toMatchObject({ code: "io_error" });
  fails = false;
  await log.append([buildDraft({ device: "after" })]);
  expect([await firstSeqs(), await devicesIn(log)]).toEqual([[1], ["after"]]);
  const { files, end } = await log.backup();
  await end();
  expect(files).toHaveLength(1);
});
