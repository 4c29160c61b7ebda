// What the log brings again, after a crash or the loss of a file, and what cannot be taken in: nothing twice, nothing lost.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { BatchPacker } from "../../../../../server/archive/sqlite/write/packed-batch.ts";
import type { Entry, ReadingEntry } from "../../../../../shared/entries/entry.ts";
import { DAY_MS, MINUTE_MS } from "../../../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { buildEvent } from "../../../../helpers/build-event.ts";
import { factsOf } from "../../../../helpers/facts-of.ts";
import { co, DEVICE, useStore } from "./store-subject.ts";

const subject = useStore();

const forget = (seq: number, device = DEVICE): Entry => ({
  seq,
  at: NOON,
  kind: "forget",
  device,
  data: "delete",
});
const nothingAside = () => expect(subject.store.status().setAside.entries).toBe(0);

it("takes each event in once, whichever of them come again", () => {
  const events = [1, 2, 3, 4].map((seq) => buildEvent(seq));
  subject.apply(...events.slice(0, 2));
  subject.apply(...events.slice(0, 3));
  subject.checkpoint(0);
  subject.reopen();
  subject.apply(...events);
  subject.apply(...events.slice(1, 4));
  expect(subject.store.events.after({ seq: 0, limit: 10 })).toHaveLength(4);
  nothingAside();
});

it("finds events by when they were, also where the clock stepped back between them", () => {
  const ats = [NOON, NOON - 1_000, NOON + 1_000, NOON + 500];
  subject.apply(...ats.map((at, index) => buildEvent(index + 1, { at })));
  const found = (from: number, to: number) =>
    subject.store.events.list({ from, to, limit: 9 }).entries.map((text) => (JSON.parse(text) as Entry).seq);
  for (const isAgain of [false, true]) {
    if (isAgain) {
      subject.checkpoint();
      subject.reopen();
    }
    expect(found(NOON - 1_000, NOON - 999)).toEqual([2]);
    expect(found(NOON, NOON + 1)).toEqual([1]);
    expect(found(NOON + 1_000, NOON + 1_001)).toEqual([3]);
    expect(found(NOON - 5_000, NOON + 5_000)).toEqual([4, 3, 2, 1]);
  }
});

it("forgets of a deleted device what its events said, and keeps who did what and when", () => {
  subject.apply(buildEvent(1), buildEvent(2, { device: "other" }), forget(3));
  subject.checkpoint(0);
  rmSync(join(subject.folder, "events", "2026-11.sqlite"));
  subject.reopen();
  subject.apply(buildEvent(1), buildEvent(2, { device: "other" }));
  const [blank, kept] = subject.store.events.after({ seq: 0, limit: 9 });
  expect(JSON.parse(blank ?? "")).toMatchObject({ seq: 1, kind: "setting", by: { kind: "open" } });
  expect(blank).not.toContain("name 1");
  expect(JSON.parse(kept ?? "")).toEqual(buildEvent(2, { device: "other" }));
});

it("takes nothing in again of a device that was deleted, but remembers what was imported", () => {
  const imported = buildEntry(1, {
    measuredAt: NOON - DAY_MS,
    source: { name: "recording", row: 5 },
    ...co(1),
  });
  subject.apply(imported, buildEntry(2, { measuredAt: NOON - DAY_MS, device: "other", ...co(2) }), forget(3));
  subject.checkpoint(0);
  for (const [kind, name] of [
    ["readings", "2026-11-22"],
    ["minutes", "2026-11-22"],
  ] as const)
    rmSync(join(subject.folder, kind, `${name}.sqlite`));
  subject.reopen();
  const again = { ...imported, source: { name: "recording", row: 6 } };
  subject.apply(again, buildEntry(2, { measuredAt: NOON - DAY_MS, device: "other", ...co(2) }));
  expect(subject.seqs()).toEqual([2]);
  expect(subject.slice("minute", "2026-11-22")).toBe(undefined);
  expect(subject.store.lastImportedRow("recording")).toBe(6);
});

it("keeps a device that began anew when its forgetting comes again", () => {
  subject.apply(buildEntry(1, co(1)), forget(2), buildEntry(3, { measuredAt: NOON, ...co(3) }));
  subject.apply(buildEntry(1, co(1)), forget(2));
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({ count: [[1]], max: [[3]] });
});

it("puts readings of a lost file where it was, and those after it behind all others", async () => {
  subject.reopen({ partBytes: 1 });
  const entries = [1, 2, 3, 4, 5, 6].map((seq) =>
    buildEntry(seq, { measuredAt: NOON + seq * MINUTE_MS, ...co(seq) }),
  );
  for (const entry of entries.slice(0, 4)) {
    subject.apply(entry);
    subject.checkpoint(0);
  }
  const files = readdirSync(join(subject.folder, "readings")).sort();
  expect(files).toHaveLength(4);
  rmSync(join(subject.folder, "readings", files[1] ?? ""));
  subject.reopen({ partBytes: 1 });
  subject.apply(...entries);
  expect(subject.seqs()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({ count: [[1, 1, 1, 1, 1, 1]] });
  subject.checkpoint(0);
  const stretches: number[][] = [];
  for (const name of readdirSync(join(subject.folder, "readings"))) {
    const { minSeq = 0, maxSeq = 0, rows = 0 } = await factsOf(join(subject.folder, "readings", name));
    stretches.push([minSeq, maxSeq, rows]);
  }
  // No stretch has a number of another one: a later replay would take that for kept.
  expect(stretches.sort(([one = 0], [other = 0]) => one - other)).toEqual([
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 1],
    [4, 4, 1],
    [5, 6, 2],
  ]);
});

/** A reading at a time that no day has, as only a packer of another version would let it pass. */
function packedAtNoTime(seq: number) {
  const batch = new BatchPacker().pack([buildEntry(seq, { key: "k", via: "kAb3", ...co(1, null) })]);
  batch.numbers[2] = 9e15;
  return batch;
}

it("sets aside what only the files refuse, as it was, and goes on with the next", () => {
  subject.apply(buildEntry(1));
  subject.store.apply(packedAtNoTime(2));
  subject.apply(buildEntry(3));
  expect(subject.seqs()).toEqual([1, 3]);
  expect(subject.store.aside.list({ after: 0, limit: 9 })).toMatchObject([
    {
      seq: 2,
      reason: expect.stringMatching(/time/i),
      entry: { seq: 2, kind: "reading", device: DEVICE, measuredAt: 9e15, key: "k", via: "kAb3" },
    },
  ]);
});

it("has nothing aside any more that it could take in after all", () => {
  subject.store.aside.keep(2, "an earlier version could not", { seq: 2 });
  subject.store.aside.keep(9, "nor this", { seq: 9 });
  subject.apply(buildEntry(1), buildEntry(2));
  expect(subject.store.aside.list({ after: 0, limit: 9 }).map(({ seq }) => seq)).toEqual([9]);
  subject.apply(buildEvent(9));
  nothingAside();
});

it("sets nothing aside again from before its checkpoint, since it was taken up from there", () => {
  const bad = { ...buildEntry(2), battery: "full" } as unknown as ReadingEntry;
  subject.apply(buildEntry(1), bad);
  subject.checkpoint(2);
  subject.store.aside.forget([2]);
  subject.reopen();
  subject.apply(buildEntry(1), bad);
  nothingAside();
  subject.apply({ ...bad, seq: 3 });
  expect(subject.store.status().setAside.entries).toBe(1);
});

it("answers anew for each hour of each device that a batch has readings of", () => {
  const at = (hour: number, device: string, seq: number) =>
    buildEntry(seq, { measuredAt: NOON - hour * 60 * MINUTE_MS, device, ...co(1) });
  const raw = (hour: string, device: string) => subject.slice("raw", `2026-11-23T${hour}`, device);
  const lengths = () =>
    (["a", "b"] as const).map((device) =>
      ["12", "11"].map((hour) => (raw(hour, device) as { readonly t: number[] } | undefined)?.t.length),
    );
  subject.apply(at(0, "a", 1), at(1, "a", 2), at(0, "b", 3), at(1, "b", 4));
  expect(lengths()).toEqual([
    [1, 1],
    [1, 1],
  ]);
  subject.apply(at(0, "a", 5), at(0, "b", 6), at(1, "a", 7), at(0, "a", 8), at(1, "b", 9));
  expect(lengths()).toEqual([
    [3, 2],
    [2, 2],
  ]);
});
