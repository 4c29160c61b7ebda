// What the store keeps of entries, without its thread: readings, keys and events, each once, whatever comes again.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Entry, ReadingEntry } from "../../../../../shared/entries/entry.ts";
import { DAY_MS, HOUR_MS } from "../../../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { buildEvent } from "../../../../helpers/build-event.ts";
import { co, DEVICE, useStore } from "./store-subject.ts";

const subject = useStore();

const unfit = (seq: number, members: object) => ({ ...buildEntry(seq), ...members }) as ReadingEntry;

it("has each entry once, however often and in whatever groups it comes", () => {
  const all = [1, 2, 3, 4].map((seq) => buildEntry(seq, { measuredAt: NOON, ...co(seq) }));
  subject.apply(...all.slice(0, 2));
  subject.apply(...all.slice(0, 3));
  subject.checkpoint();
  subject.reopen();
  subject.apply(...all);
  subject.apply(...all.slice(3));
  expect(subject.seqs()).toEqual([1, 2, 3, 4]);
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({ count: [[4]], mean: [[2.5]] });
  expect(subject.store.status()).toMatchObject({ appliedSeq: 4, problems: [] });
});

it("gives back hundreds of readings of several days as they were, with all that few have", () => {
  const all = Array.from({ length: 100 }, (_, index) =>
    buildEntry(index + 1, {
      measuredAt: NOON - (index % 3) * DAY_MS + index,
      battery: index % 5 === 0 ? null : index,
      ...(index % 7 === 0 ? { via: "kAb3" } : {}),
      ...(index % 11 === 0 ? { extra: { fw: "1" } } : {}),
      ...(index % 13 === 0 ? { key: `k${index}` } : {}),
      ...(index % 17 === 0 ? { receivedAt: NOON - HOUR_MS } : {}),
      deviceTime: [3_600, null, "noon", 3_600.5][index % 4] ?? null,
      sensors: [
        { type: "CO", val: index, unit: "ppb" },
        { type: "CO", val: null, fault: "OL" },
      ],
    }),
  );
  subject.apply(...all);
  expect(subject.store.readings.after({ seq: 0, limit: 1_000 })).toEqual(all);
  subject.checkpoint();
  subject.reopen();
  expect(subject.store.readings.after({ seq: 0, limit: 1_000 })).toEqual(all);
});

it("knows a key for the day on which it was taken and two days more, with the first entry that had it", () => {
  const keyed = (seq: number, at: number, key: string) => buildEntry(seq, { at, key, ...co(1) });
  subject.apply(
    keyed(1, NOON - 3 * DAY_MS, "oldest"),
    keyed(2, NOON - 2 * DAY_MS, "old"),
    keyed(3, NOON - DAY_MS, "young"),
    keyed(4, NOON, "new"),
    keyed(5, NOON, "young"),
    keyed(6, NOON, "new"),
    keyed(7, NOON + HOUR_MS, "newest"),
  );
  expect(subject.store.findKeys(["oldest", "old", "young", "new", "never"])).toEqual(
    new Map([
      ["old", 2],
      ["young", 3],
      ["new", 4],
    ]),
  );
  subject.checkpoint();
  subject.reopen();
  expect(subject.store.findKeys(["new", "oldest"])).toEqual(new Map([["new", 4]]));
});

it("knows the key of a post by its first line too, as an earlier version kept it", () => {
  subject.apply(
    buildEntry(1, { key: "post 77" }),
    buildEntry(2, { key: "post 8\npump" }),
    buildEntry(3, { key: "uid a" }),
  );
  const keys = ["post 77\npump", "post 8\npump", "post 8\nother", "uid a\npump", "a post 77\nx"];
  expect(subject.store.findKeys(keys)).toEqual(
    new Map([
      ["post 77\npump", 1],
      ["post 8\npump", 2],
    ]),
  );
});

it("keeps an event once in the file of its month, also when the log brings it again", () => {
  const events = [
    buildEvent(1, { at: Date.UTC(2026, 9, 31, 23, 59) }),
    buildEvent(2, { at: Date.UTC(2026, 10, 1) }),
    buildEvent(3, { at: NOON, kind: "later", device: 7, by: "x" }),
  ];
  subject.apply(...events, buildEntry(4));
  subject.checkpoint(0);
  subject.reopen();
  subject.apply(...events, buildEntry(4));
  expect(subject.store.events.after({ seq: 0, limit: 10 }).map((text) => JSON.parse(text) as object)).toEqual(
    events,
  );
  expect(readdirSync(join(subject.folder, "events")).sort()).toEqual(["2026-10.sqlite", "2026-11.sqlite"]);
  expect(subject.store.events.list({ device: DEVICE, limit: 10 }).entries).toHaveLength(2);
  expect(subject.store.events.list({ kinds: ["later"], limit: 10 }).entries).toHaveLength(1);
});

it("forgets a device with its data, and has what came after", () => {
  const forget = (seq: number, data: string): Entry =>
    ({ seq, at: NOON, kind: "forget", device: DEVICE, data }) as Entry;
  subject.apply(buildEntry(1, co(1)), forget(2, "keep"), buildEntry(3, { device: "other", ...co(9) }));
  expect(subject.seqs()).toEqual([1, 3]);
  subject.apply(buildEntry(4, co(2)), forget(5, "delete"), buildEntry(6, { measuredAt: NOON, ...co(7) }));
  expect(subject.seqs()).toEqual([3, 6]);
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({ count: [[1]], max: [[7]] });
  expect(subject.slice("minute", "2026-11-23", "other")).toMatchObject({ count: [[1]], max: [[9]] });
  subject.checkpoint();
  subject.reopen();
  subject.apply(buildEntry(4, co(2)));
  expect(subject.seqs()).toEqual([3, 6]);
});

it("forgets a device's keys, and none of a device whose name begins with its name", () => {
  const forget = { seq: 4, at: NOON, kind: "forget", device: "pump", data: "delete" } as Entry;
  const keys = ["uid pump 7 ab", "uid pump 2 7 ab", "post k ab\npump"];
  const [own = "", others = "", posted = ""] = keys;
  subject.apply(
    buildEntry(1, { device: "pump", key: own }),
    buildEntry(2, { device: "pump 2", key: others }),
    buildEntry(3, { device: "pump", key: posted }),
    forget,
  );
  expect([...subject.store.findKeys(keys)]).toEqual([[others, 2]]);
});

it("sets aside what it cannot take in, with the reason, and goes on with the others", () => {
  const bad = unfit(2, { battery: "full" });
  subject.apply(
    buildEntry(1),
    bad,
    { ...buildEvent(3), at: Number.NaN },
    { ...buildEvent(4), kind: 7 as never },
    buildEntry(5),
  );
  expect(subject.seqs()).toEqual([1, 5]);
  expect(subject.store.aside.list({ after: 0, limit: 10 })).toMatchObject([
    { seq: 2, entry: { seq: 2, battery: "full" } },
    { seq: 3, reason: "the time when it was taken is no time" },
    { seq: 4, reason: "its kind is no text" },
  ]);
  subject.checkpoint();
  subject.reopen();
  subject.apply(buildEntry(1), bad, buildEntry(5));
  expect(subject.store.status().setAside).toMatchObject({ entries: 3, lost: 0 });
  subject.apply(unfit(6, { battery: "full" }));
  expect(subject.store.status().setAside.entries).toBe(4);
});

it("remembers up to which row a recording was imported", () => {
  const imported = (seq: number, row: number) => buildEntry(seq, { source: { name: "recording", row } });
  subject.apply(imported(1, 17), imported(2, 18));
  expect([subject.store.lastImportedRow("recording"), subject.store.lastImportedRow("other")]).toEqual([
    18, 0,
  ]);
  subject.checkpoint();
  subject.reopen();
  expect(subject.store.lastImportedRow("recording")).toBe(18);
});
