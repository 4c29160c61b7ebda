import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ParsedReading, parseReading } from "../../../server/ingest/parse-reading.ts";
import { PATH_STEPS, type SensorValue } from "../../../shared/rules/reading.ts";

const deepList = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as unknown;
const warningsOf = (parsed: ParsedReading) => (parsed.problems ? [] : parsed.warnings);
const parse = (value: unknown) => parseReading(value);

// JSON has no −0.
const figure = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
const extras = fc.dictionary(
  fc
    .string({ minLength: 1, maxLength: 8 })
    .filter((name) => !["id", "pct", "ts", "sensors", "uid", "type", "val"].includes(name)),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 4 },
);
const sensor = fc
  .tuple(extras, fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }), fc.option(figure))
  .map(([members, type, val]) => ({ ...members, type, val }) as SensorValue);
const reading = fc.record({
  id: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((id) => !PATH_STEPS.includes(id)),
  pct: figure,
  ts: fc.oneof(fc.integer(), fc.constantFrom(null, "2026-11-23T14:00:00Z", "noon")),
  sensors: fc.array(sensor, { maxLength: 8 }),
  more: extras,
});

describe("parseReading", () => {
  it("takes every reading that is right, and keeps all that it has as it came", () => {
    fc.assert(
      fc.property(reading, ({ more, ...members }) => {
        const parsed = parse({ ...more, ...members });
        expect(parsed).toMatchObject({
          draft: {
            kind: "reading",
            device: members.id,
            measuredAt: null,
            battery: members.pct,
            deviceTime: members.ts,
            sensors: members.sensors,
            ...(Object.keys(more).length > 0 ? { extra: more } : {}),
          },
        });
      }),
    );
  });

  it("takes a number and its text for the same", () => {
    fc.assert(
      fc.property(figure, figure, (pct, val) => {
        const asNumbers = parse({ id: "x", pct, sensors: [{ type: "CO", val }] });
        const asTexts = parse({ id: "x", pct: ` ${pct}`, sensors: [{ type: "CO", val: `${val} ` }] });
        expect(asTexts).toEqual(asNumbers);
      }),
    );
  });

  it("never throws, and either takes a value or says in words what is wrong", () => {
    const anything = fc.anything({ withBigInt: false, withNullPrototype: true, maxDepth: 4 });
    const nearly = fc.record({ id: anything, pct: anything, ts: anything, sensors: anything, uid: anything });
    fc.assert(
      fc.property(fc.oneof(anything, nearly), (value) => {
        const parsed = parse(value);
        if (!parsed.problems) {
          expect(parsed.draft.battery === null || Number.isFinite(parsed.draft.battery)).toBe(true);
          expect(parsed.draft.device).not.toBe("");
          return;
        }
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const problem of parsed.problems) expect(problem).toMatch(/\w{2,}/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["no id", { pct: 1 }, /'pct' or 'id'/],
    ["an id that no address can name", { id: "..", pct: 1 }, /id must be more than dots/],
    ["half a character in the id", { id: "\ud83d", pct: 1 }, /id must be text/],
    ["an id beyond all numbers", { id: Number.POSITIVE_INFINITY }, /id must be text.*Infinity/],
    ["what nests deeper than it could be written", { id: "x", deep: deepList(5_000) }, /nests deeper/],
    ["a deep list for an id", { id: deepList(5_000) }, /id must be text/],
    ["a deep list for a reading", deepList(5_000), /must be a JSON object/],
    ["sensors that are none", { id: "x", sensors: [{ val: 1 }] }, /sensors\[0\]\.type/],
  ])("refuses %s", (_, value, problem) => {
    expect(parse(value).problems?.join("; ")).toMatch(problem);
  });

  it.each([
    ["a battery that is no number", { pct: Number.POSITIVE_INFINITY }, /pct must be a number/],
    ["a long text for a time", { ts: "t".repeat(65) }, /^ts .* not understood/],
    ["a time without a zone", { ts: "2026-11-23 14:00" }, /^ts .* not understood/],
    ["a long uid", { uid: "u".repeat(101) }, /^uid must be text/],
    [
      "33 further members",
      Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`m${n}`, `${n}!`])),
      /members than can be kept; left out: "m32"/,
    ],
    ["members nested nine deep", { deep: deepList(10) }, /deeper nested.*"deep"/],
    ["a further member of a megabyte", { note: "n".repeat(1_000_000) }, /longer.*left out: "note"/],
    ["members that are long together", { a: "n".repeat(16_381), b: [], c: "n" }, /left out: "c"/],
  ])("takes the gas beside %s, and says what is wrong", (_, members, warning) => {
    const sensors = [{ type: "CO", val: 2_000 }];
    const parsed = parse({ id: "x", ...members, sensors });
    expect(parsed).toMatchObject({ draft: { device: "x", battery: null, sensors } });
    expect(warningsOf(parsed)).toEqual([expect.stringMatching(warning)]);
  });

  it("takes a detector on the mains, which has no battery, without a word", () => {
    expect(parse({ id: "x", sensors: [] })).toEqual({
      draft: { kind: "reading", device: "x", measuredAt: null, deviceTime: null, battery: null, sensors: [] },
    });
  });

  it("keeps a flat post as a sign of life, and shows how it is sent as a reading", () => {
    const parsed = parse({ id: "x", pct: 80, co: 12.5, note: "ok" });
    expect(parsed).toMatchObject({ draft: { battery: 80, sensors: [], extra: { co: 12.5, note: "ok" } } });
    expect(warningsOf(parsed)).toEqual([
      expect.stringContaining('{"id":"x","pct":80,"sensors":[{"type":"co","val":12.5}]}'),
    ]);
  });

  it.each([
    [
      "sensors under another name",
      { Sensors: [{ type: "CO", val: 5_000, unit: "mg/m³" }] },
      ',"unit":"mg/m³"',
    ],
    ["numbers by name", { gas: { CO: "5000" } }, ""],
  ])("shows also how %s are sent as a reading", (_, member, more) => {
    expect(warningsOf(parse({ id: "x", ...member }))).toEqual([
      expect.stringContaining(`send {"id":"x","sensors":[{"type":"CO","val":5000${more}}]}`),
    ]);
  });

  it("takes a plain sign of life without a word", () => {
    expect(parse({ id: "x", pct: 80, note: "ok" })).not.toHaveProperty("warnings");
    const more = { network: { name: "nb-iot" }, tags: ["a", "b"], sensors: [] };
    expect(parse({ id: "x", pct: 80, ...more })).not.toHaveProperty("warnings");
  });

  it("shows no more of a wrong value than is needed to find it", () => {
    const { problems } = parse({ id: ["p".repeat(1_000_000)] });
    expect(problems?.join("").length).toBeLessThan(120);
  });

  it("takes a member called __proto__ as one of many", () => {
    const parsed = parse(JSON.parse('{"id":"x","pct":1,"__proto__":{"id":"y"}}'));
    expect(parsed).toMatchObject({ draft: { device: "x" } });
    const { extra = {} } = (parsed as { draft: { extra?: object } }).draft;
    expect(Object.getPrototypeOf(extra)).toBe(Object.prototype);
    expect(Object.hasOwn(extra, "__proto__")).toBe(true);
  });
});
