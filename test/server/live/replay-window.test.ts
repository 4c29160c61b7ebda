import fc from "fast-check";
import { expect, it } from "vitest";
import { ReplayWindow } from "../../../server/live/replay-window.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { buildDraft, deviceOf } from "../../helpers/build-draft.ts";
import { T0 } from "./memory-log.ts";

function batchOf(firstSeq: number, count: number) {
  const entries: Entry[] = Array.from({ length: count }, (_, index) => {
    const seq = firstSeq + index;
    return { ...buildDraft(), seq, at: T0 + seq, measuredAt: T0 + seq };
  });
  return { entries, ndjson: Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")) };
}

const frameOf = (entry: Entry) => ({ seq: entry.seq, device: deviceOf(entry), text: `${entry.seq};` });
const bound = { entries: 50, bytes: 1e9 };
const seqs = (window: ReplayWindow, from: number) =>
  [...window.frames(from, window.last)].map((frame) => frame.seq);

it("gives every entry from any place within it once and in order, however batches came and were read", () => {
  const push = fc.record({
    count: fc.integer({ min: 1, max: 30 }),
    frames: fc.boolean(),
    read: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(push, { maxLength: 30 }), fc.integer({ min: 0, max: 200 }), (pushes, start) => {
      const window = new ReplayWindow(start, { bound, frameOf });
      for (const { count, frames, read } of pushes) {
        window.push(batchOf(window.last + 1, count), { frames });
        if (read) seqs(window, window.oldest);
      }
      const all = Array.from(
        { length: window.last - window.oldest + 1 },
        (_, index) => window.oldest + index,
      );
      expect(seqs(window, window.oldest)).toEqual(all);
      for (const from of [window.oldest, window.last, (window.oldest + window.last) >> 1])
        expect(seqs(window, from)).toEqual(all.filter((seq) => seq >= from));
      expect(window.last - start).toBe(pushes.reduce((sum, { count }) => sum + count, 0));
    }),
  );
});

it("keeps at most the bound of entries, but never less than the newest batch", () => {
  const window = new ReplayWindow(0, { bound, frameOf });
  for (let batch = 0; batch < 100; batch += 1) window.push(batchOf(window.last + 1, 7), { frames: false });
  expect(window.last - window.oldest + 1).toBeLessThanOrEqual(50);
  expect(window.last - window.oldest + 1).toBeGreaterThan(40);
  window.push(batchOf(window.last + 1, 80), { frames: false });
  expect(seqs(window, window.oldest)).toHaveLength(80);
});

it("keeps at most the bound of bytes, whether as text or as frames", () => {
  for (const frames of [true, false]) {
    const window = new ReplayWindow(0, { bound: { entries: 1e6, bytes: 5_000 }, frameOf });
    for (let batch = 0; batch < 200; batch += 1) {
      window.push(batchOf(window.last + 1, 2), { frames });
      expect(window.bytes).toBeLessThanOrEqual(5_000);
    }
    expect(window.last - window.oldest).toBeGreaterThan(10);
  }
});

it("keeps as many bytes as the bound says, and not one more", () => {
  const [one, two] = [batchOf(1, 2), batchOf(3, 2)];
  const both = one.ndjson.length + two.ndjson.length;
  for (const [bytes, oldest] of [
    [both, 1],
    [both - 1, 3],
  ] as const) {
    const window = new ReplayWindow(0, { bound: { entries: 1e6, bytes }, frameOf });
    for (const batch of [one, two]) window.push(batch, { frames: false });
    expect([window.oldest, window.bytes]).toEqual([oldest, oldest === 1 ? both : two.ndjson.length]);
  }
});

it("makes each frame once", () => {
  let made = 0;
  const counting = (entry: Entry) => {
    made += 1;
    return frameOf(entry);
  };
  const window = new ReplayWindow(0, { bound, frameOf: counting });
  window.push(batchOf(1, 10), { frames: false });
  expect(made).toBe(0);
  for (let reader = 0; reader < 5; reader += 1) seqs(window, 3);
  expect(made).toBe(10);
});

it("makes the frames of those batches alone that hold what is asked for", () => {
  const made: number[] = [];
  const noting = (entry: Entry) => {
    made.push(entry.seq);
    return frameOf(entry);
  };
  const window = new ReplayWindow(0, { bound, frameOf: noting });
  for (const first of [1, 3, 5, 7, 9]) window.push(batchOf(first, 2), { frames: false });
  expect([...window.frames(6, 7)].map(({ seq }) => seq)).toEqual([6, 7]);
  expect(made).toEqual([5, 6, 7, 8]);
});
