// Values from JSON of which nothing is known yet.

/** An object of which nothing but that is known. */
export type Members = { readonly [member: string]: unknown };

/** Whether a value is an object with members, no array. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A finite number, also from its text ("90"); else undefined. */
export function parseNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  // Number() also reads "0x10" and "Infinity", which no device means.
  return Number.isFinite(number) && /^[\s\d.eE+-]+$/.test(value) ? number : undefined;
}
