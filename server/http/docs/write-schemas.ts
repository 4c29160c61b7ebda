// zod schemas → JSON schemas, as the document holds them.

import * as z from "zod";
import { $ZodRegistry } from "zod/v4/core";

/** A JSON schema, or any other part of the document. */
export type DocumentPart = { readonly [member: string]: unknown };

export const SCHEMAS_AT = "#/components/schemas/";

/** The named schemas, and how to write any schema where it is used: by reference where it has a name. */
export interface WrittenSchemas {
  readonly named: { readonly [name: string]: DocumentPart };
  of(schema: z.ZodType): DocumentPart;
}

/** Bounds that zod adds because a number is held in 64 bits say nothing about the interface. */
function dropBitBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** What goes over the wire, that is before anything is parsed from it. */
const OPTIONS = { io: "input", override: dropBitBounds } as const;

/** The names of this document beside the descriptions that schemas carry. */
class Names extends $ZodRegistry<{ id?: string | undefined }> {
  override get(schema: z.core.$ZodType) {
    return { ...z.globalRegistry.get(schema), ...super.get(schema) };
  }
}

function withoutHead({ $schema, $id, $defs, ...rest }: DocumentPart): DocumentPart {
  return rest;
}

/** Makes references into the document of those into a schema's own definitions. */
function referToDocument(schema: object): DocumentPart {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', `"$ref":"${SCHEMAS_AT}`));
}

/** Writes the schemas that have a name, and others as they are asked for. */
export function writeSchemas(named: { readonly [name: string]: z.ZodType }): WrittenSchemas {
  const names = new Names();
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) {
    names.add(schema, { id });
    registry.add(schema, { id });
  }
  const { schemas } = z.toJSONSchema(registry, { ...OPTIONS, uri: (id) => SCHEMAS_AT + id });
  return {
    named: Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, withoutHead({ ...schema })]),
    ),
    of(schema) {
      const name = registry.get(schema)?.id;
      if (name !== undefined) return { $ref: SCHEMAS_AT + name };
      return withoutHead(referToDocument(z.toJSONSchema(schema, { ...OPTIONS, metadata: names })));
    },
  };
}
