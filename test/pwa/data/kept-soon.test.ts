import { expect, it } from "vitest";
import { createNotifier } from "../../../pwa/src/data/base/notifier.ts";
import { type Kept, KeptSoon } from "../../../pwa/src/data/kept-soon.ts";
import { emptyColumns } from "../../../shared/history/merge-columns.ts";
import type { HeardReading } from "../../../shared/present/present-reading.ts";

const reading = (seq: number) => ({ entry: { seq } }) as HeardReading;

/** Writes down what is asked of what keeps. */
function recordKept(told: string[]): Kept {
  const tell =
    (word: string) =>
    (...given: unknown[]) =>
      void told.push([word, ...given].join(" "));
  return {
    start: tell("start"),
    stop: tell("stop"),
    add: ({ entry }: HeardReading) => void told.push(`add ${entry.seq}`),
    begun: (changed: unknown) => void told.push(`begun ${JSON.stringify(changed)}`),
    letGo: tell("letGo"),
    flush: tell("flush"),
    hide: tell("hide"),
    leave: tell("leave"),
    comeBack: tell("comeBack"),
    history: { load: async () => emptyColumns({ device: "a", resolution: "raw" }), missed: tell("missed") },
    offline: {
      status: () => ({ mode: "stored", usedBytes: 7 }),
      pinned: () => new Set(["a"]),
      looked: (device: string) => void told.push(`looked ${device}`),
    },
  } as unknown as Kept;
}

function startSoon() {
  const told: string[] = [];
  const givenUp: string[] = [];
  let isReachable = true;
  const notifier = () =>
    createNotifier((work) => {
      queueMicrotask(work);
      return () => {};
    });
  const notify = { history: notifier(), offline: notifier() };
  notify.history.subscribe(() => told.push("history changed"));
  const soon = new KeptSoon({
    load: async () => {
      if (!isReachable) throw new TypeError("Failed to fetch dynamically imported module");
      return recordKept(told);
    },
    notify,
    onGivenUp: () => givenUp.push("given up"),
  });
  return { soon, told, givenUp, reach: (can: boolean) => (isReachable = can) };
}

const QUERY = { device: "a", from: 0, to: 1 };
const options = () => ({ signal: new AbortController().signal });

it("passes on what waited, in its order, and from then on at once", async () => {
  const { soon, told } = startSoon();
  soon.begun([]);
  soon.add(reading(1));
  soon.offline.looked("a");
  soon.add(reading(2));
  expect(told).toEqual([]);
  await soon.get();
  expect(told).toEqual(["start", "begun []", "add 1", "looked a", "add 2", "flush"]);
  soon.add(reading(3));
  soon.missed();
  expect(told.slice(6)).toEqual(["add 3", "missed"]);
  expect(soon.offline.pinned()).toEqual(new Set(["a"]));
});

it("tells whoever asks for history when the code is missing, says that nothing is kept, and tries again", async () => {
  const { soon, told, reach } = startSoon();
  reach(false);
  soon.begin();
  soon.add(reading(1));
  await expect(soon.history.load(QUERY, options())).rejects.toThrow("could not be loaded");
  expect(soon.offline.status()).toMatchObject({ mode: "memory-only", trouble: "unloaded" });
  reach(true);
  expect((await soon.history.load(QUERY, options())).device).toBe("a");
  expect(told).toEqual(["start", "add 1", "flush", "history changed"]);
  expect(soon.offline.status()).toMatchObject({ mode: "stored", usedBytes: 7 });
});

it("gives up what waits beyond 5,000, says so, and has all that is kept doubted", async () => {
  const { soon, told, givenUp } = startSoon();
  for (let seq = 1; seq <= 5_000; seq += 1) soon.add(reading(seq));
  expect(givenUp).toEqual([]);
  soon.add(reading(5_001));
  soon.add(reading(5_002));
  expect(givenUp).toEqual(["given up"]);
  await soon.get();
  expect(told).toEqual(["start", "begun null", "add 5002", "flush"]);
});

it("opens nothing in a page that was left before it came, and ends at once in one that was stopped", async () => {
  const left = startSoon();
  left.soon.leave();
  await left.soon.get();
  expect(left.told.slice(0, 2)).toEqual(["leave", "start"]);
  const stopped = startSoon();
  stopped.soon.add(reading(1));
  stopped.soon.stop();
  await stopped.soon.get();
  expect(stopped.told).toEqual(["stop"]);
});
