// Figures and texts that lie on the edges of the quick ways of writing them.

import { expect, it } from "vitest";
import { LineFormatter } from "../../../../server/log/journal/journal-line.ts";
import { JsonBytes } from "../../../../server/log/journal/json-bytes.ts";
import type { Entry } from "../../../../shared/entries/entry.ts";
import { buildEntry } from "../../../helpers/build-entry.ts";

function written(write: (bytes: JsonBytes) => void): string {
  const bytes = new JsonBytes();
  write(bytes);
  return bytes.take().toString();
}

it.each([
  [0, "0"],
  [-0, "0"],
  [7, "7"],
  [9, "9"],
  [10, "10"],
  [99, "99"],
  [100, "100"],
  [999_999_999, "999999999"],
  [1_000_000_000, "1000000000"],
  [1_000_000_001, "1000000001"],
  [9_999_999_999, "9999999999"],
  [10_000_000_000, "10000000000"],
  [1_700_000_000_123, "1700000000123"],
  [999_999_999_999_999, "999999999999999"],
  [1_000_000_000_000_000, "1000000000000000"],
  [9_007_199_254_740_991, "9007199254740991"],
  [9_007_199_254_740_992, "9007199254740992"],
  [1e21, "1e+21"],
  [-1, "-1"],
  [0.1, "0.1"],
  [0.9, "0.9"],
  [12.5, "12.5"],
  [-12.5, "-12.5"],
  [12.25, "12.25"],
  [0.30000000000000004, "0.30000000000000004"],
  [99_999_999.9, "99999999.9"],
  [100_000_000.1, "100000000.1"],
  [1_000_000_000.5, "1000000000.5"],
  [Number.NaN, "null"],
  [Number.POSITIVE_INFINITY, "null"],
  [null, "null"],
])("writes %d as %s", (value, expected) => {
  expect(written((bytes) => bytes.number(value))).toBe(expected);
});

it.each([
  ["", '""'],
  [" !~", '" !~"'],
  ['a"b', '"a\\"b"'],
  ["a\\b", '"a\\\\b"'],
  ["a\nb", '"a\\nb"'],
  ["a\u001fb", '"a\\u001fb"'],
  ["a\u007fb", '"a\u007fb"'],
  ["µg/m³", '"µg/m³"'],
  ["€😀", '"€😀"'],
])("writes the text %j as %s", (text, expected) => {
  expect(written((bytes) => bytes.text(text))).toBe(expected);
  expect(written((bytes) => bytes.value({ text }))).toBe(`{"text":${expected}}`);
});

it.each([
  [0, "00000000"],
  [1, "00000001"],
  [0x89abcdef, "89abcdef"],
  [0xffffffff, "ffffffff"],
])("writes the bits of %d as %s", (bits, expected) => {
  expect(written((bytes) => bytes.hex(bits))).toBe(expected);
});

it("gives back what was written from a place on, takes back what stands behind one, and begins anew", () => {
  const bytes = new JsonBytes();
  bytes.ascii("abc");
  bytes.ascii("def");
  expect([bytes.length, bytes.from(2).toString()]).toEqual([6, "cdef"]);
  bytes.cut(4);
  bytes.ascii("!");
  expect(bytes.take().toString()).toBe("abcd!");
  expect([bytes.length, bytes.take().toString()]).toEqual([0, ""]);
});

it("grows with what is written, keeping what there is, whatever it is written by", () => {
  const long = "x".repeat(300_000);
  for (const write of [
    (bytes: JsonBytes) => bytes.ascii(long),
    (bytes: JsonBytes) => bytes.text(long),
    (bytes: JsonBytes) => bytes.value(long),
  ]) {
    const all = written((bytes) => {
      for (let piece = 0; piece < 4; piece += 1) write(bytes);
      bytes.hex(1);
      bytes.number(7);
    });
    expect(all.replaceAll('"', "")).toBe(`${long.repeat(4)}000000017`);
  }
});

it("has room for figures that stand at the very end of its memory", () => {
  const bytes = new JsonBytes();
  bytes.ascii("x".repeat(512 * 1024 - 1));
  bytes.number(1_700_000_000_123);
  bytes.hex(0xffffffff);
  expect(bytes.take().subarray(-21).toString()).toBe("1700000000123ffffffff");
});

it("writes an ordinary reading and any other entry as one line each, with its checksum", () => {
  const format = (entry: Entry) => new LineFormatter().format([entry]).toString();
  const ordinary = buildEntry(7, {
    at: 1_000,
    measuredAt: 900,
    deviceTime: "noon",
    battery: null,
    sensors: [
      { type: "CO", val: 1.5 },
      { type: "O2", val: null },
      { type: "H2S", val: 2, unit: "ppb" },
    ],
  });
  expect(format(ordinary)).toBe(
    '{"seq":7,"at":1000,"kind":"reading","device":"handheld 1","measuredAt":900,"deviceTime":"noon","battery":null,' +
      '"sensors":[{"type":"CO","val":1.5},{"type":"O2","val":null},{"type":"H2S","val":2,"unit":"ppb"}],"crc":"CRC"}\n'.replace(
        "CRC",
        format(ordinary).slice(-11, -3),
      ),
  );
  const forget: Entry = { seq: 8, at: 1_000, kind: "forget", device: "d", data: "keep" };
  expect(format(forget)).toMatch(
    /^\{"seq":8,"at":1000,"kind":"forget","device":"d","data":"keep","crc":"[0-9a-f]{8}"\}\n$/,
  );
});
