// What devices write that JSON.parse refuses or gets wrong: numbers become their texts, which the parser judges.

import { isMembers } from "../../shared/ground/members.ts";

const BACKSLASH = 0x5c;

/**
 * A quote; what stands bare as the value of a member (`12,5`, `OL`, `---`, `None`, `+5`), or nothing in its place; or, wherever it stands
 * as a word of its own, what C, Java, Python and Windows write for a value that is no number.
 */
const QUOTE_OR_BARE =
  /"|(:\s*)(-?\d+(?:,\d+)+(?=\s*[,}])|[^\s",:{}[\]]+|(?=[,}]))|(?<![\w.])[+-]?(?:nan(?:\(\w*\))?|inf(?:inity)?|\d\.#\w+)(?![\w.])/gi;
/** What may stand bare. */
const JSON_LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** The id or uid of a reading that is a number of 16 digits or more. The quote of a name is never escaped. */
const LONG_ID = /(?<!\\)("(?:id|uid)"\s*:\s*)(-?\d{16,})(?=\s*[,}])/g;

/** The index after the JSON string that begins at `start`, the length of the text where it does not end. */
function skipString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** The text with each bare word that JSON does not know in quotes; undefined when there is none. */
export function quoteBareWords(text: string): string | undefined {
  const parts: string[] = [];
  let taken = 0;
  QUOTE_OR_BARE.lastIndex = 0;
  for (let match = QUOTE_OR_BARE.exec(text); match; match = QUOTE_OR_BARE.exec(text)) {
    const [found, colon = "", word = found] = match;
    if (found === '"') QUOTE_OR_BARE.lastIndex = skipString(text, match.index);
    else if (!JSON_LITERAL.test(word)) {
      parts.push(text.slice(taken, match.index + colon.length), `"${word}"`);
      taken = QUOTE_OR_BARE.lastIndex;
    }
  }
  return taken === 0 ? undefined : parts.join("") + text.slice(taken);
}

function isLong(id: unknown): boolean {
  return typeof id === "number" && !Number.isSafeInteger(id);
}

/** Whether a reading, or one of an array of them, has an id that JSON.parse could not read digit by digit. */
export function hasLongId(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => !Array.isArray(item) && hasLongId(item));
  return isMembers(value) && (isLong(value["id"]) || isLong(value["uid"]));
}

/** The text with long ids in quotes, so that two devices whose ids differ in the last digit stay two. */
export function quoteLongIds(text: string): string {
  return text.replaceAll(LONG_ID, '$1"$2"');
}
