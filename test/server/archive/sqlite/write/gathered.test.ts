// What is gathered for minutes and hours on its way into their files: when it is too much, and what becomes of a file that is written.

import { expect, it } from "vitest";
import type { DataFile } from "../../../../../server/archive/sqlite/files/data-file.ts";
import type { OpenFiles } from "../../../../../server/archive/sqlite/files/open-files.ts";
import { Gathered } from "../../../../../server/archive/sqlite/write/gathered.ts";
import { NOON } from "../../../../helpers/build-entry.ts";
import { openFile, reading } from "./scripted-file.ts";

const MINUTE = 60_000;
const NOTHING_HAD = { minutes: [], hours: [] };

/** What is gathered beside files that note what was brought into them; a part is full with 100 bytes. */
function setUp() {
  const touched: DataFile[] = [];
  const files = { touched: (file: DataFile) => void touched.push(file) } as unknown as OpenFiles;
  const onProblem = (problem: string) => {
    throw new Error(problem);
  };
  return { gathered: new Gathered(files, { now: () => 5, partBytes: 100, onProblem }), touched };
}

/** A file of a kind and 2026-11-23, or of its month. */
function fileOf(kind: string, { bytes = 0, lastStart = 0, firstMeasuredAt = 0, lastMeasuredAt = 0 } = {}) {
  const { file, rows } = openFile();
  const day = kind === "hours" ? "2026-11" : "2026-11-23";
  const info = { kind, day, path: "x.sqlite", firstMeasuredAt, lastMeasuredAt, lastAdditionAt: 0 };
  const members = { info, bytes, beginWriting: () => undefined, value: () => lastStart };
  return { info, rows, file: Object.assign(file, members) as DataFile };
}

it("is full when its minutes are, however few its hours", () => {
  const { gathered } = setUp();
  for (let row = 0; row < 31_999; row += 1)
    gathered.add(reading(NOON + (row % 60) * MINUTE, `d${Math.floor(row / 60)}`), NOTHING_HAD);
  expect(gathered.isFull).toBe(false);
  gathered.add(reading(NOON, "another"), NOTHING_HAD);
  expect(gathered.isFull).toBe(true);
});

it("brings into a file what is of its period, and says when that was", () => {
  const { gathered, touched } = setUp();
  gathered.add(reading(NOON), NOTHING_HAD);
  gathered.add(reading(NOON + 86_400_000), NOTHING_HAD);
  const { file, rows, info } = fileOf("minutes");
  gathered.finish(file);
  expect(rows.map(([, start]) => start)).toEqual([NOON, NOON]);
  expect([info.lastAdditionAt, touched]).toEqual([5, [file]]);
  const again = fileOf("minutes");
  gathered.finish(again.file);
  expect([again.rows, again.info.lastAdditionAt, touched]).toEqual([[], 0, [file]]);
});

it("leaves what is beyond a file's stretch to the others of its day", () => {
  const { gathered } = setUp();
  for (const minute of [0, 1, 2, 3]) gathered.add(reading(NOON + minute * MINUTE), NOTHING_HAD);
  const { file, rows } = fileOf("minutes", {
    firstMeasuredAt: NOON + MINUTE,
    lastMeasuredAt: NOON + 3 * MINUTE - 1,
  });
  gathered.finish(file);
  expect(new Set(rows.map(([, start]) => start))).toEqual(new Set([NOON + MINUTE, NOON + 2 * MINUTE]));
});

it.each([
  ["minutes", 99, 0],
  ["minutes", 100, NOON + 59_999],
  ["hours", 100, NOON + 3_599_999],
])("ends the stretch of a file of %s that is written with %i bytes at %i", (kind, bytes, end) => {
  const { gathered } = setUp();
  const { file, info } = fileOf(kind, { bytes, lastStart: NOON });
  gathered.finish(file);
  expect(info.lastMeasuredAt).toBe(end);
});

it("leaves a file of readings as it is", () => {
  const { gathered, touched } = setUp();
  gathered.add(reading(NOON), NOTHING_HAD);
  const { file, rows, info } = fileOf("readings", { bytes: 1_000, lastStart: NOON });
  gathered.finish(file);
  expect([rows, info.lastMeasuredAt, touched]).toEqual([[], 0, []]);
});
