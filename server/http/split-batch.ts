// A batch's text → its items, in groups, without holding up other posts: a JSON value, a JSON array, or NDJSON.

import { parseJson } from "../ingest/ingest.ts";

/** The text of an item that could not be parsed, why, and its place within its group. */
export interface BrokenItem {
  readonly place: number;
  readonly text: string;
  readonly problem: string;
}

/** Consecutive items: those that could be parsed, in their order, and the others. */
export interface ItemGroup {
  readonly values: readonly unknown[];
  readonly broken: readonly BrokenItem[];
}

/** Items per group; parsing and appending one group takes about 3 ms. */
const GROUP_ITEMS = 1_000;
/** Arrays up to this length are parsed in one go, which takes about 2 ms. */
const SMALL_CHARACTERS = 256 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** The index after the JSON string that begins at `start`. */
function skipString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** The texts between the commas of an array's outermost level. */
function* elementsOf(array: string): Generator<string> {
  const end = array.length - 1;
  let depth = 0;
  let start = 1;
  for (let at = 1; at < end; ) {
    const code = array.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(array, at);
      continue;
    }
    if (OPENING.has(code)) depth += 1;
    else if (CLOSING.has(code)) depth -= 1;
    else if (code === COMMA && depth === 0) {
      yield array.slice(start, at);
      start = at + 1;
    }
    at += 1;
  }
  const last = array.slice(start, end);
  if (last.trim() !== "") yield last;
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const line = end < 0 ? text.slice(start) : text.slice(start, end);
    start = end < 0 ? text.length : end + 1;
    if (line.trim() !== "") yield line;
  }
}

/** Lines may begin and end with brackets as well, where items are arrays by mistake; then the first is JSON by itself. */
function isArrayText(text: string): boolean {
  if (!text.startsWith("[") || !text.endsWith("]")) return false;
  const end = text.indexOf("\n");
  return end < 0 || "problem" in parseJson(text.slice(0, end));
}

/** The items of a text that is parsed in one go; undefined where it is too long for that, or broken somewhere. */
function itemsAtOnce(text: string, isArray: boolean): readonly unknown[] | undefined {
  if (text.length > SMALL_CHARACTERS && (isArray || text.includes("\n"))) return undefined;
  const whole = parseJson(text);
  if ("problem" in whole) return undefined;
  return Array.isArray(whole.value) ? whole.value : [whole.value];
}

/** Each item for itself, so that one bad item costs no other. */
function* parseEach(texts: Iterable<string>): Generator<ItemGroup> {
  let values: unknown[] = [];
  let broken: BrokenItem[] = [];
  for (const text of texts) {
    const parsed = parseJson(text);
    if ("value" in parsed) values.push(parsed.value);
    else broken.push({ place: values.length + broken.length, text, problem: parsed.problem });
    if (values.length + broken.length < GROUP_ITEMS) continue;
    yield { values, broken };
    [values, broken] = [[], []];
  }
  if (values.length + broken.length > 0) yield { values, broken };
}

/** The items of a batch in groups; between groups the caller may let others run. */
export function* splitBatch(text: string): Generator<ItemGroup> {
  const isArray = isArrayText(text);
  const items = itemsAtOnce(text, isArray);
  if (!items) {
    yield* parseEach(isArray ? elementsOf(text) : linesOf(text));
    return;
  }
  for (let at = 0; at < items.length; at += GROUP_ITEMS)
    yield { values: items.slice(at, at + GROUP_ITEMS), broken: [] };
}
