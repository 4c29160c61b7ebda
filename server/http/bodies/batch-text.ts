// The text of a batch in which some bytes may be no UTF-8, so that they cost no item but their own.

import { isUtf8 } from "node:buffer";
import { textOfBody, trimBody } from "../../ingest/ingest.ts";

/** What stands for bytes that are no UTF-8: a surrogate by itself, which no UTF-8 becomes. */
const BAD = "\udfff";
/** More places than so many are no slip, and to look for each would take too long. */
const MAX_BAD = 10_000;

/** Where to cut bytes near their middle without cutting a character; 0 when there is no such place. */
function cutOf(bytes: Uint8Array): number {
  const isWithin = (at: number) => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  const middle = bytes.length >> 1;
  let cut = middle;
  while (cut < bytes.length && isWithin(cut)) cut += 1;
  if (cut < bytes.length && cut > 0) return cut;
  for (cut = middle; cut > 0 && isWithin(cut); ) cut -= 1;
  return cut;
}

/** Halves the bytes until each piece is text or bad. Answers whether there were not too many of the latter. */
function collect(bytes: Buffer, found: { pieces: string[]; bad: number }): boolean {
  if (isUtf8(bytes)) {
    found.pieces.push(bytes.toString("utf8"));
    return true;
  }
  const cut = cutOf(bytes);
  if (cut > 0) return collect(bytes.subarray(0, cut), found) && collect(bytes.subarray(cut), found);
  found.pieces.push(BAD);
  found.bad += 1;
  return found.bad <= MAX_BAD;
}

/** The text of a batch, without what is round it; undefined when too much of it is no UTF-8. */
export function textOfBatch(body: Buffer): string | undefined {
  const text = textOfBody(body);
  if (text !== undefined) return text;
  const found = { pieces: [], bad: 0 };
  return collect(trimBody(body), found) ? found.pieces.join("") : undefined;
}

/** Whether bytes of this piece of a batch's text were no UTF-8. */
export function hasBadByte(text: string): boolean {
  return text.includes(BAD);
}

/** The text as it may be kept and shown. */
export function withoutBadBytes(text: string): string {
  return text.replaceAll(BAD, "\ufffd");
}
