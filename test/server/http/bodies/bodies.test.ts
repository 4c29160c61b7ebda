import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Bodies, type CutReason } from "../../../../server/http/bodies/bodies.ts";

const KB = 1024;
const MB = 1024 * KB;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A body that lets go when it is told to, as a reader does. */
function begin(bodies: Bodies, bytes = 0) {
  const told: CutReason[] = [];
  const lease = bodies.begin({
    cut: (reason) => {
      told.push(reason);
      lease.release();
    },
  });
  lease.grow(bytes);
  return { ...lease, told };
}

it("has the large body that is at it for longest give way beyond 24 MB, and no small one", () => {
  const bodies = new Bodies();
  const small = begin(bodies, 16 * KB);
  const large = Array.from({ length: 3 }, () => begin(bodies, 8 * MB));
  expect(large.flatMap(({ told }) => told)).toEqual([]);
  begin(bodies, 17 * KB);
  expect(large.map(({ told }) => told.length)).toEqual([1, 0, 0]);
  expect(large[0]?.told).toEqual(["crowded"]);
  expect(small.told).toEqual([]);
});

it("bounds small ones among themselves at 16 MB", () => {
  const bodies = new Bodies();
  const first = begin(bodies, 16 * KB);
  for (let count = 1; count < 1_024; count += 1) begin(bodies, 16 * KB);
  expect(first.told).toEqual([]);
  begin(bodies, 16 * KB);
  expect(first.told).toEqual(["crowded"]);
});

it("counts a whole large body until it is released, and cuts only those that are not whole", () => {
  const bodies = new Bodies();
  const whole = Array.from({ length: 2 }, () => begin(bodies, 10 * MB));
  for (const body of whole) body.end();
  const late = begin(bodies, 10 * MB);
  expect(late.told).toEqual(["crowded"]);
  expect(whole.flatMap(({ told }) => told)).toEqual([]);
  whole[0]?.release();
  whole[0]?.release();
  expect(begin(bodies, 10 * MB).told).toEqual([]);
});

it("has room again once bodies have ended, however many there were", () => {
  const bodies = new Bodies();
  for (let count = 0; count < 10_000; count += 1) begin(bodies, 10 * KB).end();
  const grown = begin(bodies, 10 * KB);
  grown.grow(20 * MB);
  grown.release();
  const large = Array.from({ length: 2 }, () => begin(bodies, 10 * MB));
  expect(large.flatMap(({ told }) => told)).toEqual([]);
});

it("cuts a body that grows by less than 256 bytes in 15 s, and none that is whole or quick enough", () => {
  const bodies = new Bodies();
  bodies.start();
  const [stalled, slow, whole] = [begin(bodies, 100), begin(bodies, 100), begin(bodies, 20 * KB)];
  whole.end();
  vi.advanceTimersByTime(15_000);
  expect(stalled.told).toEqual([]);
  slow.grow(256);
  vi.advanceTimersByTime(15_000);
  expect([stalled.told, slow.told, whole.told]).toEqual([["slow"], [], []]);
  bodies.stop();
  vi.advanceTimersByTime(60_000);
  expect(slow.told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it("has room for two of the largest bodies that may be posted", () => {
  const bodies = new Bodies({ largestBytes: 100 * MB });
  const large = [begin(bodies, 100 * MB), begin(bodies, 100 * MB)];
  expect(large.flatMap(({ told }) => told)).toEqual([]);
  begin(bodies, 100 * MB);
  expect(large[0]?.told).toEqual(["crowded"]);
});
