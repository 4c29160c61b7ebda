// Two posts of one reading at the same time: it is stored once, whatever comes first.

import { expect, it } from "vitest";
import { createIngest, type Ingest } from "../../../server/ingest/ingest.ts";
import { KeyedAppends } from "../../../server/log/journal/keyed-appends.ts";
import type { EntryDraft, ReadingEntry } from "../../../shared/entries/entry.ts";
import { buildEntry } from "../../helpers/build-entry.ts";
import { QUIET_PARTS } from "./ingest-parts.ts";

const reading = (uid: string) => ({ id: "d", pct: 90, uid, sensors: [] });
const statusesOf = (outcomes: readonly { status: string }[]) => outcomes.map(({ status }) => status);

/** An entrance to a log that takes all, whose questions about keys are answered when the test says. */
function setUp(append?: (drafts: readonly EntryDraft[]) => Promise<never>) {
  const stored: string[] = [];
  const asked: { keys: readonly string[]; answer: () => void }[] = [];
  const log = new KeyedAppends({
    findKeys: (keys) => new Promise((resolve) => void asked.push({ keys, answer: () => resolve(new Map()) })),
    append:
      append ??
      (async (drafts) => {
        const first = stored.length + 1;
        const entries = drafts.map((draft, index) =>
          buildEntry(first + index, draft as Partial<ReadingEntry>),
        );
        stored.push(...entries.map(({ key = "" }) => key));
        return entries;
      }),
  });
  const ingest: Ingest = createIngest({ ...QUIET_PARTS, log });
  return { ingest, stored, asked };
}

it("waits for the first, also when that one is done before the second has looked up its other keys", async () => {
  const { ingest, stored, asked } = setUp();
  const first = ingest.receive([reading("a")]);
  await expect.poll(() => asked.length).toBe(1);
  const second = ingest.receive([reading("a"), reading("b")]);
  await expect.poll(() => asked.length).toBe(2);
  asked[0]?.answer();
  expect(statusesOf(await first)).toEqual(["stored"]);
  asked[1]?.answer();
  expect(await second).toEqual([
    { index: 0, status: "duplicate", seq: 1 },
    { index: 1, status: "stored", seq: 2 },
  ]);
  expect(stored).toHaveLength(2);
});

it("stores one of two equal items of one batch", async () => {
  const { ingest, stored, asked } = setUp();
  const both = ingest.receive([reading("a"), reading("a")]);
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.answer();
  expect(statusesOf(await both)).toEqual(["stored", "duplicate"]);
  expect(stored).toHaveLength(1);
});

it("fails both when the first cannot be stored, so that either may be sent again", async () => {
  const { ingest, asked } = setUp(() => Promise.reject(new Error("no space")));
  const first = ingest.receive([reading("a")]);
  await expect.poll(() => asked.length).toBe(1);
  const second = ingest.receive([reading("a")]);
  asked[0]?.answer();
  await expect(first).rejects.toThrow("no space");
  await expect(second).rejects.toThrow("no space");
});
