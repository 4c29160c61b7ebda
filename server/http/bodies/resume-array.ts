// Where the readings of an array go on behind an item that is broken. A quote or bracket too many or too few changes what all
// that follows seems to be, so nothing is taken for an item there but what is a whole reading by itself.

import { parseItem } from "./parse-item.ts";

/** A piece of a text, and its value where it is a reading. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
/** Longer than the longest reading that can be kept; what is not closed by then is broken. */
const MAX_CHARACTERS = 64 * 1024;
/** Characters looked at in a step. */
const STEP = 128 * 1024;
/** A text is looked at so often in all; what brackets alone are made of would be looked at again and again. */
const MAX_LOOKS = 4;
/** What may stand behind an item: the next one, whose comma may be missing, padding, or the end of a list. */
const BEHIND = /\s*(?:[,\]{\0]|$)/y;

/** The index behind the object that begins at `start`; undefined when it does not end in time. */
function endOfObject(text: string, start: number): number | undefined {
  const limit = Math.min(text.length, start + MAX_CHARACTERS);
  let depth = 0;
  let isInText = false;
  for (let at = start; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) isInText = !isInText;
    else if (isInText) continue;
    else if (OPENING.has(code)) depth += 1;
    else if (CLOSING.has(code)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** Parts of a reading have an id at most. */
function isReading(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "id" in value && ("sensors" in value || "pct" in value)
  );
}

function readingOf(text: string, start: number, end: number | undefined): Piece | undefined {
  if (end === undefined) return undefined;
  BEHIND.lastIndex = end;
  if (!BEHIND.test(text)) return undefined;
  const parsed = parseItem(text.slice(start, end));
  return "value" in parsed && isReading(parsed.value) ? { start, end, value: parsed.value } : undefined;
}

/** The whole readings of a piece of an array; undefined now and then, for others to get their turn. */
export function* readingsIn(text: string): Generator<Piece | undefined> {
  let [looked, steps] = [0, 0];
  for (let start = text.indexOf("{"); start >= 0; ) {
    const end = endOfObject(text, start);
    const reading = readingOf(text, start, end);
    if (reading) yield reading;
    looked += Math.min(end ?? text.length, start + MAX_CHARACTERS) - start;
    if (looked > MAX_LOOKS * text.length + STEP) return;
    if (looked >= (steps + 1) * STEP) {
      steps = Math.floor(looked / STEP);
      yield undefined;
    }
    start = text.indexOf("{", reading?.end ?? start + 1);
  }
}
