import { expect, it } from "vitest";
import { giveMemoryBack } from "../../server/engine.ts";

it("frees what nothing refers to, and nothing else", async () => {
  const kept = { name: "kept" };
  const refers = [new WeakRef(kept), new WeakRef({ name: "left" })];
  // What a weak reference was made of stays until the end of the turn.
  await new Promise(setImmediate);
  giveMemoryBack();
  expect(refers.map((reference) => reference.deref()?.name)).toEqual([kept.name, undefined]);
});
