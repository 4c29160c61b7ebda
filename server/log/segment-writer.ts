// Writes the journal's current segment. After a failure the file is not trusted again: the next write begins a segment.

import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { type Segment, segmentPath, syncFolder } from "./segments.ts";

/** How a file is opened for writing; tests put a failing one in its place. */
export type OpenForWriting = (
  path: string,
  flags: "a" | "w",
) => Promise<Pick<FileHandle, "write" | "datasync" | "truncate" | "close">>;

/** Opens real files. */
export const openForWriting: OpenForWriting = (path, flags) => open(path, flags);

/** Appends to one segment at a time. Not to be called while a call is under way. */
export class SegmentWriter {
  readonly #folder: string;
  readonly #open: OpenForWriting;
  #file: Awaited<ReturnType<OpenForWriting>> | undefined;
  #segment: Segment | undefined;

  constructor(folder: string, openFile: OpenForWriting) {
    this.#folder = folder;
    this.#open = openFile;
  }

  get segment(): Segment | undefined {
    return this.#segment;
  }

  /** Goes on with a segment that is there. */
  async resume(segment: Segment): Promise<void> {
    await this.#leave();
    this.#file = await this.#open(segment.path, "a");
    this.#segment = segment;
  }

  /** Begins a segment whose first entry will have this seq; an unused file of that name is written anew. */
  async begin(firstSeq: number): Promise<Segment> {
    await this.#leave();
    const path = segmentPath(this.#folder, firstSeq);
    this.#file = await this.#open(path, "w");
    await syncFolder(dirname(path));
    this.#segment = { path, firstSeq, bytes: 0 };
    return this.#segment;
  }

  /** Writes whole lines; durable once it resolves when `sync` is asked for. On failure the file is given up. */
  async write(bytes: Uint8Array, { sync }: { sync: boolean }): Promise<void> {
    if (!this.#file || !this.#segment) throw new Error("No segment is open.");
    try {
      for (let written = 0; written < bytes.length; ) {
        written += (await this.#file.write(bytes, written)).bytesWritten;
      }
      if (sync) await this.#file.datasync();
      this.#segment.bytes += bytes.length;
    } catch (error) {
      await this.#giveUp();
      throw error;
    }
  }

  /** Makes durable what was written without `sync`. */
  async sync(): Promise<void> {
    await this.#file?.datasync();
  }

  async close(): Promise<void> {
    await this.#leave();
  }

  async #leave(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#segment = undefined;
    await file?.close();
  }

  /** Cuts off what was refused. Where even that fails, the name of the next segment says that it does not count. */
  async #giveUp(): Promise<void> {
    const file = this.#file;
    const bytes = this.#segment?.bytes ?? 0;
    this.#file = undefined;
    this.#segment = undefined;
    await file?.truncate(bytes).catch(() => undefined);
    await file?.close().catch(() => undefined);
  }
}
