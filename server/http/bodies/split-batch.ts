// A batch's text → its items, in groups, without holding up other posts: a JSON value, a JSON array, or NDJSON.

import { parseJson } from "../../ingest/ingest.ts";
import { HttpError } from "../guards/error-handler.ts";
import { hasBadByte, withoutBadBytes } from "./batch-text.ts";
import { boundsOf, endOfArray } from "./item-bounds.ts";
import { parseItem } from "./parse-item.ts";
import { readingsIn } from "./resume-array.ts";

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

/** Items per group; parsing and appending one group takes about 3 ms… */
const GROUP_ITEMS = 1_000;
/** …and characters of a group, and of a text that is parsed in one go, which takes about 2 ms. */
const GROUP_CHARACTERS = 256 * 1024;
/** How much of a longer one is kept with the reason. */
const KEPT_CHARACTERS = 16 * 1024;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lines may begin with brackets as well, where items are arrays by mistake; then the first is JSON by itself. An array whose end was
 * cut off, or that has something behind it, is one all the same: its readings are none the less whole.
 */
function isArrayText(text: string): boolean {
  if (!text.startsWith("[")) return false;
  const end = text.indexOf("\n");
  return end < 0 || end > GROUP_CHARACTERS || !isJson(text.slice(0, end));
}

/** The items of a text that is parsed in one go; undefined where it is too long for that, or broken somewhere. */
function itemsAtOnce(text: string): readonly unknown[] | undefined {
  if (text.length > GROUP_CHARACTERS || hasBadByte(text)) return undefined;
  const whole = parseJson(text);
  if ("problem" in whole) return undefined;
  return Array.isArray(whole.value) ? whole.value : [whole.value];
}

function refuseMoreThan(maxItems: number, items: number): void {
  if (items <= maxItems) return;
  const message = `The body has more than ${maxItems} items. Send it in smaller parts; nothing of it was stored.`;
  throw new HttpError(413, "too_many", message);
}

/** The text of an item, with its value or why it has none. */
type Item = { readonly text: string } & ReturnType<typeof parseJson>;

function itemOf(text: string): Item {
  return { text, ...parseItem(text) };
}

/** Puts items together in groups of a size that holds up nobody. */
class Grouping {
  #values: unknown[] = [];
  #broken: BrokenItem[] = [];
  #characters = 0;

  get #items(): number {
    return this.#values.length + this.#broken.length;
  }

  /** Answers the group when this item fills it. */
  add(item: Item): ItemGroup | undefined {
    const { text } = item;
    if ("value" in item) this.#values.push(item.value);
    else {
      const kept = withoutBadBytes(text.slice(0, KEPT_CHARACTERS));
      this.#broken.push({ place: this.#items, text: kept, problem: item.problem });
    }
    this.#characters += text.length;
    return this.#items < GROUP_ITEMS && this.#characters < GROUP_CHARACTERS ? undefined : this.take();
  }

  /** All that is in no group yet, if there is something. */
  take(): ItemGroup | undefined {
    const group = { values: this.#values, broken: this.#broken };
    const isEmpty = this.#items === 0;
    [this.#values, this.#broken, this.#characters] = [[], [], 0];
    return isEmpty ? undefined : group;
  }
}

/** What is between two readings, where that is more than space, padding and commas. */
function* itemBetween(text: string, start: number, end: number): Generator<Item> {
  const isSpace = (at: number) => at < end && at >= start && " \t\r\n,\0".includes(text[at] ?? "");
  let [from, to] = [start, end];
  while (isSpace(from)) from += 1;
  while (to > from && isSpace(to - 1)) to -= 1;
  if (to > from) yield itemOf(text.slice(from, to));
}

/** Of a broken piece of an array: the readings, at most so many, and what is between them; undefined as in `readingsIn`. */
function* itemsIn(broken: string, most: number): Generator<Item | undefined> {
  let at = 0;
  let readings = 0;
  for (const piece of readingsIn(broken)) {
    if (!piece) yield undefined;
    else if (readings < most) {
      yield* itemBetween(broken, at, piece.start);
      yield { text: broken.slice(piece.start, piece.end), value: piece.value };
      at = piece.end;
      readings += 1;
    }
  }
  yield* itemBetween(broken, at, broken.length);
}

/** The items within an array's bounds, at most so many. Those that a broken one may have taken along are looked for. */
function* itemsOfArray(array: string, bounds: readonly number[], most: number): Generator<Item | undefined> {
  const itemAt = (at: number) => itemOf(array.slice(bounds[at], bounds[at + 1]));
  for (let at = 0; at < bounds.length; at += 2) {
    const item = itemAt(at);
    if ("value" in item) {
      yield item;
      continue;
    }
    const isBoundedWell = at + 2 < bounds.length && "value" in itemAt(at + 2);
    const end = isBoundedWell ? bounds[at + 1] : endOfArray(array);
    yield* itemsIn(array.slice(bounds[at], end), most - at / 2);
    if (!isBoundedWell) return;
  }
}

/**
 * The items of a line. Readings that stand on one line, as where a buffer was written twice before it was sent, are items each; with
 * anything else among them the line is one item, so that the sender's count stays right. That one ends at its first NUL, as a packet
 * that is posted alone does.
 */
function* itemsOfLine(line: string, most: number): Generator<Item | undefined> {
  const item = itemOf(line);
  const items = "value" in item ? [item] : [...itemsIn(line, most)].filter((piece) => piece !== undefined);
  if (items.every((piece) => "value" in piece)) yield* items;
  else yield line.includes("\0") ? itemOf(packetIn(line)) : item;
}

/** What a line has before the first NUL that is no padding in front. */
function packetIn(line: string): string {
  const start = Math.max(0, line.search(/[^\s\0]/));
  return line.slice(start).split("\0", 1).join();
}

function* itemsOfLines(text: string, bounds: readonly number[], most: number): Generator<Item | undefined> {
  for (let at = 0; at < bounds.length; at += 2)
    yield* itemsOfLine(text.slice(bounds[at], bounds[at + 1]), most - at / 2);
}

/**
 * The items of a batch in groups, or undefined where the caller should let others run; it should after each group as well. One bad
 * item costs no other. Throws a 413, before the first group, when there are more than `maxItems`.
 */
export function* splitBatch(text: string, maxItems: number): Generator<ItemGroup | undefined> {
  const items = itemsAtOnce(text);
  if (items) {
    refuseMoreThan(maxItems, items.length);
    for (let at = 0; at < items.length; at += GROUP_ITEMS)
      yield { values: items.slice(at, at + GROUP_ITEMS), broken: [] };
    return;
  }
  const isArray = isArrayText(text);
  const bounds: number[] = [];
  for (const found of boundsOf(text, isArray)) {
    for (const place of found) bounds.push(place);
    refuseMoreThan(maxItems, bounds.length / 2);
    yield undefined;
  }
  const grouping = new Grouping();
  for (const item of isArray ? itemsOfArray(text, bounds, maxItems) : itemsOfLines(text, bounds, maxItems)) {
    const group = item && grouping.add(item);
    if (group || !item) yield group;
  }
  yield grouping.take();
}
