import fc from "fast-check";
import { expect, it } from "vitest";
import { addLook, keptDevices, parseLooked, parsePinned } from "../../../pwa/offline/kept-devices.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";

it("keeps pinned devices first, then the latest looked at, each once", () => {
  const looked = new Map([
    ["old", 1],
    ["both", 2],
    ["new", 3],
  ]);
  expect(keptDevices(looked, new Set(["pinned", "both"]))).toEqual(["pinned", "both", "new", "old"]);
});

it("forgets what nobody looked at for a month, and keeps forty", () => {
  let looked = parseLooked(undefined);
  for (let index = 0; index < 100; index += 1) looked = addLook(looked, `device ${index}`, index);
  expect(looked.size).toBe(40);
  expect(looked.has("device 99")).toBe(true);
  expect([...addLook(looked, "later", 31 * DAY_MS).keys()]).toEqual(["later"]);
});

it("moves a device to the front when it is looked at again", () => {
  const looked = addLook(addLook(addLook(new Map(), "a", 1), "b", 2), "a", 3);
  expect([...looked]).toEqual([
    ["a", 3],
    ["b", 2],
  ]);
});

it("takes any note that is not its own for none", () => {
  fc.assert(
    fc.property(fc.anything(), (note) => {
      for (const at of parseLooked(note).values()) expect(typeof at).toBe("number");
      for (const device of parsePinned(note)) expect(typeof device).toBe("string");
    }),
  );
});
