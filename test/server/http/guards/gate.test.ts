import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Gate } from "../../../../server/http/guards/gate.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that ends when the test says so. */
function work() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = vi.fn(() => ended);
  return { run, end: () => end() };
}

it("runs as many at a time as there are places, the others in their order", async () => {
  const gate = new Gate({ places: 2, waiting: 5 });
  const all = [work(), work(), work(), work()];
  const done = all.map(({ run }) => gate.run(run));
  const begun = () => all.map(({ run }) => run.mock.calls.length);
  expect(begun()).toEqual([1, 1, 0, 0]);
  all[1]?.end();
  await done[1];
  await vi.waitFor(() => expect(begun()).toEqual([1, 1, 1, 0]));
  all[0]?.end();
  await vi.waitFor(() => expect(begun()).toEqual([1, 1, 1, 1]));
  for (const { end } of all) end();
  await Promise.all(done);
});

it("gives the place of work that fails to the next", async () => {
  const gate = new Gate({ places: 1, waiting: 1 });
  const failed = gate.run(() => Promise.reject(new Error("no")));
  const next = gate.run(async () => "yes");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("yes");
});

it("refuses whoever would wait behind too many, or has waited for too long, and says when to come again", async () => {
  const gate = new Gate({ places: 1, waiting: 1, waitMs: 1_000 });
  const [first, second] = [work(), work()];
  const running = gate.run(first.run);
  const late = expect(gate.run(second.run)).rejects.toMatchObject({ status: 503, retryAfterS: 5 });
  await expect(gate.run(second.run)).rejects.toMatchObject({ status: 503, code: "busy" });
  await vi.advanceTimersByTimeAsync(1_000);
  await late;
  first.end();
  await running;
  expect(await gate.run(async () => "free")).toBe("free");
  expect(second.run).not.toHaveBeenCalled();
});
