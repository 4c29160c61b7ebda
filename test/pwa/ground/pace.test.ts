import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPace } from "../../../pwa/src/ground/pace.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("acts at once, and then once for all that is asked within its time", () => {
  const act = vi.fn();
  const pace = createPace(act, 100);
  for (let times = 0; times < 5; times += 1) pace.ask();
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(99);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1_000);
  expect(act).toHaveBeenCalledTimes(2);
  pace.ask();
  expect(act).toHaveBeenCalledTimes(3);
});

it("does nothing more once it was ended, and begins anew when it is asked again", () => {
  const act = vi.fn();
  const pace = createPace(act, 100);
  pace.ask();
  pace.ask();
  pace.end();
  vi.advanceTimersByTime(1_000);
  expect(act).toHaveBeenCalledTimes(1);
  pace.ask();
  expect(act).toHaveBeenCalledTimes(2);
});
