// The journal's small parts, each by itself: bounds, order, and who is told what.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppendError } from "../../../../server/log/append-error.ts";
import { AppendGroup, AppendQueue } from "../../../../server/log/journal/append-queue.ts";
import { Chain } from "../../../../server/log/journal/chain.ts";
import { HangWatch } from "../../../../server/log/journal/hang-watch.ts";
import { LateSync } from "../../../../server/log/journal/late-sync.ts";
import { PendingKeys } from "../../../../server/log/journal/pending-keys.ts";
import { openForWriting, SegmentWriter } from "../../../../server/log/journal/segment-writer.ts";
import { stampEntry } from "../../../../server/log/journal/stamp-entry.ts";
import { Vanished } from "../../../../server/log/journal/vanished.ts";
import { Listeners } from "../../../../server/log/listeners.ts";
import { buildDraft } from "../../../helpers/build-draft.ts";
import { batchOf, buildEntry } from "../../../helpers/build-entry.ts";
import { recordReport } from "../../../helpers/record-report.ts";

const drafts = (count: number) => Array.from({ length: count }, () => buildDraft());

describe("what waits for the disk", () => {
  it("is at most 100,000 readings, those of all senders together", async () => {
    const queue = new AppendQueue();
    const first: number[] = [];
    void queue.add(drafts(60_000), () => first.push(1));
    void queue.add(drafts(40_000), () => first.push(2));
    await expect(queue.add(drafts(1), () => first.push(3))).rejects.toMatchObject({ code: "busy" });
    expect(first).toEqual([1]);
    const group = queue.take();
    expect(group.size).toBe(100_000);
    expect(group.drafts.map(({ length }) => length)).toEqual([60_000, 40_000]);
    void queue.add(drafts(100_000), () => first.push(4));
    expect(first).toEqual([1, 4]);
    expect(queue.take().size).toBe(100_000);
  });

  it("is answered sender by sender", async () => {
    const queue = new AppendQueue();
    const answers = [queue.add(drafts(1), () => undefined), queue.add(drafts(2), () => undefined)];
    queue.take().resolve([[buildEntry(1)], [buildEntry(2), buildEntry(3)]]);
    expect((await Promise.all(answers)).map((entries) => entries.map(({ seq }) => seq))).toEqual([
      [1],
      [2, 3],
    ]);
  });

  it("is refused once, whatever refuses it later", async () => {
    const group = new AppendGroup();
    const refused: string[] = [];
    group.add({ drafts: drafts(1), resolve: () => undefined, reject: ({ code }) => refused.push(code) });
    expect(group.refusal).toBe(undefined);
    group.reject(new AppendError("disk_hangs"));
    group.reject(new AppendError("io_error"));
    expect(group.refusal).toMatchObject({ code: "disk_hangs" });
    expect(refused[0]).toBe("disk_hangs");
  });
});

describe("tasks on the disk", () => {
  it("run one after the other, in order, and one that fails stops no other", async () => {
    const chain = new Chain(250);
    const done: string[] = [];
    const task = (name: string) => async () => {
      done.push(`${name} begins`);
      await Promise.resolve();
      done.push(`${name} ends`);
      if (name === "b") throw new Error(name);
      return name;
    };
    const all = await Promise.allSettled(["a", "b", "c"].map((name) => chain.run(task(name))));
    expect(all).toMatchObject([{ value: "a" }, { reason: { message: "b" } }, { value: "c" }]);
    expect(done).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });
});

describe("with a clock of the test's", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("a task under way has been at it for as long as it was looked at, and none for no time", async () => {
    const chain = new Chain(250);
    expect(chain.look()).toBe(0);
    let end = () => {};
    const task = chain.run(() => new Promise<void>((resolve) => (end = resolve)));
    await Promise.resolve();
    await Promise.resolve();
    for (let looks = 0; looks < 8; looks += 1) {
      vi.advanceTimersByTime(250);
      chain.look();
    }
    expect(chain.look()).toBe(2_000);
    end();
    await task;
    expect(chain.look()).toBe(0);
  });

  it("a disk hangs from 4 s on, and is looked at each 250 ms until the watch stops", () => {
    let busyMs = 3_999;
    let looks = 0;
    const told: boolean[] = [];
    const look = () => {
      looks += 1;
      return busyMs;
    };
    const watch = new HangWatch({ look, onHang: ({ isNew }) => told.push(isNew) });
    watch.start();
    vi.advanceTimersByTime(1_000);
    expect([looks, watch.hangs, told]).toEqual([4, false, []]);
    busyMs = 4_000;
    vi.advanceTimersByTime(500);
    expect([watch.hangs, told]).toEqual([true, [true, false]]);
    busyMs = 0;
    vi.advanceTimersByTime(250);
    busyMs = 4_000;
    vi.advanceTimersByTime(250);
    expect(told).toEqual([true, false, true]);
    watch.stop();
    vi.advanceTimersByTime(10_000);
    expect(looks).toBe(8);
  });
});

describe("syncs after the acknowledgement", () => {
  function setUp() {
    const state = { fails: false, done: [] as string[] };
    const report = recordReport();
    const writer = {
      sync: async () => {
        state.done.push("sync");
        if (state.fails) throw Object.assign(new Error("no"), { code: "ENOSPC" });
      },
      close: async () => {
        state.done.push("close");
        throw new Error("cannot even close");
      },
    };
    const began = performance.now();
    const isTime = (ms: number) => ms >= 0 && ms <= performance.now() - began;
    const late = new LateSync({ writer, report, onSync: (ms) => state.done.push(isTime(ms) ? "told" : "") });
    return { state, report, late };
  }

  it("sync what was written, once", async () => {
    const { state, late } = setUp();
    await late.run();
    await late.finish();
    expect(state.done).toEqual([]);
    late.noteWritten();
    await late.run();
    await late.run();
    expect(state.done).toEqual(["sync", "told"]);
    late.noteWritten();
    await late.finish();
    expect(state.done).toEqual(["sync", "told", "sync"]);
  });

  it("leave a file that could not be synced, and say so until one can", async () => {
    const { state, report, late } = setUp();
    state.fails = true;
    late.noteWritten();
    await late.run();
    expect(state.done).toEqual(["sync", "close"]);
    expect(late.failing).toContain("full");
    expect(report.lines).toEqual([
      {
        level: "error",
        message: "The journal could not be synced; what was acknowledged since the last sync is at risk",
        details: { error: expect.objectContaining({ code: "ENOSPC" }) },
      },
    ]);
    await late.run();
    expect(late.failing).toContain("full");
    late.noteWritten();
    await expect(late.finish()).rejects.toThrow("no");
    state.fails = false;
    await late.run();
    expect(late.failing).toBe(undefined);
  });
});

it("writes into no file before one is begun, and has nothing to sync then", async () => {
  const writer = new SegmentWriter("nowhere", openForWriting);
  const confirm = () => Promise.resolve(true);
  await expect(writer.write(Buffer.from("x\n"), { sync: true, confirm })).rejects.toThrow(
    "No segment is open.",
  );
  expect(await writer.sync()).toBeUndefined();
  expect(() => writer.accept(2)).not.toThrow();
});

describe("keys under way", () => {
  it("belong to who claims them first; others hear what becomes of them", async () => {
    const keys = new PendingKeys();
    const first = keys.claim(["a", "b"]);
    const second = keys.claim(["b", "c"]);
    expect([[...first.claimed], [...second.claimed], keys.size]).toEqual([["a", "b"], ["c"], 3]);
    keys.settle(["a", undefined, "b"], [1, 2, 3]);
    expect(await second.seqs.get("b")).toBe(3);
    expect(await first.seqs.get("a")).toBe(1);
    expect(keys.size).toBe(1);
    const error = new Error("not stored");
    keys.fail([undefined, "c", "stranger"], error);
    await expect(second.seqs.get("c")).rejects.toBe(error);
    expect(keys.size).toBe(0);
    expect([...keys.claim(["a"]).claimed]).toEqual(["a"]);
    expect(keys.claim([])).toEqual({ claimed: new Set(), seqs: new Map() });
  });
});

describe("files that vanished", () => {
  const NOW = Date.UTC(2026, 10, 24);

  it("are unsafe until the archive has all that came before, and health is red for a minute at least", () => {
    const vanished = new Vanished();
    expect([vanished.unsafe, vanished.failing(NOW)]).toEqual([[], undefined]);
    vanished.add(["1.ndjson", "2.ndjson"], { seq: 7, now: NOW });
    const sentence = (name: string) =>
      `${name} was deleted, replaced or cut while the server ran, found at 2026-11-24T00:00:00.000Z`;
    expect(vanished.unsafe).toEqual([sentence("1.ndjson"), sentence("2.ndjson")]);
    vanished.setSafe(6);
    expect(vanished.unsafe).toHaveLength(2);
    expect(vanished.failing(NOW + 60_000)).toContain("Files of the journal were deleted");
    vanished.setSafe(7);
    vanished.setSafe(3);
    expect(vanished.unsafe).toEqual([]);
    expect(vanished.failing(NOW + 59_999)).toContain("Files of the journal were deleted");
    expect(vanished.failing(NOW + 60_000)).toBe(undefined);
    expect(vanished.sentences).toHaveLength(2);
  });

  it("are told of up to 20, the last ones", () => {
    const vanished = new Vanished();
    for (let n = 1; n <= 21; n += 1) vanished.add([`${n}.ndjson`], { seq: n, now: NOW });
    expect(vanished.sentences).toHaveLength(20);
    expect(vanished.sentences[0]).toMatch(/^2\.ndjson /);
    expect(vanished.sentences[19]).toMatch(/^21\.ndjson /);
  });
});

describe("what becomes of a draft", () => {
  const { kind, device, deviceTime, battery, sensors } = buildDraft();
  const base = { kind, device, deviceTime, battery, sensors };

  it.each([
    [
      "the device's time, where there is one",
      { measuredAt: 500, receivedAt: 700 },
      { measuredAt: 500, receivedAt: 700 },
    ],
    [
      "else when it was received",
      { measuredAt: null, receivedAt: 700 },
      { measuredAt: 700, receivedAt: 700 },
    ],
    ["else when the log took it", { measuredAt: null }, { measuredAt: 1_000 }],
    ["and keeps whatever else it has", { measuredAt: 500, key: "k" }, { measuredAt: 500, key: "k" }],
    [
      "and keeps all of several",
      { measuredAt: 500, key: "k", via: "key 7" },
      { measuredAt: 500, key: "k", via: "key 7" },
    ],
    ["and keeps how it was let in", { measuredAt: 500, via: "key 7" }, { measuredAt: 500, via: "key 7" }],
  ])("counts as measured at %s", (_, members, expected) => {
    expect(stampEntry({ ...base, ...members }, 7, 1_000)).toStrictEqual({
      seq: 7,
      at: 1_000,
      ...base,
      ...expected,
    });
  });

  it("is stamped whatever its kind", () => {
    const draft = { kind: "forget", device: "d", data: "keep" } as const;
    expect(stampEntry(draft, 7, 1_000)).toStrictEqual({ seq: 7, at: 1_000, ...draft });
  });
});

it("tells each listener until it is ended, and reports one that fails", () => {
  const report = recordReport();
  const listeners = new Listeners(report);
  const heard: string[] = [];
  const end = listeners.add(() => heard.push("a"));
  listeners.add(() => {
    throw new Error("bad");
  });
  listeners.add(() => heard.push("b"));
  listeners.tell(batchOf([buildEntry(7)]));
  end();
  listeners.tell(batchOf([]));
  expect(heard).toEqual(["a", "b", "b"]);
  expect(report.lines).toMatchObject([
    { level: "error", details: { seq: 7 }, message: "A listener of the log failed" },
    { level: "error", details: { seq: undefined } },
  ]);
});
