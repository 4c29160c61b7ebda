import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../server/ingest/parse-json.ts";

const readAs = (text: string) => (parseJson(text) as { value: unknown }).value;

describe("parseJson", () => {
  it.each([
    ["NaN", "NaN"],
    ["nan", "nan"],
    ["-nan(ind)", "-nan(ind)"],
    ["Infinity", "Infinity"],
    ["-Infinity", "-Infinity"],
    ["inf", "inf"],
    ["1.#QNAN", "1.#QNAN"],
  ])("reads a bare %s as its text", (bare, text) => {
    expect(readAs(`{"a":${bare},"b":[${bare} , 1]}`)).toEqual({ a: text, b: [text, 1] });
  });

  it.each([
    "OL",
    "---",
    "ovf",
    "None",
    "undefined",
    "∞",
    "+5",
    ".5",
    "5.",
    "007",
    "-0x1F",
    "1.nan",
    "True",
    "FALSE",
    "Null",
    "12,5",
    "-0,25",
    "1,000,5",
  ])("reads a bare %s as its text where a value is expected", (bare) => {
    expect(readAs(`{"a": ${bare},"b":[{"c":${bare}}]}`)).toEqual({ a: bare, b: [{ c: bare }] });
  });

  it("reads a value that is not there as an empty text", () => {
    expect(readAs('{"a":,"b":{"c": }}')).toEqual({ a: "", b: { c: "" } });
  });

  it("changes no value that JSON knows beside a bare word, nor what looks like one within a text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, name) => {
        const known = { [`k${name}`]: value, note: ":OL,: ,", big: 1.5e300 };
        const json = `{"bare":OL,${JSON.stringify(known, null, 1).slice(1)}`;
        expect(readAs(json)).toEqual({ bare: "OL", ...(JSON.parse(JSON.stringify(known)) as object) });
      }),
    );
  });

  it("changes nothing within texts beside a bare NaN, whatever they hold", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("NaN", '"NaN', "\\", '\\"', "-inf,"));
    fc.assert(
      fc.property(text, text, (name, value) => {
        const json = `{${JSON.stringify(`k${name}`)}:${JSON.stringify(value)},"bare":NaN}`;
        expect(readAs(json)).toEqual({ [`k${name}`]: value, bare: "NaN" });
      }),
    );
  });

  it.each([
    "{nano:1}",
    "[NaN2]",
    '{"a":1.nan 2}',
    "NaN NaN",
    "{a:1}",
    "OL",
    '{"a":[12,x]}',
    '{"a":12,b}',
    '{"a":1,5:2}',
    "{'a':1}",
  ])("does not read %s", (text) => {
    expect(parseJson(text)).toHaveProperty("problem");
  });

  it("reads ids beyond 2^53 digit by digit, alone and in an array", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n }), (id) => {
        expect(readAs(`{ "id" : ${id}, "pct":1}`)).toEqual({ id: String(id), pct: 1 });
        expect(readAs(`[{"id":1},{"pct":1,"uid":${id}}]`)).toEqual([{ id: 1 }, { pct: 1, uid: String(id) }]);
      }),
    );
  });

  it("reads such an id also beside a bare NaN", () => {
    expect(readAs('[{"id":8121069065920650658,"val":NaN},{"val":nan,"uid":9007199254740993}]')).toEqual([
      { id: "8121069065920650658", val: "NaN" },
      { val: "nan", uid: "9007199254740993" },
    ]);
  });

  it("leaves a long number alone that only looks like an id within a text", () => {
    expect(readAs('{"id":9007199254740993,"note":"\\"id\\":9007199254740993,"}')).toEqual({
      id: "9007199254740993",
      note: '"id":9007199254740993,',
    });
  });
});
