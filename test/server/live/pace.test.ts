import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Pace } from "../../../server/live/pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work whose every run takes `ms` and as many steps as asked. */
function createWork(ms: number, steps = 1) {
  const runs: number[] = [];
  let left = 0;
  const step = () => {
    if (left === 0) {
      runs.push(Date.now());
      left = steps;
    }
    vi.setSystemTime(Date.now() + ms / steps);
    left -= 1;
    return left > 0;
  };
  return { runs, step };
}

it("runs at once and once for all who asked", () => {
  const { runs, step } = createWork(0);
  const pace = new Pace(step, Date.now);
  pace.ask();
  pace.ask();
  vi.runAllTimers();
  expect(runs).toHaveLength(1);
});

it("waits three quarters of what the last run took, and joins what is asked for meanwhile", () => {
  const { runs, step } = createWork(8);
  const pace = new Pace(step, Date.now);
  pace.ask();
  vi.advanceTimersByTime(0);
  pace.ask();
  vi.advanceTimersByTime(5);
  pace.ask();
  expect(runs).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(runs).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(runs).toHaveLength(2);
});

it("waits no longer than 40 ms however long a run took", () => {
  const { runs, step } = createWork(500);
  const pace = new Pace(step, Date.now);
  pace.ask();
  vi.advanceTimersByTime(0);
  pace.ask();
  vi.advanceTimersByTime(40);
  expect(runs).toHaveLength(2);
});

it("counts the time of the run before as waited", () => {
  const { runs, step } = createWork(30, 3);
  const pace: Pace = new Pace(() => {
    if (runs.length === 0) pace.ask();
    return step();
  }, Date.now);
  pace.ask();
  const begun = Date.now();
  while (runs.length < 2) vi.advanceTimersToNextTimer();
  // The first run's 30 ms, and not the 22 ms of waiting on top.
  expect(runs[1]).toBeLessThan(begun + 40);
});

it("waits after a run that was not yet over when it was asked, and begins none within it", () => {
  const { runs, step } = createWork(30, 3);
  const begun = Date.now();
  let steps = 0;
  const pace: Pace = new Pace(() => {
    steps += 1;
    if (steps === 3) pace.ask();
    return step();
  }, Date.now);
  pace.ask();
  for (let timer = 0; timer < 20; timer += 1) vi.advanceTimersToNextTimer();
  // Asked after 20 ms, of a run of 30: three quarters of that are over after 42, and a few ms for the timers themselves.
  expect(runs).toHaveLength(2);
  expect(runs[1]).toBeGreaterThanOrEqual(begun + 42);
  expect(runs[1]).toBeLessThan(begun + 50);
});

it("goes on step by step, and runs again for what was asked between steps", () => {
  const { runs, step } = createWork(4, 4);
  let asked = false;
  const pace: Pace = new Pace(() => {
    if (!asked) pace.ask();
    asked = true;
    return step();
  }, Date.now);
  pace.ask();
  vi.runAllTimers();
  expect(runs).toHaveLength(2);
});

it("does nothing more once stopped", () => {
  const { runs, step } = createWork(5);
  const pace = new Pace(step, Date.now);
  pace.ask();
  pace.stop();
  vi.runAllTimers();
  expect(runs).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
