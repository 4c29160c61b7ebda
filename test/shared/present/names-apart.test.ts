import { expect, it } from "vitest";
import { namesApart, namesakesOf } from "../../../shared/present/names-apart.ts";

it("tells devices of one name apart by their ids, and leaves all others as they are called", () => {
  const named = (device: string, name?: string) => ({ device, settings: name === undefined ? {} : { name } });
  const names = namesApart([
    named("x1", "handheld"),
    named("x2", "handheld"),
    named("x3", "x1"),
    named("x4"),
  ]);
  expect([...names]).toEqual([
    ["x1", "handheld (x1)"],
    ["x2", "handheld (x2)"],
    ["x3", "x1"],
    ["x4", "x4"],
  ]);
  expect([...namesApart([named("a"), named("b", "a")]).values()]).toEqual(["a (a)", "a (b)"]);
});

it("finds devices that are called alike, each once", () => {
  const names = ["a", "b", "a", "c", "a"].map((name, index) => ({ device: `x${index}`, name }));
  expect([...namesakesOf(names)]).toEqual(["x0", "x2", "x4"]);
  expect(namesakesOf([]).size).toBe(0);
});
