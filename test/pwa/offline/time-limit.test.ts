import { expect, it } from "vitest";
import { StoreHangs, TimeLimit } from "../../../pwa/offline/time-limit.ts";
import { FakeTime } from "../data/fake-time.ts";

function start() {
  const time = new FakeTime();
  const told: string[] = [];
  const tell = (word: string) => () => void told.push(word);
  const limit = new TimeLimit({
    after: (ms, callback) => time.after(ms, callback),
    onHang: tell("hang"),
    onBack: tell("back"),
    onRetry: tell("retry"),
  });
  return { time, told, limit };
}

/** Work that ends when it is told to. */
function held() {
  let end = () => {};
  const ending = new Promise<string>((resolve) => {
    end = () => resolve("done");
  });
  return { work: () => ending, end: () => end() };
}

it("passes on what work in time answers, and what it rejects with", async () => {
  const { limit, told } = start();
  expect(await limit.run(async () => 7, 1_000)).toBe(7);
  const failing = limit.run(() => Promise.reject(new Error("no room")), 1_000);
  await expect(failing).rejects.toThrow("no room");
  expect(told).toEqual([]);
});

it("waits no longer than the limit, and for nothing at all while the store hangs", async () => {
  const { limit, time, told } = start();
  const { work } = held();
  const first = limit.run(work, 1_000);
  const outcome = expect(first).rejects.toThrow(StoreHangs);
  time.pass(1_000);
  await outcome;
  await expect(limit.run(async () => 7, 1_000)).rejects.toThrow(StoreHangs);
  expect(limit.isHung).toBe(true);
  expect(told).toEqual(["hang"]);
});

it("is back when the late work ends", async () => {
  const { limit, time, told } = start();
  const { work, end } = held();
  const outcome = expect(limit.run(work, 1_000)).rejects.toThrow(StoreHangs);
  time.pass(1_000);
  await outcome;
  end();
  await expect.poll(() => limit.isHung).toBe(false);
  expect(told).toEqual(["hang", "back"]);
  expect(await limit.run(async () => 7, 1_000)).toBe(7);
});

it("tries again by itself, more and more seldom, and is back when a try succeeds", async () => {
  const { limit, time, told } = start();
  const hang = async () => {
    const outcome = expect(limit.run(held().work, 1_000)).rejects.toThrow(StoreHangs);
    time.pass(1_000);
    await outcome;
  };
  await hang();
  time.pass(5_000);
  await hang();
  time.pass(5_000);
  await expect(limit.run(async () => 7, 1_000)).rejects.toThrow(StoreHangs);
  time.pass(5_000);
  expect(await limit.run(async () => 7, 1_000)).toBe(7);
  expect(told).toEqual(["hang", "retry", "retry", "back"]);
});
