// Writes the journal's current segment. After a failure the file is not trusted again: the next write begins a segment.

import type { FileHandle } from "node:fs/promises";
import { open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder, syncFolder } from "../../disk/folders.ts";
import { idOf, type Segment, segmentPath } from "./segments.ts";

/** How a file is opened for writing; tests put a failing one in its place. */
export type OpenForWriting = (
  path: string,
  flags: "ax",
) => Promise<Pick<FileHandle, "write" | "datasync" | "truncate" | "close">>;

/** Opens real files. */
export const openForWriting: OpenForWriting = (path, flags) => open(path, flags);

interface WriteOptions {
  readonly sync: boolean;
  readonly confirm: () => Promise<boolean>;
}

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

  /**
   * Begins a segment whose first entry will have this seq, for appending: a file that is cut from outside stays too short then. An unused file of that name gives way to a new one: a server that
   * lost the folder may still write into the old.
   */
  async begin(firstSeq: number): Promise<Segment> {
    await this.#leave();
    const path = segmentPath(this.#folder, firstSeq);
    await makeFolder(this.#folder);
    await rm(path, { force: true });
    this.#file = await this.#open(path, "ax");
    await syncFolder(dirname(path));
    this.#segment = { path, firstSeq, bytes: 0, id: await idOf(path) };
    return this.#segment;
  }

  /**
   * Writes whole lines and asks `confirm` whether they may count; durable once it resolves when `sync` is asked for. Answers what
   * `confirm` does. They count from `accept` on; else `giveUp` must follow.
   */
  async write(bytes: Uint8Array, { sync, confirm }: WriteOptions): Promise<boolean> {
    if (!this.#file) throw new Error("No segment is open.");
    for (let written = 0; written < bytes.length; ) {
      written += (await this.#file.write(bytes, written)).bytesWritten;
    }
    // Not before it is written: a server that takes the folder after this moment finds it in the file.
    const confirmed = confirm();
    // Its failure counts once the sync has ended.
    confirmed.catch(() => undefined);
    if (sync) await this.#file.datasync();
    return confirmed;
  }

  /** What was last written, so many bytes, counts. */
  accept(bytes: number): void {
    if (this.#segment) this.#segment.bytes += bytes;
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

  /** Leaves the file and cuts off what was refused. Where even that fails, the name of the next segment says that it does not count. */
  async giveUp(): Promise<void> {
    const file = this.#file;
    const bytes = this.#segment?.bytes ?? 0;
    this.#file = undefined;
    this.#segment = undefined;
    await file?.truncate(bytes).catch(() => undefined);
    await file?.close().catch(() => undefined);
  }
}
