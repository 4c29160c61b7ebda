// The journal's files: segments named by the seq of their first entry, read in constant memory.

import type { FileHandle } from "node:fs/promises";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { ignoreMissing } from "../../disk/ignore.ts";

const NAME = /^(\d{12})\.ndjson$/;
const NEW_LINE = 0x0a;
const CHUNK_BYTES = 1024 * 1024;

/** A file of the journal; its entries' seqs begin at `firstSeq` and end before the next segment's. */
export interface Segment {
  readonly path: string;
  readonly firstSeq: number;
  bytes: number;
  /** Which file it is, whatever it is called. */
  readonly id: string;
}

/** Names a file apart from its path. Rejects when there is none. */
export async function idOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path);
  return `${dev}:${ino}`;
}

/** The bytes of a segment that are still there, at most as many as there must be; undefined when the file is gone or another one. */
export async function bytesLeft({ path, id, bytes }: Segment): Promise<number | undefined> {
  const found = await stat(path).catch(ignoreMissing);
  return found && `${found.dev}:${found.ino}` === id ? Math.min(found.size, bytes) : undefined;
}

/** The path of the segment that begins with a seq. */
export function segmentPath(folder: string, firstSeq: number): string {
  return join(folder, `${String(firstSeq).padStart(12, "0")}.ndjson`);
}

/** The segments of a folder, oldest first. What only bears such a name, a folder say, is none: its entries count as missing. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const names = ((await readdir(folder).catch(ignoreMissing)) ?? []).filter((name) => NAME.test(name)).sort();
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const there = await stat(path).catch(ignoreMissing);
      if (!there?.isFile()) return undefined;
      const { size: bytes, dev, ino } = there;
      return { path, firstSeq: Number(name.slice(0, 12)), bytes, id: `${dev}:${ino}` };
    }),
  );
  return found.filter((segment) => segment !== undefined);
}

/** A piece of a segment between line ends. `whole` is false for what follows the last line end. */
export interface RawLine {
  readonly bytes: Buffer;
  readonly offset: number;
  readonly whole: boolean;
}

async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The lines of a segment in groups, each group from one read. Memory stays at one read and the longest line. */
export async function* readLines(path: string): AsyncGenerator<RawLine[]> {
  const handle = await open(path, "r");
  try {
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    for await (const chunk of chunksOf(handle)) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const lines: RawLine[] = [];
      let start = 0;
      for (let end = bytes.indexOf(NEW_LINE, start); end >= 0; end = bytes.indexOf(NEW_LINE, start)) {
        lines.push({ bytes: bytes.subarray(start, end), offset: offset + start, whole: true });
        start = end + 1;
      }
      offset += start;
      rest = bytes.subarray(start);
      if (lines.length > 0) yield lines;
    }
    if (rest.length > 0) yield [{ bytes: rest, offset, whole: false }];
  } finally {
    await handle.close();
  }
}
