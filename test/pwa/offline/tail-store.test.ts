import { expect, it } from "vitest";
import type { Database } from "../../../pwa/offline/database.ts";
import type { SliceStore } from "../../../pwa/offline/slice-store.ts";
import { TailStore } from "../../../pwa/offline/tail-store.ts";
import { rawColumns } from "../../helpers/build-columns.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);

/** A store that is taken away while a body is read: this and whatever is asked of it later fails. Notes what is written. */
function vanishingStore() {
  const writes: string[] = [];
  const lost = () => Promise.reject(new DOMException("Connection is closing", "UnknownError"));
  const objectStore = (name: string) => ({
    get: () => (name === "bodies" ? lost() : Promise.resolve(undefined)),
    put: () => {
      writes.push(name);
      return lost();
    },
  });
  const database = { transaction: () => ({ objectStore, done: Promise.resolve() }) } as unknown as Database;
  const change: SliceStore["change"] = (work) =>
    work(database).then(
      () => true,
      () => false,
    );
  return { writes, store: { change } as SliceStore };
}

it("has no write under way that nobody waits for when the store is taken away while it reads", async () => {
  const { writes, store } = vanishingStore();
  const columns = rawColumns([[NOW, 80, 5]]);
  const period = { from: NOW - 1000, to: NOW };
  expect(await new TailStore(store, () => NOW).append({ devices: [columns], period })).toBe(false);
  expect(writes).toEqual([]);
});
