// Every file carries a checksum of its own bytes, so that one damaged byte anywhere is found when it is opened.
// It stands where SQLite keeps the application id, four bytes that SQLite itself does not use:
// https://www.sqlite.org/fileformat2.html#database_header

import { crc32 } from "node:zlib";

const OFFSET = 68;

function checksumOf(bytes: Buffer): number {
  const head = Buffer.from(bytes.subarray(0, OFFSET));
  return crc32(bytes.subarray(OFFSET + 4), crc32(head));
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Writes the checksum into the bytes of a database. */
export function seal(bytes: Uint8Array): void {
  const view = viewOf(bytes);
  view.writeUInt32BE(checksumOf(view), OFFSET);
}

/** Whether the bytes are those that were sealed. */
export function isSealed(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  return view.length > OFFSET + 4 && view.readUInt32BE(OFFSET) === checksumOf(view);
}
