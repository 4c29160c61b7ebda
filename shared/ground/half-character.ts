const HALF_CHARACTER = /\p{Surrogate}/u;
const FIRST_SURROGATE = 0xd800;

/** Whether text has half a character in it, which no UTF-8 can carry. */
export function hasHalfCharacter(text: string): boolean {
  // Asked of each reading more than once, and nearly no id has even a whole pair: the expression takes ten times as long.
  for (let at = 0; at < text.length; at += 1)
    if (text.charCodeAt(at) >= FIRST_SURROGATE) return HALF_CHARACTER.test(text);
  return false;
}
