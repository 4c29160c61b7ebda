import fc from "fast-check";
import { expect, it } from "vitest";
import { textOfBatch } from "../../../../server/http/bodies/batch-text.ts";
import { splitBatch } from "../../../../server/http/bodies/split-batch.ts";

const MANY = 10_000;

/** The items of a batch: the id of each that could be read, and the reason of each that could not. */
function split(body: string | Buffer, most = MANY): string[] {
  const items: string[] = [];
  const text = textOfBatch(Buffer.from(body)) ?? "no UTF-8 at all";
  for (const group of splitBatch(text, most)) {
    if (!group) continue;
    const places: string[] = group.values.map((value) => String((value as { id?: unknown } | null)?.id));
    for (const { place, problem } of group.broken) places.splice(place, 0, `! ${problem}`);
    items.push(...places);
  }
  return items;
}

const reading = (id: string, more = {}) => ({
  id,
  pct: 90,
  sensors: [
    { id: "s1", type: "CO", val: 1 },
    { id: "s2", type: "CH4", val: 2 },
  ],
  ...more,
});
const write = (id: string, more = {}) => JSON.stringify(reading(id, more));
const kept = (items: readonly string[]) => items.filter((item) => !item.startsWith("!"));

it.each([
  ["a quote too few", '{"id":"broken, "pct":1}'],
  ["a quote too many", '{"id":"bro"ken","pct":1}'],
  ["a bracket too few", '{"id":"broken","pct":1,"sensors":[{"id":"s0","type":"CO","val":1}'],
  ["a bracket too many", '{"id":"broken","pct":1}}'],
  ["a list that is not closed", '{"id":"broken","pct":1,"sensors":[{"id":"s0","type":"CO","val":1},}'],
  ["an end in the middle of a name", '{"id":"broken","pc'],
  ["a word", "broken"],
  ["a text without an end", '"broken'],
  ["a backslash at its end", '{"id":"broken\\'],
])("one item of an array with %s takes none along, and no part of it is an item", (_, broken) => {
  for (const space of ["", " ", "\r\n\t"]) {
    const comma = `${space},${space}`;
    const array = (...items: string[]) => `[${space}${items.join(comma)}${space}]`;
    expect(kept(split(array(write("a"), broken, write("b"), write("c"))))).toEqual(["a", "b", "c"]);
    expect(kept(split(array(broken, write("b"), write("c"))))).toEqual(["b", "c"]);
    const items = split(array(write("a"), write("b"), broken));
    expect(kept(items)).toEqual(["a", "b"]);
    expect(items).toHaveLength(3);
    const twice = split(array(write("a"), broken, write("b"), broken, broken, write("c")));
    expect(kept(twice)).toEqual(["a", "b", "c"]);
    expect(twice.length).toBeGreaterThanOrEqual(5);
  }
});

it("keeps a reading whose comma is missing, and what follows", () => {
  expect(kept(split(`[${write("a")} ${write("b")},${write("c")}]`))).toEqual(["a", "b", "c"]);
});

it.each([
  ["is cut off within an item", "", '{"id":"c","pct":1,"sens'],
  ["is cut off behind a comma", ",", ""],
  ["is cut off behind an item", "", ""],
  ["has something behind it", "]xyz", ""],
])("keeps the readings of an array that %s", (_, end, cut) => {
  for (const space of ["", "\n", "\r\n  "]) {
    const items = [write("a"), write("b"), ...(cut === "" ? [] : [cut])];
    expect(kept(split(`[${space}${items.join(`,${space}`)}${end}`))).toEqual(["a", "b"]);
  }
});

it.each([
  ["nothing", ""],
  ["a carriage return", "\r"],
  ["a comma", ", "],
])("keeps readings on one line with %s between them", (_, between) => {
  const lines = [write("first"), [write("a"), write("b")].join(between), write("last")];
  expect(split(lines.join("\n"))).toEqual(["first", "a", "b", "last"]);
});

it("counts a line that has more than readings as one item, so that the places of the others stay right", () => {
  const items = split([write("first"), `${write("a")} oops ${write("b")}`, write("last")].join("\n"));
  expect(items.map((item) => item.slice(0, 6))).toEqual(["first", "! Malf", "last"]);
});

it.each([
  ["lines", { open: "", between: "\n", close: "" }],
  ["an array", { open: "[", between: ",", close: "]" }],
])("keeps packets that %s are made of, padding and all", (_, { open, between, close }) => {
  const flat = '{"id":"flat","co":1}\0\0';
  const packets = [`${write("a")}\0\0\0`, `\0\0${write("b")}`, flat, `${write("c")}\0 \0`, write("d")];
  expect(split(`${open}${packets.join(between)}${close}`)).toEqual(["a", "b", "flat", "c", "d"]);
});

it("takes what stands behind a NUL for what was left of a longer packet, and loses no reading for it", () => {
  const left = `${write("a")}\0sors":[]}`;
  expect(split([left, write("b")].join("\n"))).toEqual(["a", "b"]);
  expect(kept(split(`[${[left, write("b")].join(",")}]`))).toEqual(["a", "b"]);
  expect(split([`${write("a")}\0\0${write("b")}`, write("c")].join("\n"))).toEqual(["a", "b", "c"]);
});

it("keeps all of a long array but the item that is broken", () => {
  const ids = Array.from({ length: 5_000 }, (_, place) => `box ${place}`);
  const items = ids.map((id) => write(id));
  items[1_234] = '{"id":"broken, "pct":1}';
  expect(kept(split(`[${items.join(",")}]`))).toEqual(ids.filter((_, place) => place !== 1_234));
});

it("takes what was broken for no more items than a batch may have", () => {
  const items = Array.from({ length: 50 }, (_, place) => write(`box ${place}`));
  expect(kept(split(`["${items.join(",")}]`, 20)).length).toBeLessThanOrEqual(20);
});

it("keeps all readings of an array round anything", () => {
  const anything = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: fc.constantFrom("{", "}", "[", "]", '"', "\\", ",", ":", " ", "1"), maxLength: 30 }),
  );
  // What is an array by itself ends in a bracket; and lines are told from an array by their first.
  const good = fc.nat(99).map((number) => `g${number}`);
  fc.assert(
    fc.property(good, anything, fc.array(good, { minLength: 1, maxLength: 5 }), (first, junk, others) => {
      const behind = others.map((id) => write(id));
      const items = split(`[${write(first)},${junk.replaceAll("\n", " ")},${behind.join(",")}]`);
      expect(kept(items).filter((id) => /^g\d+$/.test(id))).toEqual([first, ...others]);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ["an array", { open: "[", between: ",", close: "]" }],
  ["lines", { open: "", between: "\n", close: "" }],
])("bytes that are no UTF-8 cost %s the item that has them", (_, { open, between, close }) => {
  const bad = Buffer.concat([Buffer.from('{"id":"Ger'), Buffer.from([0xe4]), Buffer.from('t","pct":1}')]);
  const body = [open, write("ä ✓ 😀 \ufffd"), between, bad, between, write("b"), close];
  expect(split(Buffer.concat(body.map((part) => Buffer.from(part))))).toEqual([
    "ä ✓ 😀 \ufffd",
    "! The item has bytes that are no UTF-8 text",
    "b",
  ]);
});

it("finds the items with bad bytes wherever those are", () => {
  const bytes = fc.constantFrom(
    [0x80],
    [0xff],
    [0xc3],
    [0xe4, 0xf6],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x9f, 0x98],
    [0x80, 0x80],
  );
  const names = fc.constantFrom("a", "ä", "😀", "\ufffd", "x".repeat(50));
  const item = fc.record({ name: names, bad: fc.option(bytes, { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(item, { minLength: 2, maxLength: 30 }), (items) => {
      const lines = items.map(({ name, bad }) =>
        Buffer.concat([Buffer.from(`{"id":"${name}`), Buffer.from(bad ?? []), Buffer.from('","pct":1}\n')]),
      );
      expect(split(Buffer.concat(lines))).toEqual(
        items.map(({ name, bad }) => (bad ? "! The item has bytes that are no UTF-8 text" : name)),
      );
    }),
  );
});

it("looks for no more than some thousands of bad bytes", () => {
  expect(textOfBatch(Buffer.alloc(200_000, "a\xff", "latin1"))).toBeUndefined();
});
