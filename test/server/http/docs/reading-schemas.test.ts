import fc from "fast-check";
import { expect, it } from "vitest";
import { importRow, postedReading } from "../../../../server/http/docs/reading-schemas.ts";
import { parseImportRow } from "../../../../server/ingest/parse-import-row.ts";
import { parseReading } from "../../../../server/ingest/parse-reading.ts";

const parse = (value: unknown) => parseReading(value);

/** Members that are right more often than not, so that whole readings are too. */
const mostly = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });

const sensor = fc.record(
  {
    type: mostly(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 })),
    val: mostly(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))),
    unit: mostly(fc.constantFrom("ppm", "%")),
    note: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: ["type", "val"] },
);

const reading = fc.record(
  {
    id: mostly(fc.oneof(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), fc.integer())),
    pct: mostly(fc.double({ noNaN: true, noDefaultInfinity: true })),
    ts: mostly(fc.oneof(fc.integer(), fc.constantFrom(null, "2026-11-23T14:00:00Z"))),
    sensors: mostly(fc.option(fc.array(mostly(sensor), { maxLength: 66 }))),
    uid: mostly(fc.oneof(fc.uuid(), fc.integer(), fc.constant(null))),
    fw: fc.jsonValue({ maxDepth: 3 }),
  },
  { requiredKeys: ["id", "pct"] },
);

it("describes only readings that are taken", () => {
  let described = 0;
  fc.assert(
    fc.property(reading, (value) => {
      fc.pre(postedReading.safeParse(value).success);
      described += 1;
      expect(parse(value).problems).toBeUndefined();
    }),
    { numRuns: 500 },
  );
  expect(described).toBeGreaterThan(100);
});

it("describes only rows that are taken", () => {
  const row = fc
    .tuple(reading, mostly(fc.integer({ min: 1 })), mostly(fc.double({ min: -1, max: 4e9, noNaN: true })))
    .map(([members, place, systemTime]) => ({ ...members, row: place, system_time: systemTime }));
  fc.assert(
    fc.property(row, (value) => {
      // The schema cannot know the time; nothing here is from the future.
      fc.pre(importRow.safeParse(value).success && Number(value.system_time) <= 4e9);
      expect(parseImportRow(value, { source: "s", now: 4e12 })).toBeTypeOf("object");
    }),
    { numRuns: 300 },
  );
});
