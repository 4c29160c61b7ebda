// What is found in a journal's files when it is opened, line by line.

import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LineFormatter } from "../../../../server/log/journal/journal-line.ts";
import {
  type RecoveryParts,
  recoverSegments,
  replaySegments,
} from "../../../../server/log/journal/recovery.ts";
import {
  bytesLeft,
  idOf,
  listSegments,
  readLines,
  segmentPath,
} from "../../../../server/log/journal/segments.ts";
import type { Entry } from "../../../../shared/entries/entry.ts";
import { buildEntry } from "../../../helpers/build-entry.ts";
import { type RecordedReport, recordReport } from "../../../helpers/record-report.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

let folder: string;
let report: RecordedReport;

beforeEach(async () => {
  folder = await temporaryFolder("recovery");
  report = recordReport();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const line = (entry: Entry) => new LineFormatter().format([entry]).toString();
const entry = (seq: number, at = 1_000 + seq, device = `d${seq}`) =>
  buildEntry(seq, { at, measuredAt: at, device });
const lines = (...seqs: readonly number[]) => seqs.map((seq) => line(entry(seq))).join("");

/** Files of a journal by the seq that they begin with. */
async function write(files: { readonly [firstSeq: number]: string }): Promise<void> {
  for (const [firstSeq, text] of Object.entries(files))
    await writeFile(segmentPath(folder, Number(firstSeq)), text);
}

async function recover(parts: Partial<RecoveryParts & { readonly syncedSeq: number }> = {}) {
  const segments = await listSegments(folder);
  const defaults = { now: () => Date.UTC(2026, 10, 24), report, leastSeq: 0, leastAt: 0 };
  return recoverSegments(segments, { ...defaults, ...parts });
}

async function replayed(afterSeq = 0, until = 1_000): Promise<number[]> {
  const seqs: number[] = [];
  for await (const { entries, ndjson } of replaySegments(await listSegments(folder), { afterSeq, until })) {
    expect(entries).not.toEqual([]);
    seqs.push(...entries.map(({ seq }) => seq));
    expect(Buffer.from(ndjson).toString()).toBe(entries.map(line).join(""));
  }
  return seqs;
}

const said = () => report.lines.map(({ level, message }) => `${level}: ${message}`);

it("finds the last entry and its time over all files, and nothing to say of a whole journal", async () => {
  await write({ 1: lines(1, 2), 3: lines(3), 4: "" });
  expect(await recover()).toEqual({ lastSeq: 3, lastAt: 1_003, damage: [] });
  expect(said()).toEqual([]);
  expect(await replayed()).toEqual([1, 2, 3]);
  expect(await replayed(1)).toEqual([2, 3]);
  expect(await replayed(1, 2)).toEqual([2]);
  expect(await replayed(3)).toEqual([]);
});

it("goes on from what the archive has where the journal ends before it or is gone", async () => {
  expect(await recover({ leastSeq: 41, safeSeq: 41, leastAt: 5_000 })).toEqual({
    lastSeq: 41,
    lastAt: 5_000,
    damage: [],
  });
  expect(await recover({ leastSeq: 41, safeSeq: 40, leastAt: 5_000 })).toEqual({
    lastSeq: 41,
    lastAt: 5_000,
    damage: ["Entries 41 to 41 of the journal are missing"],
  });
  await write({ 1: lines(1, 2) });
  expect(await recover({ leastSeq: 2, safeSeq: 2, leastAt: 5_000 })).toMatchObject({
    lastSeq: 2,
    lastAt: 1_002,
  });
  for (const least of [3, 4])
    expect(await recover({ leastSeq: least, safeSeq: least, leastAt: 5_000 })).toMatchObject({
      lastSeq: least,
      lastAt: 5_000,
    });
});

it("asks from when the log goes on, by its last entry", async () => {
  await write({ 1: lines(1, 2) });
  const asked: object[] = [];
  const resumeAt = (last: object) => {
    asked.push(last);
    return 77;
  };
  expect(await recover({ resumeAt })).toMatchObject({ lastSeq: 2, lastAt: 77 });
  expect(asked).toEqual([{ seq: 2, at: 1_002 }]);
});

it("goes by the last entry's time, also where an earlier one is later, and where its time is none", async () => {
  await write({ 1: line(entry(1, 9_000)) + line(entry(2, 500)) });
  expect(await recover()).toMatchObject({ lastSeq: 2, lastAt: 500 });
  await write({ 1: line(entry(1, 9_000)) + line(entry(2, Number.NaN)) });
  expect(await recover()).toMatchObject({ lastSeq: 2, lastAt: 9_000 });
  await write({ 1: line(entry(1, Number.NaN)) });
  expect(await recover({ leastAt: 5_000 })).toMatchObject({ lastSeq: 1, lastAt: 5_000 });
  // A line that stands behind a later one is not the last.
  await write({ 1: line(entry(2, 500)) + line(entry(1, 9_000)) });
  expect(await recover()).toMatchObject({ lastSeq: 2, lastAt: 500 });
});

it("tells which entries are missing: before, between and within its files, and up to what the archive has", async () => {
  await write({ 4: lines(4, 7), 9: lines(9) });
  const { damage, lastSeq } = await recover({ safeSeq: 2, leastSeq: 11 });
  expect(damage).toEqual([
    "Entries 3 to 3 of the journal are missing",
    `Entries 5 to 6 of ${segmentPath(folder, 4)} are missing`,
    "Entries 8 to 8 of the journal are missing",
    "Entries 10 to 11 of the journal are missing",
  ]);
  expect(lastSeq).toBe(11);
  const message = "The journal lacks entries";
  expect(report.lines).toEqual([
    { level: "error", message, details: { from: 3, to: 3 } },
    { level: "error", message, details: { segment: segmentPath(folder, 4), missing: "5 to 6" } },
    { level: "error", message, details: { from: 8, to: 8 } },
    { level: "error", message, details: { from: 10, to: 11 } },
  ]);
});

it("tells of what was synced and is gone from its end, which no crash does", async () => {
  await write({ 1: lines(1, 2) });
  expect(await recover({ syncedSeq: 4 })).toEqual({
    lastSeq: 4,
    lastAt: 1_002,
    damage: [
      "Entries 3 to 4 of the journal are missing: they were on the disk, and its end was cut off since. Check the disk",
    ],
  });
  expect(report.lines).toEqual([
    {
      level: "error",
      message: "The journal was cut: entries at its end that were on the disk are gone",
      details: { from: 3, to: 4 },
    },
  ]);
});

it("misses nothing before the first entry of a journal that never had a checkpoint", async () => {
  await write({ 5: lines(5) });
  expect((await recover()).damage).toEqual([]);
});

it("names at most twenty holes of a file", async () => {
  await write({ 1: lines(...Array.from({ length: 30 }, (_, index) => 2 * index + 1)) });
  const { damage } = await recover();
  expect(damage).toHaveLength(1);
  expect(damage[0]).toMatch(/^Entries 2 to 2, 4 to 4, .*, 40 to 40 of /);
});

it("passes over what a writer could not cut off: entries that the next file has too", async () => {
  await write({ 1: lines(1, 2, 3), 3: line(entry(3, 2_000, "counts")) });
  expect(await recover()).toMatchObject({ lastSeq: 3, lastAt: 2_000, damage: [] });
  expect(await replayed()).toEqual([1, 2, 3]);
  await write({ 1: lines(1), 2: lines(1, 2) });
  await rm(segmentPath(folder, 3));
  expect(await replayed()).toEqual([1, 2]);
});

it("cuts a torn end off, and says how much that was", async () => {
  await write({ 1: `${lines(1)}{"seq":2` });
  expect(await recover()).toMatchObject({ lastSeq: 1, damage: [] });
  expect(report.lines).toMatchObject([
    {
      level: "warn",
      message: "The journal's torn end, never acknowledged, was cut off",
      details: { bytes: 8 },
    },
  ]);
  expect(await readFile(segmentPath(folder, 1), "utf8")).toBe(lines(1));
  expect((await listSegments(folder))[0]?.bytes).toBe(lines(1).length);
});

it("mends the end of a last line that is whole but for it", async () => {
  await write({ 1: `${lines(1, 2).slice(0, -1)}x` });
  expect(await recover()).toMatchObject({
    lastSeq: 2,
    damage: [`The last line end of ${segmentPath(folder, 1)} was damaged; its entry is whole`],
  });
  expect(await readFile(segmentPath(folder, 1), "utf8")).toBe(lines(1, 2));
  expect(report.lines).toEqual([
    {
      level: "error",
      message: "The journal's last line end was damaged and is mended",
      details: { segment: segmentPath(folder, 1) },
    },
  ]);
});

it("keeps damaged lines aside in a file of the day, and the entries round them", async () => {
  await write({ 1: `${lines(1)}bad\n${lines(3)}worse\n` });
  const aside = join(folder, "damaged-2026-11-24-000000000001.ndjson");
  expect(await recover()).toMatchObject({
    lastSeq: 3,
    damage: [
      `2 damaged lines of ${segmentPath(folder, 1)} were kept in ${aside}`,
      `Entries 2 to 2 of ${segmentPath(folder, 1)} are missing`,
    ],
  });
  expect(await readFile(aside, "utf8")).toBe("bad\nworse\n");
  expect(await replayed()).toEqual([1, 3]);
  expect(report.lines[0]).toEqual({
    level: "error",
    message: "The journal has damaged lines",
    details: { segment: segmentPath(folder, 1), outcome: `were kept in ${aside}`, lines: 2 },
  });
});

it("takes an empty line for damage, and reads on behind it", async () => {
  await write({ 1: `\n${lines(1)}` });
  expect(await recover()).toMatchObject({
    lastSeq: 1,
    damage: [expect.stringMatching(/^1 damaged lines of /)],
  });
  expect(await replayed()).toEqual([1]);
});

it("lists files oldest first, in whatever order they were made", async () => {
  for (const firstSeq of [20, 3, 100, 7]) await write({ [firstSeq]: "" });
  expect((await listSegments(folder)).map(({ firstSeq }) => firstSeq)).toEqual([3, 7, 20, 100]);
});

const FULL = "/dev/full";
it.skipIf(!existsSync(FULL))("leaves damaged lines where they are on a full disk, and says so", async () => {
  await write({ 1: `${lines(1)}bad\n` });
  await symlink(FULL, join(folder, "damaged-2026-11-24-000000000001.ndjson"));
  expect((await recover()).damage).toEqual([
    `1 damaged lines of ${segmentPath(folder, 1)} could not be kept: the disk is full`,
  ]);
  expect(await readFile(segmentPath(folder, 1), "utf8")).toBe(`${lines(1)}bad\n`);
});

it("reads files of many megabytes and lines longer than a read, each at its place", async () => {
  const long = buildEntry(2, { at: 1_002, measuredAt: 1_002, extra: { note: "x".repeat(2_500_000) } });
  const before = lines(1);
  await write({ 1: `${before}${line(long)}${lines(3)}torn` });
  const found: { offset: number; length: number; whole: boolean }[] = [];
  for await (const group of readLines(segmentPath(folder, 1)))
    for (const { offset, bytes, whole } of group) found.push({ offset, length: bytes.length, whole });
  const third = before.length + line(long).length;
  expect(found).toEqual([
    { offset: 0, length: before.length - 1, whole: true },
    { offset: before.length, length: line(long).length - 1, whole: true },
    { offset: third, length: lines(3).length - 1, whole: true },
    { offset: third + lines(3).length, length: 4, whole: false },
  ]);
  expect(await recover()).toMatchObject({ lastSeq: 3, damage: [] });
  expect((await stat(segmentPath(folder, 1))).size).toBe(third + lines(3).length);
  expect(await replayed()).toEqual([1, 2, 3]);
});

it("lists the files that are called as its files are, oldest first, and none of a folder that is not there", async () => {
  await write({ 20: "ab", 3: "" });
  await mkdir(segmentPath(folder, 7));
  for (const name of ["1.ndjson", "000000000001.ndjson.bak", "x000000000001.ndjson", "0000000000011.ndjson"])
    await appendFile(join(folder, name), "");
  expect(await readdir(folder)).toHaveLength(7);
  expect((await listSegments(folder)).map(({ path, firstSeq, bytes }) => [path, firstSeq, bytes])).toEqual([
    [join(folder, "000000000003.ndjson"), 3, 0],
    [join(folder, "000000000020.ndjson"), 20, 2],
  ]);
  expect(await listSegments(join(folder, "nowhere"))).toEqual([]);
});

it("knows how much of a file is still there, and another file from it", async () => {
  await write({ 1: "abcd", 2: "abcd" });
  const [segment, other] = await listSegments(folder);
  if (!segment || !other) throw new Error("No files.");
  expect([await bytesLeft(segment), await bytesLeft({ ...segment, bytes: 3 })]).toEqual([4, 3]);
  expect(await idOf(segment.path)).toBe(segment.id);
  await writeFile(segment.path, "ab");
  expect(await bytesLeft(segment)).toBe(2);
  await rename(other.path, segment.path);
  expect([await bytesLeft(segment), await bytesLeft(other)]).toEqual([undefined, undefined]);
});
