// The bytes of a post → JSON, or a sentence that says what is wrong and where.

import { isUtf8 } from "node:buffer";
import { jsonErrorPlace } from "./json-error-place.ts";

/** Parsed JSON, or why it is none. */
export type ParsedJson = { readonly value: unknown } | { readonly problem: string };

const EXCERPT = 24;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const SPACE = 0x20;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;

/** NUL bytes count as well: firmware pads its packets with them. */
function isPadding(byte: number | undefined): boolean {
  return byte === SPACE || byte === 0 || (byte !== undefined && byte >= TAB && byte <= CARRIAGE_RETURN);
}

/** Whether the last character alone is not whole, as where a length was counted in characters. */
function endsWithinCharacter(body: Buffer): boolean {
  const isContinuation = (byte = 0) => byte >= 0x80 && byte < 0xc0;
  const cut = [1, 2, 3].find((bytes) => !isContinuation(body.at(-bytes))) ?? 0;
  const first = body.at(-cut) ?? 0;
  return first >= 0xc2 && first <= 0xf4 && isUtf8(body.subarray(0, -cut));
}

/**
 * Text of a body without byte order mark and without the NUL bytes and white space round it; undefined when it is no UTF-8. A
 * last character that is not whole becomes U+FFFD, so that what is wrong can be said of the JSON that ends there.
 */
export function textOfBody(body: Buffer): string | undefined {
  if (!isUtf8(body) && !endsWithinCharacter(body)) return undefined;
  // Byte by byte from both ends: a regular expression would look at long white space within the body again and again.
  let start = body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  let end = body.length;
  while (start < end && isPadding(body[start])) start += 1;
  while (end > start && isPadding(body[end - 1])) end -= 1;
  return body.toString("utf8", start, end);
}

function endsTooEarly(text: string): string {
  const isAscii = Buffer.byteLength(text) === text.length;
  return `the text ends too early${isAscii ? "" : "; Content-Length counts bytes, not characters"}`;
}

/** What is wrong with text that is no JSON: line, column, the text just before the place, and what stands there. */
export function explainJsonError(text: string): string {
  const at = jsonErrorPlace(text) ?? text.length;
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const what = at >= text.length ? endsTooEarly(text) : `${JSON.stringify(character)} is not expected here`;
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
