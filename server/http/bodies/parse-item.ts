// One item of a batch: its JSON, or why it has none.

import { parseJson } from "../../ingest/ingest.ts";
import { hasBadByte } from "./batch-text.ts";

/** Longest item. The longest reading that can be kept has half of it. */
const MAX_ITEM_CHARACTERS = 1024 * 1024;
const TOO_LONG = "The item has more than 1 MB of text, which no reading has";
const NO_UTF8 = "The item has bytes that are no UTF-8 text";

/** Without the NUL bytes with which firmware pads its packets, where a gateway passed them on as they are. */
function withoutPadding(text: string): string {
  let [start, end] = [0, text.length];
  while (text[start] === "\0") start += 1;
  while (end > start && text[end - 1] === "\0") end -= 1;
  return text.slice(start, end);
}

/** Parses the text of an item, or says in a sentence what is wrong with it. */
export function parseItem(text: string): ReturnType<typeof parseJson> {
  if (text.length > MAX_ITEM_CHARACTERS) return { problem: TOO_LONG };
  return hasBadByte(text) ? { problem: NO_UTF8 } : parseJson(withoutPadding(text));
}
