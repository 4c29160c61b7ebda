// A batch's text → its items, in groups, without holding up other posts: a JSON value, a JSON array, or NDJSON.

import { parseJson } from "../../ingest/ingest.ts";
import { HttpError } from "../guards/error-handler.ts";
import { boundsOf } from "./item-bounds.ts";

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
/** Longest item. The longest reading that can be kept has half of it. */
const MAX_ITEM_CHARACTERS = 1024 * 1024;
/** How much of a longer one is kept with the reason. */
const KEPT_CHARACTERS = 16 * 1024;
const TOO_LONG = "The item has more than 1 MB of text, which no reading has";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Lines may begin and end with brackets as well, where items are arrays by mistake; then the first is JSON by itself. */
function isArrayText(text: string): boolean {
  if (!text.startsWith("[") || !text.endsWith("]")) return false;
  const end = text.indexOf("\n");
  return end < 0 || end > GROUP_CHARACTERS || !isJson(text.slice(0, end));
}

/** The items of a text that is parsed in one go; undefined where it is too long for that, or broken somewhere. */
function itemsAtOnce(text: string): readonly unknown[] | undefined {
  if (text.length > GROUP_CHARACTERS) return undefined;
  const whole = parseJson(text);
  if ("problem" in whole) return undefined;
  return Array.isArray(whole.value) ? whole.value : [whole.value];
}

function refuseMoreThan(maxItems: number, items: number): void {
  if (items <= maxItems) return;
  const message = `The body has more than ${maxItems} items. Send it in smaller parts; nothing of it was stored.`;
  throw new HttpError(413, "too_many", message);
}

function parseItem(text: string): ReturnType<typeof parseJson> {
  return text.length > MAX_ITEM_CHARACTERS ? { problem: TOO_LONG } : parseJson(text);
}

/** Each item for itself, so that one bad item costs no other. */
function* parseEach(text: string, bounds: readonly number[]): Generator<ItemGroup> {
  let values: unknown[] = [];
  let broken: BrokenItem[] = [];
  let characters = 0;
  for (let at = 0; at < bounds.length; at += 2) {
    const item = text.slice(bounds[at], bounds[at + 1]);
    const parsed = parseItem(item);
    const place = values.length + broken.length;
    if ("value" in parsed) values.push(parsed.value);
    else broken.push({ place, text: item.slice(0, KEPT_CHARACTERS), problem: parsed.problem });
    characters += item.length;
    if (place + 1 < GROUP_ITEMS && characters < GROUP_CHARACTERS) continue;
    yield { values, broken };
    [values, broken, characters] = [[], [], 0];
  }
  if (values.length + broken.length > 0) yield { values, broken };
}

/**
 * The items of a batch in groups, or undefined where the caller should let others run; it should after each group as well.
 * Throws a 413, before the first group, when there are more than `maxItems`.
 */
export function* splitBatch(text: string, maxItems: number): Generator<ItemGroup | undefined> {
  const items = itemsAtOnce(text);
  if (!items) {
    const bounds: number[] = [];
    for (const found of boundsOf(text, isArrayText(text))) {
      for (const place of found) bounds.push(place);
      refuseMoreThan(maxItems, bounds.length / 2);
      yield undefined;
    }
    yield* parseEach(text, bounds);
    return;
  }
  refuseMoreThan(maxItems, items.length);
  for (let at = 0; at < items.length; at += GROUP_ITEMS)
    yield { values: items.slice(at, at + GROUP_ITEMS), broken: [] };
}
