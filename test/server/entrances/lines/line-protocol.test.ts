import fc from "fast-check";
import { expect, it } from "vitest";
import { parseLine, splitLines } from "../../../../server/entrances/lines/line-protocol.ts";

function parsed(text: string) {
  const result = parseLine(text);
  if ("problem" in result) return result.problem;
  const { measurement, tags, fields, timestamp } = result.line;
  return [measurement, Object.fromEntries(tags), Object.fromEntries(fields), timestamp];
}

it.each<[string, unknown]>([
  ["m v=1", ["m", {}, { v: 1 }, undefined]],
  [
    "m,a=b v=1.5,w=2i,u=3u,x=t,y=FALSE 1556813561098000000",
    ["m", { a: "b" }, { v: 1.5, w: 2, u: 3, x: true, y: false }, "1556813561098000000"],
  ],
  ['m s="a b, c=d" 5', ["m", {}, { s: "a b, c=d" }, "5"]],
  ["my\\ m\\,x,t\\=g=v\\ w f\\ 1=-1e3", ["my m,x", { "t=g": "v w" }, { "f 1": -1000 }, undefined]],
  ['m s="say \\"hi\\""', ["m", {}, { s: 'say "hi"' }, undefined]],
  ["m", "it has no fields behind its measurement and tags"],
  ["m v=", ["m", {}, { v: "" }, undefined]],
  ["m v=NaN,w=0x10,x=OL", ["m", {}, { v: "NaN", w: "0x10", x: "OL" }, undefined]],
  ['m v="open', "its field v has no value that can be read"],
  ["m,a=\udfff v=1", "it has bytes that are no UTF-8 text"],
  ["m v=1 now", ["m", {}, { v: 1 }, "now"]],
  ["m v=1 12.5", ["m", {}, { v: 1 }, "12.5"]],
  ["m ,v=1, 5", ["m", {}, { v: 1 }, "5"]],
  ["m v=1,w 5", ["m", {}, { v: 1, w: "" }, "5"]],
  ["m v=1 w=2", "it has a space too many; one in a name or a tag needs a \\ before it"],
  ["m v=1 1 1", "it has a space too many; one in a name or a tag needs a \\ before it"],
  ["m,a v=1", "its tag a has no ="],
])("reads %s", (text, expected) => {
  expect(parsed(text)).toEqual(expected);
});

it("splits lines, leaves out comments and empty ones, and keeps line ends between quotes", () => {
  expect([...splitLines('# c\nm v=1\r\n\n m s="a\nb" 5\nn v=2')]).toEqual(["m v=1", 'm s="a\nb" 5', "n v=2"]);
});

it("takes a quote in a tag for a character, and lets a text without an end cost no other line", () => {
  expect(parsed('m,pipe=5" v=1')).toEqual(["m", { pipe: '5"' }, { v: 1 }, undefined]);
  expect([...splitLines('m,pipe=5" v=1\nm s="open\nn v=2\no v=3')]).toEqual([
    'm,pipe=5" v=1',
    'm s="open',
    "n v=2",
    "o v=3",
  ]);
});

it("reads what it is given back, however names are spelt, and never throws on anything else", () => {
  const word = fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((text) => !/[\n\r\\"#]/.test(text) && text.trim() === text);
  const escaped = (text: string) => text.replaceAll(/([,= ])/g, "\\$1");
  fc.assert(
    fc.property(
      word,
      fc.dictionary(word, word),
      fc.dictionary(word, fc.integer(), { minKeys: 1 }),
      (name, tags, fields) => {
        const pairs = (members: object) =>
          Object.entries(members).map(([key, value]) => `${escaped(key)}=${escaped(String(value))}`);
        const text = `${[escaped(name), ...pairs(tags)].join(",")} ${pairs(fields).join(",")} 17`;
        expect(parsed(text)).toEqual([name, { ...tags }, { ...fields }, "17"]);
      },
    ),
  );
  fc.assert(fc.property(fc.string(), (text) => void [...splitLines(text)].map(parseLine)));
});
