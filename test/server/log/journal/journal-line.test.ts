import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { LineFormatter, parseLine } from "../../../../server/log/journal/journal-line.ts";
import { JsonBytes } from "../../../../server/log/journal/json-bytes.ts";
import type { Entry } from "../../../../shared/entries/entry.ts";
import { buildEntry } from "../../../helpers/build-entry.ts";

const LINE_END = "\n".length;
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const number = fc.oneof(
  finite,
  fc.maxSafeInteger(),
  fc.integer({ min: -20_000, max: 20_000 }).map((tenths) => tenths / 10),
  fc.maxSafeInteger().map((tenths) => tenths / 10),
);
const text = fc.oneof(fc.string({ unit: "binary" }), fc.string());
const json = fc.dictionary(text, fc.oneof(text, number, fc.constant(null)), {
  maxKeys: 2,
  noNullPrototype: true,
});
const sensor = fc
  .record({ type: text, val: fc.option(number), more: json })
  .map(({ type, val, more }) => ({ ...more, type, val }));
const entry: fc.Arbitrary<Entry> = fc
  .record(
    {
      device: text,
      measuredAt: fc.nat(),
      deviceTime: fc.oneof(number, text, fc.constant(null)),
      battery: number,
      sensors: fc.array(sensor, { maxLength: 4 }),
      extra: json,
      key: text,
      via: text,
    },
    {
      requiredKeys: ["device", "measuredAt", "deviceTime", "battery", "sensors"],
      noNullPrototype: true,
    },
  )
  .map((overrides) => buildEntry(1, overrides));

it("gives every entry back as JSON would, whatever members, texts and numbers it has", () => {
  const formatter = new LineFormatter();
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
      const lines = formatter.format(entries);
      const found: unknown[] = [];
      for (let start = 0; start < lines.length; ) {
        const end = lines.indexOf("\n", start);
        found.push(parseLine(lines.subarray(start, end)));
        start = end + LINE_END;
      }
      expect(found).toEqual(entries.map((each) => JSON.parse(JSON.stringify(each))));
    }),
  );
});

const ordinary = buildEntry(7, { at: 1_795_435_200_007, sensors: [{ type: "CO", val: 12.5 }] });

it.each([
  [
    ordinary,
    '{"seq":7,"at":1795435200007,"kind":"reading","device":"handheld 1","measuredAt":1795435200007,"deviceTime":3600,"battery":90,"sensors":[{"type":"CO","val":12.5}]',
  ],
  [
    {
      ...ordinary,
      deviceTime: "2026-11-23T12:00Z",
      battery: null,
      sensors: [
        { type: "CO", val: null },
        { type: "O2", val: 20.9, unit: "%vol" },
      ],
      via: "key 4711",
    },
    '{"seq":7,"at":1795435200007,"kind":"reading","device":"handheld 1","measuredAt":1795435200007,"deviceTime":"2026-11-23T12:00Z","battery":null,"sensors":[{"type":"CO","val":null},{"type":"O2","val":20.9,"unit":"%vol"}],"via":"key 4711"',
  ],
  // It has as many members as a reading.
  [
    {
      seq: 7,
      at: 1_795_435_200_007,
      kind: "setting",
      device: "handheld 1",
      patch: { name: "Pump" },
      was: { name: "" },
      by: { kind: "open", name: "", from: "127.0.0.1" },
      confirmed: true,
    } as const,
    '{"seq":7,"at":1795435200007,"kind":"setting","device":"handheld 1","patch":{"name":"Pump"},"was":{"name":""},"by":{"kind":"open","name":"","from":"127.0.0.1"},"confirmed":true',
  ],
] as const)("writes an entry as JSON with its checksum last, whatever its kind: %#", (given, head) => {
  const checksum = crc32(head).toString(16).padStart(8, "0");
  expect(new LineFormatter().format([given]).toString()).toBe(`${head},"crc":"${checksum}"}\n`);
});

it("writes numbers and texts to the byte as JSON.stringify does", () => {
  const bytes = new JsonBytes();
  fc.assert(
    fc.property(number, text, (value, words) => {
      bytes.number(value);
      bytes.text(words);
      expect(bytes.take().toString()).toBe(JSON.stringify(value) + JSON.stringify(words));
    }),
    { numRuns: 2_000 },
  );
});

it("has room for a batch of any size, and for a small one after it", () => {
  const formatter = new LineFormatter();
  const long = buildEntry(1, { extra: { note: "ä".repeat(3_000_000) } });
  expect(parseLine(formatter.format([long]).subarray(0, -LINE_END))).toEqual(long);
  expect(parseLine(formatter.format([buildEntry(2)]).subarray(0, -LINE_END))).toEqual(buildEntry(2));
});

it("forgets what it had of a batch that could not be written down", () => {
  const formatter = new LineFormatter();
  const endless: { [member: string]: never } = {};
  Object.assign(endless, { self: endless });
  expect(() => formatter.format([buildEntry(1), buildEntry(2, { extra: endless })])).toThrow(TypeError);
  expect(parseLine(formatter.format([buildEntry(3)]).subarray(0, -LINE_END))).toEqual(buildEntry(3));
});

it("knows a line by its checksum: none with a changed byte is taken for an entry", () => {
  const line = new LineFormatter().format([buildEntry(1)]).subarray(0, -LINE_END);
  fc.assert(
    fc.property(fc.nat({ max: line.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const damaged = Buffer.from(line);
      damaged[at] = (damaged[at] ?? 0) ^ change;
      expect(parseLine(damaged)).toBeUndefined();
    }),
  );
});

it("takes what is no entry for damage, although its checksum is right", () => {
  const line = (head: string) => Buffer.from(`${head},"crc":"${crc32(head).toString(16).padStart(8, "0")}"}`);
  expect(parseLine(line('{"seq":7,"kind":"of a later version"'))).toEqual({
    seq: 7,
    kind: "of a later version",
  });
  for (const head of [
    "{hello",
    '{"a":1',
    '{"seq":"7"',
    '{"seq":7.5',
    '{"seq":null',
    '{"seq":-1',
    '{"seq":0',
    `{"seq":7,"extra":${"[".repeat(3_000)}`,
    '{"seq":1e16',
  ])
    expect(parseLine(line(head))).toBeUndefined();
});

it("gives the text of an entry that nests so deep that nobody could write it again", () => {
  const line = (depth: number) => {
    const head = `{"seq":7,"at":1795700000000,"kind":"reading","extra":${"[".repeat(depth)}${"]".repeat(depth)}`;
    return {
      text: `${head}}`,
      bytes: Buffer.from(`${head},"crc":"${crc32(head).toString(16).padStart(8, "0")}"}`),
    };
  };
  const deep = line(1_000);
  expect(parseLine(deep.bytes)).toEqual({ seq: 7, at: 1_795_700_000_000, kind: "too deep", text: deep.text });
  expect(parseLine(line(999).bytes)).toMatchObject({ seq: 7, kind: "reading" });
});
