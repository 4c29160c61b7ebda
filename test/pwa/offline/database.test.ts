import type { OpenDBCallbacks } from "idb";
import { expect, it } from "vitest";
import { DatabaseConnection, type OfflineSchema } from "../../../pwa/offline/database.ts";

/** A browser that takes the database away while it is made: the making and the opening fail, each by itself. */
function openVanishing(_name: string, _version?: number, callbacks?: OpenDBCallbacks<OfflineSchema>) {
  const lost = () => Promise.reject(new DOMException("Connection is closing", "UnknownError"));
  const fresh = { createObjectStore: () => undefined };
  callbacks?.upgrade?.(fresh as never, 0, 1, { done: lost() } as never, {} as never);
  return lost();
}

it("fails only the work that it is for when the database is taken away while it is made", async () => {
  const states: string[] = [];
  const onState = (state: string) => states.push(state);
  const connection = new DatabaseConnection({ onState, open: openVanishing });
  await expect(connection.run(() => Promise.resolve())).rejects.toThrow("Connection is closing");
  // It is tried once more with a new handle.
  expect(states).toEqual(["failed", "failed"]);
});
