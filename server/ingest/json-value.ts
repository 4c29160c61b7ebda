// What is asked of values from JSON before anything is known of them. None of it may run away on a value that nests deep.

import type { Json } from "../../shared/rules/reading.ts";

/** Deepest nesting of members beyond the known ones; nothing known in the field nests deeper than two. */
export const MAX_DEPTH = 8;
/** What nests deeper than this is not looked at any further: writing it down again would need more stack than there is. */
const MAX_WRITABLE_DEPTH = 64;
/** Most members beyond the known ones, of a reading or of a sensor. */
export const MAX_EXTRAS = 32;
/** What all members beyond the known ones may have together, in characters: of a reading, and of each of its sensors. */
export const MAX_EXTRA_CHARACTERS = { reading: 16_384, sensor: 1_024 } as const;
const MAX_SHOWN = 40;

/** Whether a value nests no deeper than `depth`. */
export function isShallow(value: unknown, depth: number): value is Json {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.values(value).every((member) => isShallow(member, depth - 1));
}

/** About how many characters a shallow value has, the names of its members included. */
export function charactersOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  let sum = 0;
  for (const [name, member] of Object.entries(value)) sum += name.length + charactersOf(member);
  return sum;
}

/** Whether a value nests so deep that it cannot be written as JSON again. */
export function isTooDeep(value: unknown): boolean {
  return !isShallow(value, MAX_WRITABLE_DEPTH);
}

function cutDeep(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) return value.map((member) => cutDeep(member, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cutDeep(member, depth - 1)]),
  );
}

/** A value as JSON, for people to read; where it nests too deep, `…` stands for the rest. */
export function writeValue(value: unknown): string {
  // JSON.parse gives Infinity for 1e999, JSON.stringify null for Infinity.
  if (typeof value === "number") return String(value);
  const shallow = isTooDeep(value) ? cutDeep(value, MAX_DEPTH) : value;
  return JSON.stringify(shallow) ?? String(value);
}

/** The beginning of a value, for a sentence that says what is wrong with it. */
export function show(value: unknown): string {
  const text = writeValue(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
