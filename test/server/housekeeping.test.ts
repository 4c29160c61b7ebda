import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Backup } from "../../server/disk/backup.ts";
import { type Housekeeping, startHousekeeping } from "../../server/housekeeping.ts";
import { recordReport } from "../helpers/record-report.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NO_FILES: Backup = { files: [], end: async () => undefined };

function setUp(
  seam: {
    checkpoint?: () => Promise<number>;
    bytes?: () => number;
    gone?: () => string[];
    isLost?: boolean;
    unpurged?: number;
    purge?: () => Promise<void>;
    doubt?: () => number;
    backup?: () => Promise<Backup>;
  } = {},
) {
  let { unpurged = 0 } = seam;
  const calls = {
    checkpoints: 0,
    dropped: [] as number[],
    retention: 0,
    retentionAt: 0 as number | undefined,
  };
  const report = recordReport();
  const log = {
    lastSeq: 7,
    status: () => ({ bytes: seam.bytes?.() ?? 0 }),
    dropThrough: async (seq: number) => void calls.dropped.push(seq),
    inspect: async () => seam.gone?.() ?? [],
    backup: async () => NO_FILES,
  };
  const archive = {
    replayAfter: 0,
    status: () => ({ unpurged }),
    async purgeNext() {
      await seam.purge?.();
      unpurged -= 1;
      return unpurged > 0;
    },
    inspect: async () => [],
    backup: async () => (await seam.backup?.()) ?? NO_FILES,
    async checkpoint() {
      calls.checkpoints += 1;
      return seam.checkpoint ? seam.checkpoint() : 7;
    },
    async enforceRetention(now: number | undefined) {
      calls.retention += 1;
      calls.retentionAt = now;
      return [];
    },
  };
  const parts = {
    log,
    archive,
    projections: { snapshot: () => ({ seq: 7, states: {} }) },
    rejected: { enforceRetention: async () => undefined, status: () => ({ bytes: 0 }) },
    keeper: { keep: async () => undefined, doubtAt: () => seam.doubt?.() },
    besides: [],
    lock: { confirm: async () => !seam.isLost || Promise.reject(new Error("lost")) },
    report,
    now: () => Date.now(),
    checkpointBytes: 1_000,
    checkpointMs: 60_000,
  };
  // Only the members that housekeeping uses are there.
  const housekeeping: Housekeeping = startHousekeeping(parts as never);
  return { calls, report, housekeeping };
}

it("writes a checkpoint when the journal has grown to its bound, and lets the log forget what is safe", async () => {
  const { calls, housekeeping } = setUp({ bytes: () => 1_000 });
  await vi.advanceTimersByTimeAsync(1_500);
  expect(calls).toMatchObject({ checkpoints: 1, dropped: [7] });
  await housekeeping.stop();
});

it("writes a checkpoint by age, and none when nothing was added since", async () => {
  const { calls, housekeeping } = setUp();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(calls.checkpoints).toBe(0);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(calls.checkpoints).toBe(1);
  await housekeeping.stop();
});

it("reports a checkpoint that failed, forgets nothing, and tries again later", async () => {
  let fails = true;
  const checkpoint = async () => {
    if (fails) throw new Error("no space left");
    return 7;
  };
  const { calls, report, housekeeping } = setUp({ bytes: () => 1_000, checkpoint });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toMatchObject({ checkpoints: 1, dropped: [] });
  expect(report.lines.map((line) => line.level)).toEqual(["error"]);
  fails = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(calls).toMatchObject({ checkpoints: 2, dropped: [7] });
  await housekeeping.stop();
});

it("runs one checkpoint at a time", async () => {
  let finish = (_seq: number) => {};
  const { calls, housekeeping } = setUp({
    checkpoint: () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  });
  const both = Promise.all([housekeeping.checkpoint(), housekeeping.checkpoint()]);
  await vi.advanceTimersByTimeAsync(0);
  finish(7);
  await both;
  expect(calls.checkpoints).toBe(1);
  await housekeeping.stop();
});

it("enforces retention every hour, but not in the first, until it is stopped", async () => {
  const { calls, housekeeping } = setUp();
  await vi.advanceTimersByTimeAsync(3_599_000);
  expect(calls.retention).toBe(0);
  await vi.advanceTimersByTimeAsync(3_602_000);
  expect(calls.retention).toBe(2);
  await housekeeping.stop();
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  expect(calls.retention).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
});

it("deletes nothing by age while the time is in doubt", async () => {
  const { calls, housekeeping } = setUp({ doubt: () => 86_400_001 });
  await vi.advanceTimersByTimeAsync(3_601_000);
  expect(calls).toMatchObject({ retention: 1, retentionAt: undefined });
  await housekeeping.stop();
});

it("writes a checkpoint at once when files were deleted under the server", async () => {
  let gone = ["journal/000000000001.ndjson"];
  const { calls, housekeeping } = setUp({ gone: () => gone.splice(0) });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls).toMatchObject({ checkpoints: 1, dropped: [7] });
  gone = [];
  await housekeeping.stop();
});

it("writes and deletes nothing once another server has the folder", async () => {
  const { calls, housekeeping } = setUp({ bytes: () => 1_000, isLost: true });
  await vi.advanceTimersByTimeAsync(60_000);
  await expect(housekeeping.checkpoint()).rejects.toThrow("lost");
  expect(calls).toMatchObject({ checkpoints: 0, dropped: [], retention: 0 });
  await housekeeping.stop();
});

it("rids one file after the other of what was forgotten, then writes a checkpoint", async () => {
  const purge = vi.fn(async () => undefined);
  const { calls, housekeeping } = setUp({ unpurged: 3, purge });
  await vi.advanceTimersByTimeAsync(3_500);
  expect([purge.mock.calls.length, calls.checkpoints]).toEqual([3, 0]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([purge.mock.calls.length, calls.checkpoints]).toEqual([3, 1]);
  await housekeeping.stop();
});

it("tries a file again that could not be rid of it, and says so", async () => {
  const purge = vi.fn().mockRejectedValueOnce(new Error("no space left")).mockResolvedValue(undefined);
  const { report, housekeeping } = setUp({ unpurged: 1, purge });
  await vi.advanceTimersByTimeAsync(29_000);
  expect(purge).toHaveBeenCalledTimes(1);
  expect(report.lines.map(({ message }) => message)).toEqual([expect.stringContaining("forgotten devices")]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(purge).toHaveBeenCalledTimes(2);
  await housekeeping.stop();
});

it("writes no checkpoint while a backup takes hold of its files, and one as soon as it has them or cannot", async () => {
  for (const isTaken of [true, false]) {
    let end = () => {};
    const taking = new Promise<Backup>((resolve, reject) => {
      end = () => (isTaken ? resolve(NO_FILES) : reject(new Error("cannot")));
    });
    const { calls, housekeeping } = setUp({ backup: () => taking });
    const backup = Promise.allSettled([housekeeping.backup()]);
    const checkpoint = housekeeping.checkpoint();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toMatchObject({ checkpoints: 0, dropped: [] });
    end();
    await Promise.all([backup, checkpoint]);
    expect(calls).toMatchObject({ checkpoints: 1, dropped: [7] });
    await housekeeping.stop();
  }
});

it("lets a backup wait for the checkpoint that is being written", async () => {
  let end = () => {};
  const written = new Promise<number>((resolve) => {
    end = () => resolve(7);
  });
  let held = 0;
  const backup = async () => {
    held += 1;
    return NO_FILES;
  };
  const { housekeeping } = setUp({ checkpoint: () => written, backup });
  const checkpoint = housekeeping.checkpoint();
  const copy = housekeeping.backup();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(held).toBe(0);
  end();
  await Promise.all([checkpoint, copy]);
  expect(held).toBe(1);
  await housekeeping.stop();
});
