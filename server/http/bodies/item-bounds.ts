// Where the items of a batch begin and end, found in steps short enough that nobody waits for one.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
/** Characters, or quotes, looked at in a step. */
const STEP = 128 * 1024;

/** Whether the character at `at` is escaped: an odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 1;
}

/** Where the last item of an array ends: at its closing bracket, which may have been cut off. */
export function endOfArray(array: string): number {
  return array.endsWith("]") ? array.length - 1 : array.length;
}

/** The items between the commas of an array's outermost level. */
function* elementBounds(array: string): Generator<number[]> {
  const end = endOfArray(array);
  let [depth, start, looked] = [0, 1, 0];
  let isInText = false;
  let found: number[] = [];
  for (let at = 1; at < end; at += 1) {
    if (isInText) {
      // From quote to quote: texts may be long.
      const quote = array.indexOf('"', at);
      at = quote < 0 ? end : quote;
      isInText = isEscaped(array, at);
    } else {
      const code = array.charCodeAt(at);
      if (code === QUOTE) isInText = true;
      else if (OPENING.has(code)) depth += 1;
      else if (CLOSING.has(code)) depth -= 1;
      else if (code === COMMA && depth === 0) {
        found.push(start, at);
        start = at + 1;
      }
    }
    looked += 1;
    if (looked % STEP > 0) continue;
    yield found;
    found = [];
  }
  if (array.slice(start, end).trim() !== "") found.push(start, end);
  yield found;
}

/** The lines that are not blank. */
function* lineBounds(text: string): Generator<number[]> {
  let found: number[] = [];
  let looked = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.charCodeAt(start) === NEWLINE ? start : text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (end > start && text.slice(start, end).trim() !== "") found.push(start, end);
    looked += end - start + 1;
    start = end + 1;
    if (looked < STEP) continue;
    yield found;
    [found, looked] = [[], 0];
  }
  yield found;
}

/** Begin and end of each item in turn, some at a step. */
export function boundsOf(text: string, isArray: boolean): Generator<number[]> {
  return isArray ? elementBounds(text) : lineBounds(text);
}
