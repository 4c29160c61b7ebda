import { expect, it } from "vitest";
import * as z from "zod";
import { schemaRows, typeOf } from "../../../../server/http/docs/schema-rows.ts";
import { writeSchemas } from "../../../../server/http/docs/write-schemas.ts";

const inner = z.object({ a: z.int() });
const schemas = writeSchemas({ Inner: inner });
const words = (schema: z.ZodType) =>
  typeOf(schemas.of(schema))
    .map(({ text, schema: name }) => (name === undefined ? text : `<${name}>`))
    .join("");

it.each([
  [z.string(), "string"],
  [z.string().max(5), "string (up to 5 characters)"],
  [z.string().min(1).max(5), "string (1 to 5 characters)"],
  [z.int().min(2), "integer (from 2)"],
  [z.number().nullable(), "number or null"],
  [z.enum(["a", "b"]), '"a" or "b"'],
  [z.literal(true), "true"],
  [inner, "<Inner>"],
  [z.array(inner).max(3), "array (up to 3) of <Inner>"],
  [z.record(z.string(), inner), "object of <Inner>"],
  [z.union([inner, z.array(inner)]), "<Inner> or array of <Inner>"],
  [z.unknown(), "anything"],
])("says a type in words: %#", (schema, text) => {
  expect(words(schema)).toBe(text);
});

it("names members of nameless objects by their path, of named ones not at all", () => {
  const schema = z.object({
    list: z.array(z.object({ deep: z.string().exactOptional().meta({ description: "Far down." }) })),
    by: z.record(z.string(), z.object({ key: inner }).nullable()),
  });
  const rows = schemaRows(schemas.of(schema));
  expect(rows.map(({ name }) => name)).toEqual(["list", "list[].deep", "by", "by.*.key"]);
  expect(rows[1]).toMatchObject({ optional: true, description: "Far down." });
  expect(rows[3]).toMatchObject({ optional: false, type: [{ text: "Inner", schema: "Inner" }] });
});

it("goes through the alternatives of a union", () => {
  const schema = z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]);
  expect(schemaRows(schemas.of(schema)).map(({ name }) => name)).toEqual(["a", "b"]);
});
