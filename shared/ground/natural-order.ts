// Names in the order in which people count: "handheld 2" before "handheld 10".

import { once, remember } from "./remember.ts";

/** Names whose place is remembered; beyond that all are forgotten. */
const MAX_NAMES = 2_000;
/** What most names are made of. Whatever else there is, Intl knows best. */
const PLAIN = /^[\w -]*$/;

const collator = once(() => new Intl.Collator("en", { numeric: true }));

/** A number as what stands before letters, and behind each number that is less: how many digits it has tells before they do. */
function numberKey(digits: string): string {
  const counted = digits.replace(/^0+/, "");
  return `0${String.fromCharCode(counted.length)}${counted}`;
}

/** What is compared in the place of a plain name: all of it without its case, then its case. Null for another name. */
const keyOf = remember(MAX_NAMES, (name: string): string | null => {
  if (!PLAIN.test(name)) return null;
  // Of the signs all but `_`, which stands before `-`, stand where their codes do.
  const order = name.toLowerCase().replaceAll("_", "!").replace(/\d+/g, numberKey);
  // Small letters stand before the same capitals.
  const capitals = name.replace(/\d+|./g, (part) => (part < "a" ? "1" : "0"));
  return `${order}\0${capitals}`;
});

/**
 * Compares two names, for `sort`. As Intl compares English with numbers; plain names without it, since it takes a slow phone
 * many milliseconds to begin.
 */
export function compareNaturally(a: string, b: string): number {
  const left = keyOf(a);
  const right = keyOf(b);
  if (left === null || right === null) return collator().compare(a, b);
  return left < right ? -1 : Number(left > right);
}
