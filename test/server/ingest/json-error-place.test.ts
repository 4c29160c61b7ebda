import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonErrorPlace } from "../../../server/ingest/json-error-place.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Values whose text has every kind of token, with or without white space in it. */
const validText = fc
  .tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"))
  .map(([value, space]) => JSON.stringify(value, undefined, space));
const snippet = fc.stringMatching(/^[[\]{},:"\\0-9eE+.a-z \t\n-]{0,3}$/);

/** JSON with a piece cut out and another put in. */
const spoiltText = fc.tuple(validText, fc.nat(), fc.nat(3), snippet).map(([text, at, cut, piece]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + piece + text.slice(place + cut);
});

describe("jsonErrorPlace", () => {
  it.each([
    ['{"a":tru}', 8],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ["[1 2]", 3],
    ["[1,]", 3],
    ['{"a":1}x', 7],
    ['{"a":"x', 7],
    ['{"a":01}', 6],
    ['{"a":1.e5}', 7],
    ['{"a":-}', 6],
    ['{"a":"\t"}', 6],
    [String.raw`{"a":"\x"}`, 7],
    [String.raw`{"a":"\u12g4"}`, 10],
    ["{'a':1}", 1],
    ["{a:1}", 1],
    ["nul", 3],
    ["NaN", 0],
    ["", 0],
    ["]", 0],
    ["[}", 1],
  ])("finds the first character that cannot stand there in %s", (text, place) => {
    expect(jsonErrorPlace(text)).toBe(place);
  });

  it("finds a place exactly where JSON.parse fails", () => {
    fc.assert(
      fc.property(spoiltText, (text) => {
        expect(jsonErrorPlace(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("finds nothing wrong before the place", () => {
    fc.assert(
      fc.property(spoiltText, (text) => {
        const place = jsonErrorPlace(text);
        if (place === undefined) return;
        const before = jsonErrorPlace(text.slice(0, place));
        // What stands before is whole, or only ends too early.
        expect([undefined, place]).toContain(before);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is not overcome by depth or length", () => {
    expect(jsonErrorPlace("[".repeat(200_000))).toBe(200_000);
    expect(jsonErrorPlace(`"${String.raw`\n`.repeat(100_000)}`)).toBe(200_001);
  });

  it("looks no further than 256 kB, so that a mistake holds up nobody", () => {
    expect(jsonErrorPlace(`${" ".repeat(262_143)}x`)).toBe(262_143);
    expect(jsonErrorPlace(`${" ".repeat(262_144)}x`)).toBeUndefined();
  });
});
