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

  it("changes nothing within texts beside a bare NaN, whatever they hold", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("NaN", '"NaN', "\\", '\\"', "-inf,"));
    fc.assert(
      fc.property(text, text, (name, value) => {
        const json = `{${JSON.stringify(`k${name}`)}:${JSON.stringify(value)},"bare":NaN}`;
        expect(readAs(json)).toEqual({ [`k${name}`]: value, bare: "NaN" });
      }),
    );
  });

  it.each(["{nano:1}", "[NaN2]", '{"a":1.nan}', "NaN NaN"])("does not read %s", (text) => {
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

  it("leaves a long number alone that only looks like an id within a text", () => {
    expect(readAs('{"id":9007199254740993,"note":"\\"id\\":9007199254740993,"}')).toEqual({
      id: "9007199254740993",
      note: '"id":9007199254740993,',
    });
  });
});
