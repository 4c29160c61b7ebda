import type { openDB } from "idb";
import { expect, it, vi } from "vitest";
import { DatabaseConnection } from "../../../pwa/offline/database.ts";

/** A browser that takes the database away while it is made: the making and the opening fail, each by itself. */
const openVanishing = vi.hoisted(() => (...[, , callbacks]: Parameters<typeof openDB>) => {
  const lost = () => Promise.reject(new DOMException("Connection is closing", "UnknownError"));
  const fresh = { createObjectStore: () => undefined };
  callbacks?.upgrade?.(fresh as never, 0, 1, { done: lost() } as never, {} as never);
  return lost();
});
vi.mock("idb", () => ({ openDB: openVanishing }));

it("fails only the work that it is for when the database is taken away while it is made", async () => {
  const states: string[] = [];
  const connection = new DatabaseConnection({ onState: (state) => states.push(state) });
  await expect(connection.run(() => Promise.resolve())).rejects.toThrow("Connection is closing");
  // It is tried once more with a new handle.
  expect(states).toEqual(["failed", "failed"]);
});
