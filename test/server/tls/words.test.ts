import { expect, it } from "vitest";
import { wordsOf } from "../../../server/tls/words.ts";

const ALL = Array.from({ length: 256 }, (_, byte) => wordsOf(Uint8Array.of(byte))[0] ?? "");

it("has a word for each byte, plain and short", () => {
  expect(new Set(ALL).size).toBe(256);
  expect(ALL.filter((word) => !/^[a-z]{2,8}$/.test(word))).toEqual([]);
});

it("has no word that is the beginning of another", () => {
  const beginnings = ALL.filter((word) => ALL.some((other) => other !== word && other.startsWith(word)));
  expect(beginnings).toEqual([]);
});

it("says the first four bytes of a digest, and always in the same words", () => {
  expect(wordsOf(Uint8Array.of(0, 1, 254, 255, 9, 9))).toEqual(["acorn", "actor", "window", "winter"]);
});
