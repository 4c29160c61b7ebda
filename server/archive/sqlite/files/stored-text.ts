// Texts that come back from SQLite as they went in. sql.js reads a text up to its first NUL and without a byte order mark at its
// beginning, and half a character has no form in UTF-8. What is read as bytes keeps the first two.

import type { SqlValue } from "sql.js";
import { hasHalfCharacter } from "../../../../shared/ground/half-character.ts";

const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });
const UNREADABLE = /^\ufeff|\0|\p{Surrogate}/u;

/** Whether SQLite can hold a text at all. */
function isStorable(text: string): boolean {
  return !hasHalfCharacter(text);
}

/** Whether a text column gives back a text as it is, without being read as bytes. */
export function isReadable(text: string): boolean {
  return !UNREADABLE.test(text);
}

/** The text of a column that is read as bytes: `CAST(name AS BLOB)`. */
export function textOf(value: SqlValue | undefined): string {
  return value instanceof Uint8Array ? DECODER.decode(value) : String(value ?? "");
}

/** A text to look something up by, never read back: one that cannot be held is written down as JSON has it. */
export function lookUpText(text: string): string {
  return isStorable(text) ? text : JSON.stringify(text);
}
