// A batch on its way into the files: when room is made, what is asked of kept answers, and whose fault an error is. The files are
// the test's own; what the real ones make of entries, tests of the store say.

import { expect, it } from "vitest";
import type { DataFile } from "../../../../../server/archive/sqlite/files/data-file.ts";
import { Layouts } from "../../../../../server/archive/sqlite/layouts/layouts.ts";
import { Applier } from "../../../../../server/archive/sqlite/write/applier.ts";
import { BatchPacker } from "../../../../../server/archive/sqlite/write/packed-batch.ts";
import type { Entry } from "../../../../../shared/entries/entry.ts";
import { HOUR_MS, MINUTE_MS } from "../../../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { buildEvent } from "../../../../helpers/build-event.ts";
import { openFile } from "./scripted-file.ts";

const MIB = 1024 * 1024;

interface Terms {
  /** What the open files take beyond their share, bytes. */
  readonly excessBytes?: number;
  readonly isFull?: boolean;
  /** Throws where a file cannot be had for an entry. */
  readonly open?: (seq: number) => void;
}

function setUp({ excessBytes = 0, isFull = false, open = () => undefined }: Terms = {}) {
  const said: string[] = [];
  const imports = new Map<string, number>();
  const purging = { forgotten: new Map<string, number>(), unpurged: new Set<string>() };
  const { rows, file } = openFile();
  Object.assign(file.info, { rows: 0, minSeq: 0, maxSeq: 0 });
  const forEntry = (_kind: string, _day: string, seq: number) => {
    open(seq);
    return { file: file as DataFile, untilSeq: Number.POSITIVE_INFINITY };
  };
  const day = { day: "2026-11-23", rollUps: { minutes: [], hours: [] }, parts: [], lastSeq: 0 };
  const parts = {
    files: { excessBytes, forEntry, touched: () => undefined, purgeOpen: () => said.push("purge") },
    catalogue: {
      purging,
      imports,
      devices: new Set<string>(),
      files: { of: () => [], values: () => [] },
    },
    days: { of: () => day },
    gathered: { isFull, add: () => undefined, flush: () => undefined },
    slices: {
      isEmpty: false,
      forget: (device: string, measuredAt: number) => said.push(`${device} ${measuredAt - NOON}`),
      clear: () => undefined,
    },
    layouts: new Layouts(),
    setAside: {
      isEmpty: true,
      keep: (seq: number, reason: string, entry: { readonly seq?: number }) =>
        said.push(`aside ${seq}: ${reason}, ${entry.seq}`),
      forget: () => undefined,
    },
    checkpointSeq: 0,
  };
  const applier = new Applier(parts as unknown as ConstructorParameters<typeof Applier>[0]);
  const packer = new BatchPacker();
  /** Answers how often room was to be made. */
  const apply = (...entries: readonly Entry[]) => {
    let rooms = 0;
    applier.apply(packer.pack(entries), () => {
      rooms += 1;
    });
    return rooms;
  };
  return { apply, said, imports, purging, rows, applier };
}

const readings = (...seqs: readonly number[]) => seqs.map((seq) => buildEntry(seq));

it.each<[string, Terms, number]>([
  ["once, where there is room for all", {}, 1],
  ["once, up to 32 MB beyond the share of open files", { excessBytes: 32 * MIB }, 1],
  ["after each reading, beyond them", { excessBytes: 32 * MIB + 1 }, 3],
  ["after each reading, where enough is gathered", { isFull: true }, 3],
])("makes room %s", (_, terms, times) => {
  const { apply, applier } = setUp(terms);
  expect(apply(...readings(1, 2, 3))).toBe(times);
  expect(applier.takenSeq).toBe(3);
});

it("makes room after events once, and where nothing came not at all", () => {
  const { apply } = setUp();
  expect([apply(), apply(buildEvent(1), buildEvent(2)), apply(buildEvent(3), ...readings(4, 5))]).toEqual([
    0, 1, 2,
  ]);
});

it("takes nothing that comes again", () => {
  const { apply, said, rows } = setUp();
  const unfit = { ...buildEvent(1), at: Number.NaN };
  const forgetting = buildEvent(2, { kind: "forget", device: "old", data: "delete" });
  for (const entries of [[unfit], [forgetting], [buildEvent(3)], readings(4)]) {
    apply(...entries);
    apply(...entries);
  }
  expect(said.filter((line) => !line.startsWith("handheld"))).toEqual([
    "aside 1: the time when it was taken is no time, 1",
    "purge",
  ]);
  expect(rows.map(([seq]) => seq)).toEqual([2, 3, 4]);
});

it("forgets what was answered of a device once for each hour that readings in turn are of", () => {
  const { apply, said } = setUp();
  const at = (seq: number, ms: number, device = "a") => buildEntry(seq, { device, measuredAt: NOON + ms });
  apply(at(1, 0), at(2, MINUTE_MS), at(3, 0, "b"), at(4, 2 * MINUTE_MS), at(5, HOUR_MS), at(6, 0));
  expect(said).toEqual(["a 0", "b 0", `a ${HOUR_MS}`, "a 0"]);
});

it("sets aside what is an entry's own fault, with the entry, and goes on", () => {
  const open = (seq: number) => {
    if (seq === 1 || seq === 3) throw new Error("It is like no other");
  };
  const { apply, said, rows } = setUp({ open });
  apply(buildEvent(1), buildEvent(2), ...readings(3, 4));
  expect(said.filter((line) => line.startsWith("aside"))).toEqual([
    "aside 1: It is like no other, 1",
    "aside 3: It is like no other, 3",
  ]);
  expect(rows.map(([seq]) => seq)).toEqual([2, 4]);
});

it("sets nothing aside for a disk that fails: the same may be tried again", () => {
  let isWell = false;
  const open = (seq: number) => {
    if (!isWell && seq === 1) throw Object.assign(new Error("EIO"), { syscall: "read" });
  };
  const { apply, said, rows, applier } = setUp({ open });
  const all = [buildEvent(1), ...readings(2)];
  expect(() => apply(...all)).toThrow("EIO");
  expect([said, applier.takenSeq]).toEqual([[], 0]);
  isWell = true;
  apply(...all);
  expect(rows.map(([seq]) => seq)).toEqual([1, 2]);
});

it("takes nothing of a device that was forgotten, but how far its import has come", () => {
  const { apply, said, imports, purging, rows } = setUp();
  purging.forgotten.set("handheld 1", 3);
  apply(
    buildEntry(1),
    buildEntry(2, { key: "k" }),
    buildEntry(3, { source: { name: "recording", row: 7 } }),
    buildEntry(4),
  );
  expect(rows.map(([seq]) => seq)).toEqual([4]);
  expect([...imports]).toEqual([["recording", 7]]);
  expect(said.filter((line) => line.startsWith("aside"))).toEqual([]);
});
