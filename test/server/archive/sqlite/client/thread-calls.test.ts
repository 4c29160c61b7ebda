import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ThreadCalls } from "../../../../../server/archive/sqlite/client/thread-calls.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Calls to a thread that says what the test lets it say. */
function setUp() {
  const sent: { kind: string; id?: number }[] = [];
  const givenUp = vi.fn();
  const worker = { postMessage: (message: { kind: string }) => void sent.push(message) };
  const calls = new ThreadCalls({ worker, now: () => 1_000, onGivenUp: givenUp });
  calls.start();
  return { calls, sent, givenUp };
}

const QUESTION = { device: "d", resolution: "raw", slice: "2026-11-23T14" } as const;

it("refuses questions after 4 s without a sign of life, at once from then on, until the thread says something", async () => {
  const { calls, sent } = setUp();
  const first = calls.call("slice", QUESTION);
  first.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(3_900);
  expect(calls.failing).toBeUndefined();
  await vi.advanceTimersByTimeAsync(250);
  await expect(first).rejects.toMatchObject({ name: "ArchiveError" });
  expect(calls.failing).toContain("does not answer");
  await expect(calls.call("findKeys", ["k"])).rejects.toThrow("does not answer");
  expect(sent.map(({ kind }) => kind)).toEqual(["call", "ping"]);
  calls.heard({ owes: false });
  expect(calls.failing).toBeUndefined();
  calls.call("slice", QUESTION).catch(() => undefined);
  expect(sent.map(({ kind }) => kind)).toEqual(["call", "ping", "call"]);
  calls.stop();
});

it("waits for whatever takes long as long as the thread answers pings in between", async () => {
  const { calls, sent, givenUp } = setUp();
  let answered = false;
  void calls.call("checkpoint", { seq: 0, states: new Map() }).then(() => (answered = true));
  for (let round = 0; round < 10; round += 1) {
    await vi.advanceTimersByTimeAsync(1_300);
    calls.heard({ owes: false });
    expect(calls.failing).toBeUndefined();
  }
  expect(sent.filter(({ kind }) => kind === "ping")).toHaveLength(10);
  calls.settle(1)?.resolve(7 as never);
  await vi.advanceTimersByTimeAsync(0);
  expect(answered).toBe(true);
  expect(givenUp).not.toHaveBeenCalled();
  calls.stop();
});

it("gives up a thread that says nothing for 5 minutes, and leaves one alone that owes nothing", async () => {
  const { calls, givenUp } = setUp();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(givenUp).not.toHaveBeenCalled();
  void calls.call("checkpoint", { seq: 0, states: new Map() });
  await vi.advanceTimersByTimeAsync(299_000);
  expect(givenUp).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(givenUp).toHaveBeenCalled();
  calls.stop();
});
