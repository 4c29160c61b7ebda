import { describe, expect, it } from "vitest";
import { type FileInfo, newFileInfo } from "../../../../../server/archive/sqlite/files/file-info.ts";
import { FileList } from "../../../../../server/archive/sqlite/files/file-list.ts";
import {
  deletionText,
  earlyTexts,
  expiredFiles,
} from "../../../../../server/archive/sqlite/files/retention.ts";
import { DAY_MS } from "../../../../../shared/ground/time.ts";
import { NOON } from "../../../../helpers/build-entry.ts";

const MB = 1024 * 1024;
const TERMS = {
  folder: "",
  cacheBytes: 0,
  rawRetentionMs: 30 * DAY_MS,
  minuteRetentionMs: 400 * DAY_MS,
  hourRetentionMs: Number.POSITIVE_INFINITY,
  eventsRetentionMs: 1_095 * DAY_MS,
  maxDataBytes: Number.POSITIVE_INFINITY,
};

function fileOf(path: string, overrides: Partial<FileInfo> = {}): FileInfo {
  const [kind = "", name = ""] = path.split("/");
  const day = name.slice(0, kind === "hours" || kind === "events" ? 7 : 10);
  return { ...newFileInfo(kind as FileInfo["kind"], day, path), bytes: MB, ...overrides };
}

/** Paths that have to go. */
function expired(
  infos: readonly FileInfo[],
  terms: Partial<typeof TERMS> = {},
  bytesElsewhere = 0,
): string[] {
  const { files } = expiredFiles(infos, { ...TERMS, ...terms }, { now: NOON, bytesElsewhere });
  return files.map(({ info }) => info.path);
}

describe("age", () => {
  it("counts from the end of a file's period", () => {
    const infos = ["2026-10-23", "2026-10-24"].map((day) => fileOf(`readings/${day}.sqlite`));
    expect(expired(infos)).toEqual(["readings/2026-10-23.sqlite"]);
  });

  it("counts from the last addition when that is later", () => {
    const late = fileOf("readings/2020-01-01.sqlite", { lastAdditionAt: NOON - 29 * DAY_MS });
    expect(expired([late])).toEqual([]);
  });

  it("is another for each kind, and none for what is kept for ever", () => {
    const infos = ["minutes/2025-10-01.sqlite", "minutes/2026-01-01.sqlite", "hours/2001-01.sqlite"].map(
      (path) => fileOf(path),
    );
    expect(expired(infos)).toEqual(["minutes/2025-10-01.sqlite"]);
  });

  it("is at least 48 h for keys", () => {
    const keys = ["2026-11-19", "2026-11-20", "2026-11-21"].map((day) => fileOf(`keys/${day}.sqlite`));
    expect(expired(keys)).toEqual(["keys/2026-11-19.sqlite", "keys/2026-11-20.sqlite"]);
  });
});

describe("events", () => {
  const GB = 1024 * MB;

  it("are kept for three years after their month", () => {
    const infos = ["2023-10", "2023-11"].map((month) => fileOf(`events/${month}.sqlite`));
    expect(expired(infos)).toEqual(["events/2023-10.sqlite"]);
    expect(expired(infos, { eventsRetentionMs: Number.POSITIVE_INFINITY })).toEqual([]);
  });

  it("of a clock that was never set count from the next file's time", () => {
    const unset = fileOf("events/1970-01.sqlite", { minSeq: 1, maxSeq: 5, lastAdditionAt: 60_000 });
    const next = { minSeq: 6, maxSeq: 9 };
    expect(expired([unset])).toEqual([]);
    expect(expired([unset, fileOf("events/2023-12.sqlite", { ...next, lastAdditionAt: NOON })])).toEqual([]);
    const long = { eventsRetentionMs: 30 * DAY_MS };
    const old = fileOf("events/2026-10.sqlite", { ...next, lastAdditionAt: NOON - 31 * DAY_MS });
    expect(expired([unset, old], long)).toEqual(["events/1970-01.sqlite"]);
  });

  it("go from the oldest on when all of them take more than 1 GB, the latest file never", () => {
    const infos = ["2026-09", "2026-10", "2026-11"].map((month) =>
      fileOf(`events/${month}.sqlite`, { bytes: GB / 2 }),
    );
    expect(expired(infos)).toEqual(["events/2026-09.sqlite"]);
    expect(expired(infos.slice(1))).toEqual([]);
    expect(expired([fileOf("events/2026-11.sqlite", { bytes: 2 * GB })])).toEqual([]);
  });

  it("do not go for the bound on all data, and say why they went early", () => {
    const infos = [fileOf("events/2026-10.sqlite"), fileOf("events/2026-11.sqlite")];
    expect(expired(infos, { maxDataBytes: MB })).toEqual([]);
    const early = [
      { info: fileOf("events/2026-09.sqlite"), reason: "size" as const },
      { info: fileOf("events/2026-10.sqlite"), reason: "size" as const },
      { info: fileOf("readings/2026-11-20.sqlite"), reason: "size" as const },
      { info: fileOf("events/2023-09.sqlite"), reason: "age" as const },
    ];
    expect(earlyTexts(early)).toEqual([
      "Raw readings up to 2026-11-20 were deleted early: DAVY_MAX_DATA_MB is reached",
      "Events up to 2026-10 were deleted early: events take more than 1 GB",
    ]);
    expect(early.map(deletionText).at(-1)).toBe("Deleted events/2023-09.sqlite: past its retention");
  });
});

describe("clocks", () => {
  const on = (day: string, seqs: readonly [number, number], lastAdditionAt: number) =>
    fileOf(`readings/${day}.sqlite`, { minSeq: seqs[0], maxSeq: seqs[1], lastAdditionAt });

  it("decide nothing by age where the time is not certain", () => {
    const infos = [
      fileOf("readings/2020-10-23.sqlite", { lastAdditionAt: 1 }),
      fileOf("readings/2026-11-23.sqlite"),
    ];
    const size = { ...TERMS, maxDataBytes: MB };
    expect(expiredFiles(infos, TERMS, { now: undefined, bytesElsewhere: 0 }).files).toEqual([]);
    expect(expiredFiles(infos, size, { now: undefined, bytesElsewhere: 0 }).files).toHaveLength(1);
  });

  it("that were never set count from the next file's time", () => {
    const unset = on("1970-01-01", [1, 50], 60_000);
    expect(expired([unset])).toEqual([]);
    expect(expired([unset, on("2026-11-23", [51, 100], NOON - 29 * DAY_MS)])).toEqual([]);
    expect(expired([unset, on("2026-10-20", [51, 100], NOON - 31 * DAY_MS)])).toContain(unset.path);
  });

  it("that were ahead count from what came after", () => {
    const ahead = on("2031-11-24", [51, 55], NOON + 5 * 365 * DAY_MS);
    const after = on("2026-10-20", [56, 100], NOON - 31 * DAY_MS);
    expect(expired([ahead, after])).toEqual([after.path, ahead.path]);
    expect(expired([ahead, on("2026-11-23", [56, 100], NOON - DAY_MS)])).toEqual([]);
  });

  it("let two days of a kind go at a time, the oldest", () => {
    const days = ["2026-01-03", "2026-01-01", "2026-01-02"];
    const infos = ["readings", "keys"].flatMap((kind) => days.map((day) => fileOf(`${kind}/${day}.sqlite`)));
    expect(expired(infos).sort()).toEqual(
      ["keys", "readings"].flatMap((kind) => ["01", "02"].map((day) => `${kind}/2026-01-${day}.sqlite`)),
    );
  });
});

describe("size", () => {
  const raw = [
    fileOf("readings/2026-11-22.2.sqlite", { minSeq: 50 }),
    fileOf("readings/2026-11-22.10.sqlite", { minSeq: 90 }),
    fileOf("readings/2026-11-22.sqlite", { minSeq: 1 }),
    fileOf("readings/2026-11-23.sqlite", { minSeq: 95 }),
    fileOf("hours/2026-11.sqlite"),
  ];

  it("takes the oldest raw readings first, part by part, and nothing else", () => {
    expect(expired(raw, { maxDataBytes: 3 * MB })).toEqual([
      "readings/2026-11-22.sqlite",
      "readings/2026-11-22.2.sqlite",
    ]);
  });

  it("counts what lies elsewhere, never takes the latest raw file, and tells what is too much even so", () => {
    const answer = expiredFiles(raw, { ...TERMS, maxDataBytes: MB }, { now: NOON, bytesElsewhere: 3 * MB });
    expect(answer.files).toHaveLength(3);
    expect(answer.files.map(({ info }) => info.path)).not.toContain("readings/2026-11-23.sqlite");
    expect(answer.excessBytes).toBe(4 * MB);
  });
});

describe("a list of files", () => {
  const paths = (list: FileList) => list.of("readings", "2026-11-22").map(({ path }) => path);

  it("has the parts of a day in their order, whatever parts there are, and never gives a name twice", () => {
    const list = new FileList();
    expect(list.nextPath("readings", "2026-11-22")).toBe("readings/2026-11-22.sqlite");
    const parts = ["10.sqlite", "2.sqlite", "sqlite"].map((end) => fileOf(`readings/2026-11-22.${end}`));
    for (const info of parts) list.add(info);
    expect(paths(list)).toEqual([
      "readings/2026-11-22.sqlite",
      "readings/2026-11-22.2.sqlite",
      "readings/2026-11-22.10.sqlite",
    ]);
    const [, second, first] = parts;
    if (first) list.remove(first);
    if (second) list.remove(second);
    expect(paths(list)).toEqual(["readings/2026-11-22.10.sqlite"]);
    expect(list.nextPath("readings", "2026-11-22")).toBe("readings/2026-11-22.11.sqlite");
  });
});
