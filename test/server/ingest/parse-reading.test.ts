import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseReading } from "../../../server/ingest/parse-reading.ts";
import { type Json, PATH_STEPS, type SensorValue } from "../../../shared/reading.ts";

const parse = (value: unknown) => parseReading(value, () => null);

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
        expect(parsed).toEqual({
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
          expect(Number.isFinite(parsed.draft.battery)).toBe(true);
          expect(parsed.draft.device).not.toBe("");
          return;
        }
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const problem of parsed.problems) expect(problem).toMatch(/\w{2,}/);
      }),
      { numRuns: 300 },
    );
  });

  it("names the place of the one sensor that is wrong among right ones", () => {
    const wrong = fc.constantFrom<Json>(
      7,
      "x",
      null,
      [],
      { type: "CO" },
      { type: "", val: 1 },
      { type: "CO", val: true },
    );
    fc.assert(
      fc.property(fc.array(sensor, { maxLength: 10 }), wrong, fc.nat(), (right, bad, at) => {
        const place = at % (right.length + 1);
        const sensors = [...right.slice(0, place), bad, ...right.slice(place)];
        const { problems } = parse({ id: "x", pct: 1, sensors });
        expect(problems).toHaveLength(1);
        expect(problems?.[0]).toContain(`sensors[${place}]`);
      }),
    );
  });

  it.each([
    ["no id", { pct: 1 }, /'pct' or 'id'/],
    ["a number that is none", { id: "x", pct: Number.POSITIVE_INFINITY }, /pct must be a number/],
    ["an id that no address can name", { id: "..", pct: 1 }, /id must be more than dots/],
    ["half a character in the id", { id: "\ud83d", pct: 1 }, /id must be text/],
    ["a long type", { id: "x", pct: 1, sensors: [{ type: "t".repeat(41), val: 1 }] }, /1 to 40 characters/],
    ["a long text for a time", { id: "x", pct: 1, ts: "t".repeat(65) }, /at most 64 characters/],
    ["a long uid", { id: "x", pct: 1, uid: "u".repeat(101) }, /uid must be text/],
    [
      "33 further members",
      { id: "x", pct: 1, ...Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`m${n}`, n])) },
      /members than can be kept/,
    ],
    [
      "members nested nine deep",
      { id: "x", pct: 1, deep: JSON.parse("[".repeat(10) + "]".repeat(10)) },
      /deeper nested/,
    ],
    [
      "a sensor nested nine deep",
      {
        id: "x",
        pct: 1,
        sensors: [{ type: "CO", val: 1, deep: JSON.parse("[".repeat(10) + "]".repeat(10)) }],
      },
      /sensors\[0\].*deeper nested/,
    ],
  ])("refuses %s", (_, value, problem) => {
    expect(parse(value).problems?.join("; ")).toMatch(problem);
  });

  it("shows no more of a wrong value than is needed to find it", () => {
    const { problems } = parse({ id: "x", pct: "p".repeat(1_000_000) });
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
