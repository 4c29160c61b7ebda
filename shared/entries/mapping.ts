// A mapping of foreign payloads, as an admin set it.

import { isMembers } from "../ground/members.ts";
import { MAX_FIELDS, MAX_MAPPINGS, type Mapping } from "../rules/mapping/mapping.ts";
import type { EventEntry } from "./entry.ts";

/** A mapping was set; null takes it away. */
export interface MappingEntry extends EventEntry {
  readonly kind: "mapping";
  readonly id: string;
  readonly mapping: Mapping | null;
  /** What it was before; null for none. */
  readonly was: Mapping | null;
}

function isMapping(value: unknown): value is Mapping {
  if (!isMembers(value)) return false;
  const { id, source, fields } = value;
  return (
    typeof id === "string" &&
    typeof source === "string" &&
    Array.isArray(fields) &&
    fields.length <= MAX_FIELDS &&
    fields.every(isMembers)
  );
}

/** Whether what calls itself such an entry is one. */
export function isMappingEntry(entry: unknown): entry is MappingEntry {
  const { id, mapping } = entry as { readonly [member: string]: unknown };
  return typeof id === "string" && (mapping === null || isMapping(mapping));
}

/** The mappings after a change; the given ones stay as they are. One too many changes nothing: no route lets it come so far. */
export function applyMapping(
  mappings: readonly Mapping[],
  { id, mapping }: MappingEntry,
): readonly Mapping[] {
  const place = mappings.findIndex((one) => one.id === id);
  if (mapping === null) return mappings.filter((one) => one.id !== id);
  if (place >= 0) return mappings.with(place, mapping);
  return mappings.length < MAX_MAPPINGS ? [...mappings, mapping] : mappings;
}
