// A JSON schema as rows of a table: member, type, what it means.

import type { DocumentPart } from "./write-schemas.ts";
import { SCHEMAS_AT } from "./write-schemas.ts";

/** A piece of a type in words; `schema` where it is the name of a schema. */
export interface TypeWord {
  readonly text: string;
  readonly schema?: string;
}

/** One member. Members of nameless objects within it follow, with its name in front: `sensors.*.label`. */
export interface SchemaRow {
  readonly name: string;
  readonly type: readonly TypeWord[];
  readonly optional: boolean;
  readonly description: string;
}

function isPart(value: unknown): value is DocumentPart {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function partsOf(value: unknown): DocumentPart[] {
  return Array.isArray(value) ? value.filter(isPart) : [];
}

function joined(lists: readonly (readonly TypeWord[])[], separator: string): TypeWord[] {
  return lists.flatMap((list, index) => (index === 0 ? list : [{ text: separator }, ...list]));
}

function bound({ minLength, maxLength, minimum, maximum, maxItems }: DocumentPart): string {
  const [least, most, of] =
    maxLength === undefined ? [minimum, maximum ?? maxItems, ""] : [minLength, maxLength, " characters"];
  if (least === undefined && most === undefined) return "";
  const range =
    most === undefined ? `from ${least}` : least === undefined ? `up to ${most}` : `${least} to ${most}`;
  return ` (${range}${of})`;
}

function plainType(schema: DocumentPart): TypeWord[] {
  const types = [schema["type"] ?? "anything"].flat().map(String);
  return [{ text: types.join(" or ") + bound(schema) }];
}

/** The type of a schema in words. */
export function typeOf(schema: DocumentPart): readonly TypeWord[] {
  const { $ref, anyOf, oneOf, enum: values, items, additionalProperties, properties } = schema;
  if (typeof $ref === "string") {
    const name = $ref.slice(SCHEMAS_AT.length);
    return [{ text: name, schema: name }];
  }
  const alternatives = [...partsOf(anyOf), ...partsOf(oneOf)];
  if (alternatives.length > 0) return joined(alternatives.map(typeOf), " or ");
  if (Array.isArray(values)) return [{ text: values.map((value) => JSON.stringify(value)).join(" or ") }];
  if ("const" in schema) return [{ text: JSON.stringify(schema["const"]) }];
  if (isPart(items)) return [{ text: `array${bound(schema)} of ` }, ...typeOf(items)];
  if (isPart(additionalProperties) && properties === undefined)
    return [{ text: "object of " }, ...typeOf(additionalProperties)];
  return plainType(schema);
}

/** The nameless objects that a member holds, with what stands between its name and their members. */
function nestedIn(schema: DocumentPart): (readonly [infix: string, object: DocumentPart])[] {
  const { properties, items, additionalProperties, anyOf, oneOf } = schema;
  if (isPart(properties)) return [["", schema]];
  if (isPart(items)) return nestedIn(items).map(([infix, object]) => [`[]${infix}`, object]);
  if (isPart(additionalProperties))
    return nestedIn(additionalProperties).map(([infix, object]) => [`.*${infix}`, object]);
  return [...partsOf(anyOf), ...partsOf(oneOf)].flatMap(nestedIn);
}

function memberRows(object: DocumentPart, prefix: string): SchemaRow[] {
  const required = Array.isArray(object["required"]) ? object["required"] : [];
  const properties = isPart(object["properties"]) ? object["properties"] : {};
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (!isPart(schema)) return [];
    const row = {
      name: prefix + name,
      type: typeOf(schema),
      optional: !required.includes(name),
      description: typeof schema["description"] === "string" ? schema["description"] : "",
    };
    const nested = nestedIn(schema).flatMap(([infix, inner]) =>
      memberRows(inner, `${prefix}${name}${infix}.`),
    );
    return [row, ...nested];
  });
}

/** All members of a schema; of a union, those of one alternative after the other. */
export function schemaRows(schema: DocumentPart): readonly SchemaRow[] {
  return nestedIn(schema).flatMap(([, object]) => memberRows(object, ""));
}
