// The bytes of a post → JSON, or a sentence that says what is wrong and where.

import { isUtf8 } from "node:buffer";
import { nestsDeeperThan } from "../../shared/ground/json-nesting.ts";
import { hintForText } from "./foreign-shapes.ts";
import { jsonErrorPlace } from "./json-error-place.ts";
import { hasLongId, quoteBareWords, quoteLongIds } from "./mend-json.ts";

/** Parsed JSON, or why it is none. */
export type ParsedJson = { readonly value: unknown } | { readonly problem: string };

const EXCERPT = 24;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const SPACE = 0x20;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
/** Ctrl-Z, with which modems of the SIM800 kind are told that a packet ends; some send it along. */
const CTRL_Z = 0x1a;

/** NUL bytes count as well: firmware pads its packets with them. */
function isPadding(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return byte === SPACE || byte === 0 || byte === CTRL_Z || (byte >= TAB && byte <= CARRIAGE_RETURN);
}

/** Where the text of a body begins. Byte by byte: a regular expression would look at long white space again and again. */
function startOf(body: Buffer): number {
  let start = BYTE_ORDER_MARK.every((byte, at) => body[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  while (start < body.length && isPadding(body[start])) start += 1;
  return start;
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
  return isUtf8(body) || endsWithinCharacter(body) ? trimBody(body).toString("utf8") : undefined;
}

/** A body without byte order mark and without the NUL bytes and white space round it. */
export function trimBody(body: Buffer): Buffer {
  const start = startOf(body);
  let end = body.length;
  while (end > start && isPadding(body[end - 1])) end -= 1;
  return body.subarray(start, end);
}

/**
 * As `textOfBody`, for a packet that holds one reading: it ends at its first NUL, whatever is left behind it of a longer one in
 * the sender's buffer. JSON has no NUL in it.
 */
export function textOfPacket(body: Buffer): string | undefined {
  const nul = body.indexOf(0, startOf(body));
  return textOfBody(nul < 0 ? body : body.subarray(0, nul));
}

function endsTooEarly(text: string): string {
  const isAscii = Buffer.byteLength(text) === text.length;
  return `the text ends too early${isAscii ? "" : "; Content-Length counts bytes, not characters"}`;
}

/** What is wrong with text that is no JSON: line, column, the text just before the place, and what stands there. */
function explainJsonError(text: string): string {
  const at = jsonErrorPlace(text);
  if (at === undefined) return "Malformed JSON somewhere behind its first 256 kB. Send smaller parts";
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const what = at >= text.length ? endsTooEarly(text) : `${JSON.stringify(character)} is not expected here`;
  return `Malformed JSON at line ${line}, column ${column}, after ${JSON.stringify(before.slice(-EXCERPT))}: ${what}`;
}

/** Shorter texts take no longer to be parsed than as many readings take to be stored, however deep they nest. */
const NESTING_MATTERS_FROM = 256 * 1024;
/** Twelve times as deep as anything may nest that is kept. */
const MAX_NESTING = 100;
const TOO_NESTED = `The JSON nests deeper than ${MAX_NESTING}. Send a reading, an array of them, or NDJSON`;

/** Ids that are longer than a number can be become their digits. Throws where the text is no JSON. */
function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return hasLongId(value) ? JSON.parse(quoteLongIds(text)) : value;
}

/**
 * Parses text as JSON; also with the bare NaN and Infinity of many languages, with other bare words in place of values, and
 * with ids longer than a number can be.
 */
export function parseJson(text: string): ParsedJson {
  const isLong = text.length > NESTING_MATTERS_FROM;
  if (isLong && nestsDeeperThan(MAX_NESTING, text)) return { problem: TOO_NESTED };
  try {
    return { value: parseExactly(text) };
  } catch {
    // What is wrong with brackets alone would be looked for at length.
    return !isLong && nestsDeeperThan(MAX_NESTING, text) ? { problem: TOO_NESTED } : parseBareWords(text);
  }
}

/** What is wrong with text, and where it belongs when it is of another form. */
function explainForeign(text: string): string {
  const hint = hintForText(text);
  const problem = explainJsonError(text);
  return hint === undefined ? problem : `${problem}. ${hint}`;
}

function parseBareWords(text: string): ParsedJson {
  const mended = quoteBareWords(text);
  return mended === undefined ? { problem: explainForeign(text) } : parseMended(mended, text);
}

function parseMended(mended: string, text: string): ParsedJson {
  try {
    return { value: parseExactly(mended) };
  } catch {
    return { problem: explainForeign(text) };
  }
}
