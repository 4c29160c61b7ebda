import { expect, it } from "vitest";
import type { DatabaseState } from "../../../../pwa/offline/database.ts";
import type { SliceLibrary } from "../../../../pwa/offline/slice-library.ts";
import type { SliceStore } from "../../../../pwa/offline/slice-store.ts";
import { OfflineKeeper } from "../../../../pwa/src/data/offline/offline-keeper.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";
import { FakeTime } from "../fake-time.ts";

/** A keeper whose store and library answer at once and note what was asked. */
async function startKeeper(notes = new Map<string, unknown>()) {
  const time = new FakeTime();
  const phone = { isLive: true, saveData: false, state: "open" as DatabaseState, persists: 0 };
  const asked: SliceName[] = [];
  const store = {
    get state() {
      return phone.state;
    },
    boundBytes: 100,
    note: async (name: string) => notes.get(name),
    setNote: async (name: string, value: unknown) => void notes.set(name, value),
    used: async () => 7,
    clear: async () => undefined,
  };
  let answered = Promise.resolve();
  const refresh = async (ref: SliceName) => {
    asked.push(ref);
    await answered;
    return true;
  };
  /** Lets the server answer nothing more until the answer of this is called. */
  const holdAnswers = () => {
    let release = () => {};
    answered = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };
  const persist = async () => {
    phone.persists += 1;
    return true;
  };
  const keeper = new OfflineKeeper({
    store: store as unknown as SliceStore,
    library: { refresh } as unknown as SliceLibrary,
    notifier: { subscribe: () => () => undefined, changed: () => undefined, stop: () => undefined },
    storage: { persist, persisted: async () => false } as unknown as StorageManager,
    now: () => 1_800_000_000_000 + time.now(),
    serverNow: () => 1_800_000_000_000 + time.now(),
    isLive: () => phone.isLive,
    saveData: () => phone.saveData,
    after: time.after,
    onCleared: () => undefined,
  });
  await keeper.start();
  const warmed = () => new Set(asked.map(({ device }) => device));
  /** Lets time pass, and what then begins go through. */
  const pass = async (ms: number) => {
    time.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { keeper, phone, asked, warmed, pass, notes, time, holdAnswers };
}

it("keeps warm what was looked at and what is pinned, again each quarter of an hour", async () => {
  const { keeper, asked, warmed, pass } = await startKeeper();
  keeper.looked("a");
  keeper.setPinned("b", { pinned: true });
  await pass(2_000);
  expect(warmed()).toEqual(new Set(["a", "b"]));
  const once = asked.length;
  await pass(15 * 60_000);
  expect(asked.length).toBe(2 * once);
});

it("is not put off by late readings when somebody has just looked", async () => {
  const { keeper, warmed, pass } = await startKeeper();
  keeper.looked("a");
  keeper.changed();
  await pass(2_000);
  expect(warmed()).toEqual(new Set(["a"]));
});

it("waits for a backlog to be in when late readings come by themselves, and is sooner when somebody looks meanwhile", async () => {
  const { keeper, asked, pass } = await startKeeper();
  keeper.looked("a");
  await pass(2_000);
  const once = asked.length;
  keeper.changed();
  await pass(9_999);
  expect(asked.length).toBe(once);
  await pass(1);
  expect(asked.length).toBe(2 * once);
  keeper.changed();
  keeper.warmSoon();
  await pass(2_000);
  expect(asked.length).toBe(3 * once);
});

it.each([1_000, 2_000])(
  "warms what is looked at while it warms, also when that goes on for %d ms",
  async (ms) => {
    const { keeper, warmed, pass, holdAnswers } = await startKeeper();
    const release = holdAnswers();
    keeper.looked("a");
    await pass(2_000);
    keeper.looked("b");
    await pass(ms);
    release();
    await pass(0);
    expect(warmed()).toEqual(new Set(["a"]));
    await pass(2_000);
    expect(warmed()).toEqual(new Set(["a", "b"]));
  },
);

it("goes on when it is resumed before what was under way has ended", async () => {
  const { keeper, asked, pass, holdAnswers } = await startKeeper();
  const release = holdAnswers();
  keeper.looked("a");
  await pass(2_000);
  keeper.pause();
  keeper.resume();
  await pass(2_000);
  expect(asked.length).toBe(1);
  release();
  await pass(0);
  await pass(2_000);
  expect(asked.length).toBeGreaterThan(1);
});

it("begins nothing when it stops while it warms", async () => {
  const { keeper, asked, pass, holdAnswers, time } = await startKeeper();
  const release = holdAnswers();
  keeper.looked("a");
  await pass(2_000);
  keeper.warmSoon();
  await pass(2_000);
  keeper.stop();
  release();
  await pass(0);
  expect(time.pending).toBe(0);
  expect(asked.length).toBe(1);
});

it("knows on a later visit what was looked at and pinned", async () => {
  const { keeper, notes } = await startKeeper();
  keeper.looked("a");
  keeper.setPinned("b", { pinned: true });
  const later = await startKeeper(notes);
  expect(later.keeper.hasLooked()).toBe(true);
  expect(later.keeper.pinned()).toEqual(new Set(["b"]));
});

it("loads nothing while paused, while data is to be spared, and while the link is not live", async () => {
  const { keeper, phone, asked, pass } = await startKeeper();
  keeper.looked("a");
  keeper.pause();
  await pass(60_000);
  expect(asked).toEqual([]);
  phone.saveData = true;
  keeper.warmSoon();
  await pass(60_000);
  phone.isLive = false;
  keeper.resume();
  await pass(60_000);
  expect(asked).toEqual([]);
  // Who resumes by hand wants it, whatever the browser was told.
  phone.isLive = true;
  keeper.resume();
  await pass(60_000);
  expect(asked.length).toBeGreaterThan(0);
});

it("tells what is used, whether it is kept for good, and why nothing is stored", async () => {
  const { keeper, phone } = await startKeeper();
  expect(keeper.status()).toMatchObject({ mode: "stored", usedBytes: 7, boundBytes: 100, persisted: false });
  await keeper.persist();
  expect(keeper.status().persisted).toBe(true);
  phone.state = "blocked";
  expect(keeper.status()).toMatchObject({ mode: "memory-only", trouble: "blocked" });
  phone.state = "failed";
  expect(keeper.status()).toMatchObject({ mode: "memory-only", trouble: "refused" });
});

it("keeps no timer when it stops", async () => {
  const { keeper, time } = await startKeeper();
  keeper.looked("a");
  keeper.stop();
  expect(time.pending).toBe(0);
});
