import { expect, it } from "vitest";
import { createEventIds } from "../../../server/live/event-id.ts";

const ids = createEventIds("abc");

it("names an entry and its log", () => {
  expect(ids.of(7)).toBe("7.abc");
  expect(ids.placeOf("7.abc")).toBe(7);
});

it("takes a number alone for one of this log, as pages of 0.1 name it", () => {
  expect(ids.placeOf("7")).toBe(7);
  expect(ids.placeOf("0")).toBe(0);
});

it.each([undefined, ""])("knows no place without an id: %j", (id) => {
  expect(ids.placeOf(id)).toBeUndefined();
});

it.each(["7.abd", "7.", "7.ABC", "7.abc.abc", "7 .abc", "abc", "-1", "1.5", "7.abc\n", "1".repeat(16), " 7"])(
  "finds no place for the id of another log, and for what is no id: %j",
  (id) => {
    expect(ids.placeOf(id)).toBe(Number.POSITIVE_INFINITY);
  },
);
