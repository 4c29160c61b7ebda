import { afterEach, expect, it, vi } from "vitest";
import { createLoad, giveMemoryBack, growthFrom, onceAtRest } from "../../server/engine.ts";

afterEach(() => {
  vi.useRealTimers();
});

it("frees what nothing refers to, and nothing else", async () => {
  const kept = { name: "kept" };
  const refers = [new WeakRef(kept), new WeakRef({ name: "left" })];
  // What a weak reference was made of stays until the end of the turn.
  await new Promise(setImmediate);
  giveMemoryBack();
  expect(refers.map((reference) => reference.deref()?.name)).toEqual([kept.name, undefined]);
});

it("waits with what holds the thread up until that has little to do, and does it once", () => {
  vi.useFakeTimers();
  const loads = [0.9, 0.2, 0.02, 0];
  const act = vi.fn();
  onceAtRest(act, { everyMs: 5_000, load: () => loads.shift() ?? 0 });
  vi.advanceTimersByTime(10_000);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5_000);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(act).toHaveBeenCalledTimes(1);
});

it("does not do it any more after it was ended", () => {
  vi.useFakeTimers();
  const act = vi.fn();
  onceAtRest(act, { everyMs: 5_000, load: () => 0 })();
  vi.advanceTimersByTime(60_000);
  expect(act).not.toHaveBeenCalled();
});

it("calls a thread that never waited busy", () => {
  const load = createLoad();
  const until = performance.now() + 5;
  while (performance.now() < until);
  expect(load()).toBe(1);
});

it("lets a heap grow to four times what is in use, but not beyond 130 MB, and in a flood by 40 MB", () => {
  expect(growthFrom(30e6)).toBe(90e6);
  expect(growthFrom(60e6)).toBe(70e6);
  expect(growthFrom(80e6)).toBe(50e6);
  expect(growthFrom(150e6)).toBe(40e6);
});
