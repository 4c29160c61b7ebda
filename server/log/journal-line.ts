// One line of the journal: the JSON of an entry with the CRC-32 of what stands before it as its last member.

import { crc32 } from "node:zlib";
import type { Entry } from "../../shared/entry.ts";

const CRC_MEMBER = ',"crc":"';
/** `,"crc":"` and eight hex digits and `"}`. */
const TAIL_LENGTH = CRC_MEMBER.length + 8 + 2;
const TAIL_BYTES = Buffer.from(`${CRC_MEMBER}00000000"}\n`);
const HEX_DIGITS = "0123456789abcdef";

function checksum(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}

/**
 * The lines of entries, each with its line end. Written into one buffer, over which the checksums go as well: joining the
 * lines as text and encoding them takes almost as long again.
 */
export function formatLines(entries: readonly Entry[]): Buffer {
  const texts = entries.map((entry) => JSON.stringify(entry));
  const length = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + TAIL_LENGTH, 0);
  // Not from Node's pool: whoever keeps these bytes would keep a whole piece of it.
  const bytes = Buffer.allocUnsafeSlow(length);
  let start = 0;
  for (const text of texts) {
    // Where the object closes, the checksum takes its place.
    const headEnd = start + bytes.write(text, start) - 1;
    writeTail(bytes, headEnd, crc32(bytes.subarray(start, headEnd)));
    start = headEnd + TAIL_BYTES.length;
  }
  return bytes;
}

/** Byte by byte: making a text of the checksum takes longer than the checksum. */
function writeTail(bytes: Buffer, start: number, sum: number): void {
  bytes.set(TAIL_BYTES, start);
  let at = start + CRC_MEMBER.length;
  for (let shift = 28; shift >= 0; shift -= 4) {
    bytes[at] = HEX_DIGITS.charCodeAt((sum >>> shift) & 15);
    at += 1;
  }
}

/** The entry of a line (without line end), or undefined when a byte of it is not as it was written. */
export function parseLine(line: Buffer): Entry | undefined {
  const headLength = line.length - TAIL_LENGTH;
  if (headLength <= 0) return undefined;
  const head = line.subarray(0, headLength);
  if (line.toString("latin1", headLength) !== `${CRC_MEMBER}${checksum(head)}"}`) return undefined;
  // The checksum vouches that these are the bytes of an entry which this file's writer was given.
  return JSON.parse(`${head.toString("utf8")}}`) as Entry;
}
