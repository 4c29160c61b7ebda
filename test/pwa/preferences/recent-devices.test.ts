import { expect, it } from "vitest";
import { recentDevices, rememberDevice } from "../../../pwa/src/preferences/recent-devices.ts";

function storageOf(text: string | null): Storage {
  let stored = text;
  return {
    getItem: () => stored,
    setItem: (_: string, value: string) => {
      stored = value;
    },
  } as unknown as Storage;
}

it("keeps the last five devices, newest first and each once", () => {
  const storage = storageOf(null);
  for (const device of ["a", "b", "c", "a", "d", "e", "f"]) rememberDevice(storage, device);
  expect(recentDevices(storage)).toEqual(["f", "e", "d", "a", "c"]);
});

it.each(["", "{", "3", '{"a":1}', '[1,null,"a"]'])("takes %j for what can be read of it", (text) => {
  expect(recentDevices(storageOf(text))).toEqual(text.startsWith("[") ? ["a"] : []);
});

it("does without a storage that refuses", () => {
  const storage = {
    getItem: () => null,
    setItem: () => {
      throw new Error("full");
    },
  } as unknown as Storage;
  expect(() => rememberDevice(storage, "a")).not.toThrow();
});
