// One line of the journal: the JSON of an entry with the CRC-32 of what stands before it as its last member.

import { crc32 } from "node:zlib";
import type { Entry } from "../../shared/entry.ts";

const CRC_MEMBER = ',"crc":"';
/** `,"crc":"` and eight hex digits and `"}`. */
const TAIL_LENGTH = CRC_MEMBER.length + 8 + 2;

function checksum(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(8, "0");
}

/** The line of an entry, with its line end. */
export function formatLine(entry: Entry): string {
  const head = JSON.stringify(entry).slice(0, -1);
  return `${head}${CRC_MEMBER}${checksum(head)}"}\n`;
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
