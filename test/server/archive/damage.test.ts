// Files that are damaged, missing, or cannot be read or written: found, told of, never overwritten, and mended where it can be.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ArchiveError } from "../../../server/archive/archive-error.ts";
import type { LocalArchive } from "../../../server/archive/local-archive.ts";
import type { ArchiveOptions } from "../../../server/archive/sqlite/client/worker-archive.ts";
import { keepState } from "../../../server/archive/sqlite/files/kept-state.ts";
import { BatchPacker } from "../../../server/archive/sqlite/write/packed-batch.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import type { RollUpSlice } from "../../../shared/wire/api.ts";
import { batchOf, buildEntry, NOON } from "../../helpers/build-entry.ts";
import { openTestArchive } from "../../helpers/open-archive.ts";
import { openTestStore } from "../../helpers/open-store.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const packer = new BatchPacker();
const NO_FLEET = { seq: Number.MAX_SAFE_INTEGER, states: {} };
const DAYS = ["2026-11-23", "2026-11-22", "2026-11-21"];
const TODAY = "readings/2026-11-23.sqlite";
/** Three days with three readings each. */
const ENTRIES = Array.from({ length: 9 }, (_, index) =>
  buildEntry(index + 1, { measuredAt: NOON - (index % 3) * DAY_MS + index, key: `k${index}` }),
);

let folder: string;
let archive: LocalArchive | undefined;

beforeEach(async () => {
  folder = await temporaryFolder("damage");
  await open();
  archive?.apply(batchOf(ENTRIES));
  await close();
});

afterEach(async () => {
  await archive?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(overrides: Partial<ArchiveOptions> = {}): Promise<LocalArchive> {
  archive = await openTestArchive(folder, { now: () => NOON, ...overrides });
  return archive;
}

/** An archive that keeps no file open, and is given the entries again when it loses one. */
async function openOver(log: readonly ReadingEntry[]): Promise<LocalArchive> {
  const subject = await open({ cacheBytes: 0 });
  subject.restoreFrom(async function* () {
    for (let at = 0; at < log.length; at += 2) yield batchOf(log.slice(at, at + 2));
  });
  subject.apply(batchOf(log));
  await subject.drained(0);
  return subject;
}

function damage(path: string): void {
  writeFileSync(join(folder, path), "no database");
}

/** The archive without its thread, which takes time to start. With `partBytes: 1` each batch begins a part of its own. */
function openStore({ cacheBytes = 1e8, partBytes = 1e7 } = {}) {
  const reported: string[] = [];
  const store = openTestStore(folder, {
    cacheBytes,
    partBytes,
    report: (level, _, message) => reported.push(`${level} ${message}`),
  });
  return { store, reported };
}

async function close(): Promise<void> {
  await archive?.checkpoint(NO_FLEET);
  await archive?.close();
  archive = undefined;
}

/** Counts of a device's readings by the roll-ups and by the raw readings, over all days. */
async function countsOf(subject: LocalArchive) {
  let rolled = 0;
  for (const slice of DAYS) {
    const answer = await subject.slice({ device: "handheld 1", resolution: "minute", slice });
    const { count } = JSON.parse(new TextDecoder().decode(answer?.json)) as RollUpSlice;
    rolled += count.flat().reduce((sum, number) => sum + number, 0);
  }
  const raw = await subject.readingsAfter(0, { limit: 100 });
  return { raw: raw.length, rolled };
}

function asideOf(path: string): string[] {
  const directory = join(folder, dirname(path));
  return readdirSync(directory).filter((name) => name.startsWith(`${basename(path)}.damaged-2026-11-23T`));
}

it("finds a damaged byte anywhere in a file, moves it aside as it is, tells of it, and answers from the others", async () => {
  const files = ["readings", "minutes"].flatMap((kind) => DAYS.map((day) => `${kind}/${day}.sqlite`));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (path, at, flip) => {
        const whole = readFileSync(join(folder, path));
        const broken = Buffer.from(whole);
        broken[at % whole.length] = (broken[at % whole.length] ?? 0) ^ flip;
        writeFileSync(join(folder, path), broken);
        const { store, reported } = openStore();
        for (const day of DAYS)
          store.history.slice({ device: "handheld 1", resolution: "minute", slice: day });
        expect(store.readings.after({ seq: 0, limit: 100 })).toHaveLength(
          path.startsWith("readings") ? 6 : 9,
        );
        const [aside = ""] = asideOf(path);
        expect(readFileSync(join(folder, dirname(path), aside)).equals(broken)).toBe(true);
        expect(store.status().problems.join()).toContain(`${path} is damaged`);
        expect(reported.join()).toContain(`${path} is damaged`);
        store.close();
        await rm(join(folder, dirname(path), aside));
        writeFileSync(join(folder, path), whole);
      },
    ),
    { numRuns: 60 },
  );
});

it("makes damaged files anew from all that the log still has, also from what a checkpoint had made safe", async () => {
  for (const path of [TODAY, "minutes/2026-11-22.sqlite", "hours/2026-11.sqlite"]) damage(path);
  const subject = await open();
  subject.apply(batchOf(ENTRIES));
  expect(await countsOf(subject)).toEqual({ raw: 9, rolled: 9 });
  await close();
  expect(await countsOf(await open())).toEqual({ raw: 9, rolled: 9 });
});

it("makes a damaged file anew also when the start that begins with it is cut short", async () => {
  damage("hours/2026-11.sqlite");
  const { store } = openStore({ cacheBytes: 0 });
  store.apply(packer.pack(ENTRIES.slice(0, 4)));
  store.close();
  const again = openStore().store;
  again.apply(packer.pack(ENTRIES));
  const answer = again.history.slice({ device: "handheld 1", resolution: "hour", slice: "2026-11" });
  const { count } = JSON.parse(new TextDecoder().decode(answer?.json)) as RollUpSlice;
  expect(count.flat().reduce((sum, number) => sum + number, 0)).toBe(9);
  again.close();
});

it("makes the first, a middle and the last part of a day anew, each under its name", async () => {
  const entries = Array.from({ length: 5 }, (_, index) => buildEntry(index + 10));
  const first = openStore({ partBytes: 1 }).store;
  for (const entry of entries) first.apply(packer.pack([entry]));
  for (const _ of first.checkpoint(keepState(NO_FLEET)));
  first.close();
  for (const part of ["", ".3", ".6"]) damage(`readings/2026-11-23${part}.sqlite`);
  const { store } = openStore({ partBytes: 1 });
  const log = [...ENTRIES, ...entries];
  store.apply(packer.pack(log));
  for (const _ of store.checkpoint(keepState(NO_FLEET)));
  expect(store.readings.after({ seq: 0, limit: 100 }).map(({ seq }) => seq)).toEqual(
    log.map(({ seq }) => seq),
  );
  const [parts] = [readdirSync(join(folder, "readings")).filter((name) => /^2026-11-23.*sqlite$/.test(name))];
  expect(parts).toHaveLength(6);
  store.close();
});

it("makes files that are damaged while it runs anew from the log, with what came since, and counts all of it once", async () => {
  const log = [...ENTRIES];
  const subject = await openOver(log);
  for (const path of [TODAY, "minutes/2026-11-22.sqlite", "hours/2026-11.sqlite"]) damage(path);
  await expect(subject.readingsAfter(0, { limit: 100 })).rejects.toThrow(ArchiveError);
  log.push(buildEntry(10), buildEntry(11, { measuredAt: NOON - DAY_MS }));
  subject.apply(batchOf(log.slice(9)));
  await subject.drained(0);
  await expect.poll(() => countsOf(subject).catch(() => undefined)).toEqual({ raw: 11, rolled: 11 });
  expect(subject.status().problems.join("\n")).toContain("hours/2026-11.sqlite is damaged");
  expect(subject.status().problems.join("\n")).not.toContain("Lost");
  await close();
  expect(await countsOf(await open())).toEqual({ raw: 11, rolled: 11 });
});

it("says which entries are lost with a damaged file because the log has forgotten them", async () => {
  const subject = await openOver(ENTRIES.slice(4));
  for (const path of [TODAY, "minutes/2026-11-23.sqlite"]) damage(path);
  await expect(subject.readingsAfter(0, { limit: 100 })).rejects.toThrow(ArchiveError);
  await expect.poll(() => countsOf(subject).catch(() => undefined)).toEqual({ raw: 7, rolled: 7 });
  const since = "the journal goes back to 5, taken 2026-11-23T12:00:00.005Z";
  expect(subject.status().problems).toEqual(
    expect.arrayContaining([
      `Lost with ${TODAY}: what entries 1 to 4 brought; ${since}`,
      `Lost with minutes/2026-11-23.sqlite: what entries up to 4 brought; ${since}`,
    ]),
  );
});

it("tells of a file that is gone, and takes one in that was put back", async () => {
  renameSync(join(folder, TODAY), join(folder, "away"));
  const subject = await open();
  expect(subject.status().problems.join()).toMatch(/2026-11-23\.sqlite is missing, with the 3 rows/);
  expect((await countsOf(subject)).raw).toBe(6);
  await close();
  renameSync(join(folder, "away"), join(folder, TODAY));
  const again = await open();
  expect(await countsOf(again)).toEqual({ raw: 9, rolled: 9 });
  expect(again.status().problems).toEqual([]);
});

it("removes what a crash left half-written", async () => {
  const left = ["davy.sqlite.tmp", `${TODAY}.tmp`].map((name) => join(folder, name));
  for (const path of left) writeFileSync(path, "half");
  await open();
  expect(left.filter((path) => existsSync(path))).toEqual([]);
});

it("goes on when a file that entries need can be read again, and counts them once", async () => {
  renameSync(join(folder, TODAY), join(folder, "away"));
  mkdirSync(join(folder, TODAY));
  const subject = await open();
  subject.apply(batchOf([buildEntry(10, { measuredAt: NOON - DAY_MS }), buildEntry(11)]));
  subject.apply(batchOf([buildEntry(12)]));
  await expect(subject.drained(0)).rejects.toThrow(ArchiveError);
  await expect(subject.findKeys(["k0"])).rejects.toThrow(ArchiveError);
  expect(subject.status()).toMatchObject({
    backlog: 3,
    failing: expect.stringContaining(`${join(folder, TODAY)} is a folder where a file must be: move it away`),
  });
  rmdirSync(join(folder, TODAY));
  renameSync(join(folder, "away"), join(folder, TODAY));
  await expect.poll(() => subject.backlog).toBe(0);
  expect(subject.status().failing).toBeUndefined();
  expect(await countsOf(subject)).toEqual({ raw: 12, rolled: 12 });
});

it("keeps what it cannot write, leaves the file on the disk as it was, and writes it once that is possible", async () => {
  const subject = await open();
  const before = readFileSync(join(folder, TODAY));
  mkdirSync(join(folder, `${TODAY}.tmp`));
  subject.apply(batchOf([buildEntry(10)]));
  await expect(subject.checkpoint(NO_FLEET)).rejects.toThrow(ArchiveError);
  expect(subject.status().problems.join()).toContain("cannot write its files");
  expect(readFileSync(join(folder, TODAY)).equals(before)).toBe(true);
  expect((await countsOf(subject)).raw).toBe(10);
  rmdirSync(join(folder, `${TODAY}.tmp`));
  expect(await subject.checkpoint(NO_FLEET)).toBe(10);
  expect(subject.status().problems).toEqual([]);
  await close();
  expect(await countsOf(await open())).toEqual({ raw: 10, rolled: 10 });
});
