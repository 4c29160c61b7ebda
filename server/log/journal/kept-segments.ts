// The segments that the journal has at present, the oldest first; the last one is written to.

import { unlink } from "node:fs/promises";
import { basename } from "node:path";
import type { FileToHold } from "../../disk/backup.ts";
import type { SegmentWriter } from "./segment-writer.ts";
import { bytesLeft, type Segment } from "./segments.ts";

/** Adds a segment at one end and takes them away at the other. */
export class KeptSegments {
  readonly #segments: Segment[];
  readonly #writer: SegmentWriter;

  constructor(found: readonly Segment[], writer: SegmentWriter) {
    this.#segments = [...found];
    this.#writer = writer;
  }

  /** As they are at this moment. */
  list(): readonly Segment[] {
    return [...this.#segments];
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** Begins a segment whose first entry will have this seq. */
  async begin(firstSeq: number): Promise<void> {
    const segment = await this.#writer.begin(firstSeq);
    // One that began at the same seq held nothing that counts, and was written anew.
    if (this.#segments.at(-1)?.firstSeq === segment.firstSeq) this.#segments.pop();
    this.#segments.push(segment);
  }

  /** Whether something was written to the last one. */
  get isBegun(): boolean {
    return (this.#segments.at(-1)?.bytes ?? 0) > 0;
  }

  /** Deletes those whose entries are all up to a seq, but never the last. */
  async dropThrough(seq: number): Promise<void> {
    for (;;) {
      const [oldest, next] = this.#segments;
      if (!oldest || !next || next.firstSeq > seq + 1) return;
      await unlink(oldest.path);
      this.#segments.shift();
    }
  }

  /** The paths of those that were deleted, replaced or cut; what is not left of them is forgotten. */
  async takeVanished(): Promise<string[]> {
    const paths: string[] = [];
    for (const segment of this.list()) {
      const bytes = await bytesLeft(segment);
      if (bytes === segment.bytes) continue;
      paths.push(segment.path);
      if (bytes === undefined) this.#segments.splice(this.#segments.indexOf(segment), 1);
      else segment.bytes = bytes;
    }
    return paths;
  }

  /** What a backup has to hold, in a folder of that name. */
  toHold(folder: string): FileToHold[] {
    return this.#segments.map(({ path, bytes }) => ({
      from: path,
      path: `${folder}/${basename(path)}`,
      bytes,
    }));
  }
}
