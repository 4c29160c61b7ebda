const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** Where a string ends. Character by character: most are so short that a search takes longer. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return at;
}

/**
 * Whether the brackets of a text nest deeper than `depth`. A hundred times quicker than JSON.parse is on a text of nothing but
 * brackets, which would hold up everybody.
 */
export function nestsDeeperThan(depth: number, text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPENING_BRACKET || code === OPENING_BRACE) {
      open += 1;
      if (open > depth) return true;
    } else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) open -= 1;
  }
  return false;
}
