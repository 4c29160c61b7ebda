import { expect, it } from "vitest";
import type { IdMemory } from "../../../../pwa/src/data/history/id-memory.ts";
import { SliceDoubts } from "../../../../pwa/src/data/history/slice-doubts.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";
import { FakeTime } from "../fake-time.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const HOUR: SliceName = { device: "a", resolution: "raw", slice: "2026-11-23T09" };

function start(known?: string) {
  const time = new FakeTime();
  const noted: (readonly string[] | "all")[] = [];
  const told: (number | "all")[] = [];
  let id = known;
  let works = true;
  let isStored = (_: SliceName) => true;
  const note = async (slices: readonly string[] | "all") => {
    if (works) noted.push(slices);
    return works;
  };
  const memory: IdMemory = {
    read: () => id,
    write: (next) => {
      id = next;
    },
  };
  const doubts = new SliceDoubts({
    store: {
      doubt: async (refs) => {
        const names = refs.map(({ device, resolution, slice }) => `${device} ${resolution} ${slice}`);
        return (await note(names)) ? refs.filter((ref) => !isStored(ref)) : undefined;
      },
      doubtAll: () => note("all"),
    },
    after: time.after,
    memory,
    onDoubted: (slices) => void told.push(slices?.length ?? "all"),
  });
  const pass = async (ms = 1_000) => {
    time.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    doubts,
    noted,
    told,
    pass,
    store: (stores: (slice: SliceName) => boolean) => {
      isStored = stores;
    },
    fail: (fails: boolean) => {
      works = !fails;
    },
    id: () => id,
  };
}

it("notes all slices that hold a late reading, once for a whole backlog", async () => {
  const { doubts, noted, told, pass } = start();
  for (let minute = 0; minute < 60; minute += 1)
    doubts.heard("a", { at: NOON, measuredAt: NOON - 3 * 3_600_000 + minute * 60_000 - minute });
  await pass();
  expect(noted).toEqual([["a raw 2026-11-23T09", "a minute 2026-11-23", "a hour 2026-11"]]);
  expect(told).toEqual([3]);
});

it("does not doubt a slice for a reading that came in time", async () => {
  const { doubts, noted, pass } = start();
  doubts.heard("a", { at: NOON + 1_800_000, measuredAt: NOON + 1_795_000 });
  await pass();
  expect(noted).toEqual([]);
});

it("doubts everything when the server cannot know what changed, and when it is too much to tell apart", async () => {
  const { doubts, noted, pass } = start();
  doubts.begun(null);
  await pass();
  const many = Array.from({ length: 1_001 }, (_, index) => ({ ...HOUR, device: `d${index}` }));
  doubts.begun(many);
  await pass();
  expect(noted).toEqual(["all", "all"]);
});

it("remembers an id only when all that it covers is noted", async () => {
  const { doubts, pass, id } = start("5");
  doubts.begun([HOUR]);
  doubts.confirm("9");
  expect(id()).toBe("5");
  await pass();
  doubts.confirm("10");
  expect(id()).toBe("10");
});

it("tries again what the store did not take, and asks from the old id until then", async () => {
  const { doubts, noted, told, pass, fail, id } = start("5");
  fail(true);
  doubts.begun([HOUR]);
  await pass();
  // The page itself asks anew all the same.
  expect(told).toEqual([1]);
  doubts.confirm("9");
  expect(id()).toBe("5");
  fail(false);
  await pass();
  expect(noted).toEqual([["a raw 2026-11-23T09"]]);
  doubts.confirm("12");
  expect(id()).toBe("12");
});

it("notes once more what was not stored, when an answer that was on its way is, and asks for it anew", async () => {
  const { doubts, noted, told, pass, store, id } = start("5");
  store(() => false);
  doubts.begun([HOUR]);
  await pass();
  expect([noted.length, told]).toEqual([1, [1]]);
  store(() => true);
  doubts.confirm("9");
  expect(id()).toBe("5");
  await pass(13_900);
  expect([noted.length, id()]).toEqual([1, "5"]);
  await pass(1_100);
  expect(noted).toEqual([["a raw 2026-11-23T09"], ["a raw 2026-11-23T09"]]);
  expect([told, id()]).toEqual([[1, 1], "9"]);
  await pass(60_000);
  expect(noted.length).toBe(2);
});

it("lets go what is still not stored then, and confirms what it had heard before", async () => {
  const { doubts, noted, told, pass, store, id } = start("5");
  store(({ device }) => device !== "b");
  doubts.begun([HOUR, { ...HOUR, device: "b" }]);
  await pass();
  doubts.confirm("9");
  doubts.begun([{ ...HOUR, device: "c" }]);
  await pass(15_000);
  expect(noted.at(-1)).toEqual(["b raw 2026-11-23T09"]);
  expect([told, id()]).toEqual([[2, 1, 1], "9"]);
});

it("tries a second noting again that the store did not take, and keeps the old id until then", async () => {
  const { doubts, noted, pass, store, fail, id } = start("5");
  store(() => false);
  doubts.begun([HOUR]);
  await pass();
  doubts.confirm("9");
  fail(true);
  await pass(15_000);
  expect([noted.length, id()]).toEqual([1, "5"]);
  fail(false);
  doubts.confirm("12");
  await pass();
  expect([noted.length, id()]).toEqual([2, "5"]);
});

it("tells a backlog's slices apart, however often it names them", async () => {
  const { doubts, noted, pass, store } = start();
  store(() => false);
  for (let step = 0; step < 60; step += 1) {
    doubts.begun(Array.from({ length: 90 }, (_, index) => ({ ...HOUR, device: `d${index}` })));
    await pass(500);
  }
  await pass(45_000);
  expect(noted).not.toContain("all");
});

it("confirms what it has heard while late readings go on and on", async () => {
  const { doubts, pass, store, id } = start("5");
  store(() => false);
  for (let second = 0; second < 100; second += 1) {
    doubts.begun([HOUR]);
    await pass();
    if (second % 10 === 0) doubts.confirm(String(second));
  }
  expect(Number(id())).toBeGreaterThanOrEqual(40);
  expect(Number(id())).toBeLessThanOrEqual(80);
});

it("doubts everything where more is on its way than can be told apart, and notes nothing when it has stopped", async () => {
  const { doubts, noted, pass, store } = start();
  store(() => false);
  for (const part of [0, 1]) {
    doubts.begun(Array.from({ length: 600 }, (_, index) => ({ ...HOUR, device: `d${part} ${index}` })));
    await pass();
  }
  await pass();
  expect(noted.map((slices) => slices.length)).toEqual([600, 600, 3]);
  expect(noted[2]).toBe("all");
  doubts.stop();
  await pass(60_000);
  expect(noted.length).toBe(3);
});

it("doubts all that is kept when a sensor's numbers mean something else, and nothing for another name or limit", async () => {
  const { doubts, noted, pass } = start();
  doubts.judge(undefined, { CO: { label: "left", limits: { a1: 3 } } });
  doubts.judge({ CO: { unit: "ppb" } }, { CO: { unit: "ppb", label: "left" }, H2S: {} });
  await pass();
  expect(noted).toEqual([]);
  for (const [before, now] of [
    [undefined, { CO: { unit: "ppb" } }],
    [{ CO: { unit: "ppb" } }, {}],
    [{ CO: { zero: 1 } }, { CO: { zero: 2 } }],
    [{ CO: { gain: 2 } }, { CO: { zero: 2 } }],
  ]) {
    doubts.judge(before, now);
    await pass();
  }
  expect(noted).toEqual(["all", "all", "all", "all"]);
});
