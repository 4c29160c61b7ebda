import { expect, it } from "vitest";
import { NewDevices } from "../../../server/ingest/new-devices.ts";

const MINUTE_MS = 60_000;

/** A table of devices, with a clock, into which all go that are let in. */
function setUp({ perMinute = 6, known = 0, sensorsEach = 4 } = {}) {
  const devices = new Set(Array.from({ length: known }, (_, index) => `known ${index}`));
  let now = 0;
  const newDevices = new NewDevices({
    isKnown: (device) => devices.has(device),
    countKnown: () => devices.size,
    perMinute,
    now: () => now,
  });
  const sensors = Array.from({ length: sensorsEach });
  const post = (device: string, by: "single" | "batch" | "import" = "batch") => {
    const notNow = newDevices.admit({ device, sensors }, by);
    if (!notNow) devices.add(device);
    newDevices.settle([{ draft: { device } }]);
    return notNow;
  };
  const flood = (count: number, by: "single" | "batch" | "import" = "batch") =>
    Array.from({ length: count }, (_, index) => post(`${by} ${now} ${index}`, by)).filter((not) => !not)
      .length;
  const wait = (ms: number) => {
    now += ms;
  };
  return { post, flood, devices, newDevices, wait };
}

it("lets ten minutes' worth in at once, then so many a minute", () => {
  const { flood, wait } = setUp();
  expect(flood(1_000)).toBe(60);
  wait(MINUTE_MS);
  expect(flood(1_000)).toBe(6);
  wait(60 * MINUTE_MS);
  expect(flood(1_000)).toBe(60);
});

it("counts devices with many sensors for several", () => {
  expect(setUp({ sensorsEach: 0 }).flood(100)).toBe(60);
  expect(setUp({ sensorsEach: 8 }).flood(100)).toBe(60);
  expect(setUp({ sensorsEach: 9 }).flood(100)).toBe(30);
  expect(setUp({ sensorsEach: 64 }).flood(100)).toBe(7);
});

it("never keeps a known device out", () => {
  const { post, flood } = setUp({ known: 3 });
  flood(1_000);
  expect(post("known 2")).toBeUndefined();
  expect(post("batch 0 5")).toBeUndefined();
});

it("says how long to wait", () => {
  const { post, flood } = setUp();
  flood(1_000);
  expect(post("handheld")).toEqual({ reason: expect.stringContaining("in 10 s"), retryAfterS: 10 });
});

it("lets a device in that posts alone while batches are full of inventions", () => {
  const { post, flood } = setUp();
  flood(1_000);
  expect(post("handheld", "single")).toBeUndefined();
});

it("lets a device in that comes again while the place is full of inventions", () => {
  const { post, flood, wait } = setUp();
  flood(1_000, "single");
  expect(post("handheld", "single")).toBeDefined();
  wait(1_000);
  flood(1_000, "single");
  expect(post("handheld", "single")).toBeUndefined();
});

it("does not take an id for one that comes again that is in one post twice", () => {
  const { post, flood } = setUp();
  flood(1_000);
  expect(post("twice")).toBeDefined();
  expect(post("twice")).toBeDefined();
});

it("counts an id once that comes several times before it is stored", () => {
  const { newDevices } = setUp({ perMinute: 1 });
  for (let post = 0; post < 100; post += 1)
    expect(newDevices.admit({ device: "box", sensors: [] }, "batch")).toBeUndefined();
});

it("takes an id anew whose reading could not be stored", () => {
  const { newDevices } = setUp({ perMinute: 1 });
  newDevices.admit({ device: "box", sensors: [] }, "batch");
  newDevices.settle([{ draft: { device: "box" } }, { reason: "x" }]);
  expect(newDevices.admit({ device: "box", sensors: [] }, "batch")).toBeUndefined();
});

it("lets in 10,000 devices at most, and leaves 1,000 places to those that post when a recording is imported", () => {
  const { post, flood, devices } = setUp({ perMinute: 1_000 });
  expect(flood(20_000, "import")).toBe(9_000);
  expect(flood(20_000, "single")).toBe(1_000);
  expect(devices.size).toBe(10_000);
  expect(post("one more")).toEqual({ reason: expect.stringMatching(/10000 devices already.*forget some/) });
});
