import { expect, it } from "vitest";
import { followOnce } from "../../../../pwa/src/data/install/follow-once.ts";

it("follows a build once, so that a page which does not come to it does not load itself anew for ever", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect([followOnce(storage, "b2"), followOnce(storage, "b2"), followOnce(storage, "b3")]).toEqual([
    true,
    false,
    true,
  ]);
});
