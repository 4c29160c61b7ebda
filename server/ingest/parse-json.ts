// The bytes of a post → JSON, or a sentence that says what is wrong and where.

import { jsonErrorPlace } from "./json-error-place.ts";

/** Parsed JSON, or why it is none. */
export type ParsedJson = { readonly value: unknown } | { readonly problem: string };

const decoder = new TextDecoder("utf-8", { fatal: true });
const EXCERPT = 24;

/** Text of a body without byte order mark and without the NUL bytes and white space round it; undefined when it is no UTF-8. */
export function textOfBody(body: Uint8Array): string | undefined {
  try {
    // Firmware pads its packets with NUL bytes.
    return decoder.decode(body).replace(/^[\s\0]+|[\s\0]+$/g, "");
  } catch {
    return undefined;
  }
}

/** What is wrong with text that is no JSON: line, column, the text just before the place, and what stands there. */
export function explainJsonError(text: string): string {
  const at = jsonErrorPlace(text) ?? text.length;
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const what =
    at >= text.length ? "the text ends too early" : `${JSON.stringify(character)} is not expected here`;
  return `Malformed JSON at line ${line}, column ${column}, after ${JSON.stringify(before.slice(-EXCERPT))}: ${what}`;
}

/** Parses text as JSON. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: explainJsonError(text) };
  }
}
