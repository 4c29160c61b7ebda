// One line of the journal: the JSON of an entry with the CRC-32 of what stands before it as its last member.

import { crc32 } from "node:zlib";
import type { Entry } from "../../shared/entry.ts";

const CRC_MEMBER = ',"crc":"';
/** `,"crc":"` and eight hex digits and `"}`. */
const TAIL_LENGTH = CRC_MEMBER.length + 8 + 2;

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
    const tail = `${CRC_MEMBER}${checksum(bytes.subarray(start, headEnd))}"}\n`;
    start = headEnd + bytes.write(tail, headEnd, "latin1");
  }
  return bytes;
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
