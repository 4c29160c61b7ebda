// The folder of entries that the archive cannot take in, by itself.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeFileSafely } from "../../../../../server/archive/sqlite/files/write-file.ts";
import { SetAside } from "../../../../../server/archive/sqlite/write/set-aside.ts";
import { temporaryFolder } from "../../../../helpers/temporary-folder.ts";

const BLOCK = 4_096;
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("aside");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (maxBytes?: number) => new SetAside({ folder, write: writeFileSafely, maxBytes });
const seqsOf = (aside: SetAside) => aside.list({ after: 0, limit: 100 }).map(({ seq }) => seq);

it("is empty where nothing was ever set aside", () => {
  const aside = open();
  expect([aside.isEmpty, aside.status(), aside.paths(), aside.problems(), seqsOf(aside)]).toEqual([
    true,
    { entries: 0, bytes: 0, lost: 0 },
    [],
    [],
    [],
  ]);
});

it("keeps each entry once, in a file of its own with the reason, also over a start", async () => {
  const aside = open();
  aside.keep(12, "it is too wide", { seq: 12, note: "x".repeat(5_000) });
  aside.keep(7, "no time", { seq: 7 });
  aside.keep(7, "again", { seq: 7, changed: true });
  expect(await readFile(join(folder, "set-aside", "7.json"), "utf8")).toBe(
    '{"seq":7,"reason":"no time","entry":{"seq":7}}\n',
  );
  for (const known of [aside, open()]) {
    expect(known.status()).toEqual({ entries: 2, bytes: 3 * BLOCK, lost: 0 });
    expect(known.list({ after: 0, limit: 1 })).toEqual([{ seq: 7, reason: "no time", entry: { seq: 7 } }]);
    expect(known.list({ after: 7, limit: 9 })).toMatchObject([{ seq: 12, reason: "it is too wide" }]);
    expect([known.has(7), known.has(8), known.isEmpty]).toEqual([true, false, false]);
    expect([...known.paths()].sort()).toEqual(["set-aside/12.json", "set-aside/7.json"]);
  }
});

it("forgets what is somewhere else, and its file", async () => {
  const aside = open();
  for (const seq of [1, 2, 3]) aside.keep(seq, "no", {});
  aside.forget([1, 3, 99]);
  expect([seqsOf(aside), aside.status().bytes, await readdir(join(folder, "set-aside"))]).toEqual([
    [2],
    BLOCK,
    ["2.json"],
  ]);
  await rm(join(folder, "set-aside", "2.json"));
  aside.forget([2]);
  expect([aside.isEmpty, aside.status().bytes]).toEqual([true, 0]);
});

it("counts what comes when it is full, once each, and says so", () => {
  const aside = open(2 * BLOCK);
  for (const seq of [1, 2, 3, 4, 3, 2]) aside.keep(seq, `reason ${seq}`, {});
  expect(aside.status()).toEqual({ entries: 2, bytes: 2 * BLOCK, lost: 2 });
  const [kept, full] = aside.problems();
  expect(kept).toMatch(
    /^2 entries could not be taken .* in set-aside\/ .*, the latest because reason 2\. Run /,
  );
  expect(full).toMatch(/^set-aside\/ is full: 2 more entries .*, from 3 on, were not kept\. Run /);
  aside.forget([1]);
  aside.keep(5, "room again", {});
  expect(seqsOf(aside)).toEqual([2, 5]);
});

it("says of those of before that they are there, without a reason", () => {
  open().keep(1, "no", {});
  expect(open().problems()).toEqual([
    expect.stringMatching(/^1 entries could not .* with their reasons\. Run /),
  ]);
});

it("lists a file that an operator has changed without what is in it, and takes up no other files", async () => {
  await mkdir(join(folder, "set-aside"));
  const files = {
    "3.json": "{torn",
    "4.json": "7",
    "5.json": '{"seq":9,"reason":"no","entry":{}}',
    "x.json": "{}",
    "6.json.tmp": "",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "set-aside", name), text);
  const unreadable = { reason: "its file cannot be read", entry: null };
  expect(open().list({ after: 0, limit: 9 })).toEqual([
    { seq: 3, ...unreadable },
    { seq: 4, ...unreadable },
    { seq: 5, reason: "no", entry: {} },
  ]);
});

it("does not pass over a folder that it cannot read", async () => {
  await writeFile(join(folder, "set-aside"), "a file");
  expect(() => open()).toThrow("ENOTDIR");
});
