// Entries that the archive cannot take in, one file each with the reason. All others go on; these wait to be taken up again.

import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { commandName } from "../../../../shared/ground/command-name.ts";
import type { SetAsideEntry } from "../../archive.ts";
import { syncPath, type WriteFile, writeFileUnsynced } from "../files/write-file.ts";

const FOLDER = "set-aside";
const NAME = /^(\d{1,16})\.json$/;

/** All of them together take at most this much; what comes when it is full is counted and not kept. */
const MAX_BYTES = 64 * 1024 * 1024;
/** A small file takes a block of the disk. */
const BLOCK_BYTES = 4 * 1024;

interface SetAsideParts {
  readonly folder: string;
  /** Need not make durable what it writes: `sync` does. */
  readonly write?: WriteFile;
  readonly syncPath?: (path: string) => void;
  readonly maxBytes?: number | undefined;
}

function sizeOnDisk(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/** The entries set aside in a data folder. */
export class SetAside {
  readonly #parts: SetAsideParts;
  /** Bytes on the disk by seq, in its order. */
  readonly #entries = new Map<number, number>();
  /** Those that were written since the start; of those before, a crash may have left anything. */
  readonly #written = new Set<number>();
  readonly #unsynced = new Set<number>();
  #bytes = 0;
  readonly #lost = { count: 0, firstSeq: 0, lastSeq: 0 };
  #lastReason = "";

  constructor(parts: SetAsideParts) {
    this.#parts = parts;
    const seqs = this.#names().flatMap((name) => NAME.exec(name)?.[1] ?? []);
    for (const seq of seqs.map(Number).sort((a, b) => a - b))
      this.#note(seq, statSync(this.#pathOf(seq)).size);
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  status(): { entries: number; bytes: number; lost: number } {
    return { entries: this.#entries.size, bytes: this.#bytes, lost: this.#lost.count };
  }

  /**
   * Keeps an entry apart from the others, durable from the next `sync` on: until a checkpoint is written each start brings it
   * again. Throws what the system says.
   */
  keep(seq: number, reason: string, entry: unknown): void {
    this.#lastReason = reason;
    if (this.#written.has(seq)) return;
    const bytes = Buffer.from(`${JSON.stringify({ seq, reason, entry })}\n`);
    const more = sizeOnDisk(bytes.length) - (this.#entries.get(seq) ?? 0);
    if (this.#bytes + more > (this.#parts.maxBytes ?? MAX_BYTES)) {
      this.#lose(seq);
      return;
    }
    const { write = writeFileUnsynced } = this.#parts;
    write(this.#pathOf(seq), bytes);
    this.#note(seq, bytes.length);
    this.#written.add(seq);
    this.#unsynced.add(seq);
  }

  /**
   * Makes durable what was kept, one file per step: to wait for each as it comes would hold up all others. A checkpoint needs it.
   * Throws what the system says.
   */
  *sync(): Generator<void> {
    if (this.#unsynced.size === 0) return;
    const { folder, syncPath: sync = syncPath } = this.#parts;
    for (const seq of this.#unsynced) {
      // One that somebody took away must keep no checkpoint from being written.
      if (existsSync(this.#pathOf(seq))) sync(this.#pathOf(seq));
      this.#unsynced.delete(seq);
      yield;
    }
    // The folder may be as new as what is in it.
    for (const path of [join(folder, FOLDER), folder]) if (existsSync(path)) sync(path);
  }

  /** The next entries after a seq. One whose file cannot be read as such is left out. */
  list({ after, limit }: { after: number; limit: number }): SetAsideEntry[] {
    const seqs = [...this.#entries.keys()].filter((seq) => seq > after).sort((a, b) => a - b);
    return seqs.slice(0, limit).map((seq) => this.#read(seq));
  }

  /** They are somewhere else. */
  forget(seqs: readonly number[]): void {
    for (const seq of seqs) {
      const bytes = this.#entries.get(seq);
      if (bytes === undefined) continue;
      rmSync(this.#pathOf(seq), { force: true });
      this.#unsynced.delete(seq);
      this.#entries.delete(seq);
      this.#bytes -= bytes;
    }
  }

  /** Whether an entry is among them. */
  has(seq: number): boolean {
    return this.#entries.has(seq);
  }

  /** Their paths within the data folder. */
  paths(): string[] {
    return [...this.#entries.keys()].map((seq) => `${FOLDER}/${seq}.json`);
  }

  /** What there is to say of them. */
  problems(): string[] {
    const { entries, lost } = this.status();
    const reason = this.#lastReason === "" ? "" : `, the latest because ${this.#lastReason}`;
    const kept = `${entries} entries could not be taken into the archive and lie in ${FOLDER}/ with their reasons${reason}. Run "${commandName("replay")}" to take them up again`;
    const full = `${FOLDER}/ is full: ${lost} more entries that the archive cannot take in, from ${this.#lost.firstSeq} on, were not kept. Run "${commandName("replay")}", or move the folder away`;
    return [...(entries > 0 ? [kept] : []), ...(lost > 0 ? [full] : [])];
  }

  #read(seq: number): SetAsideEntry {
    const fallback = { seq, reason: "its file cannot be read", entry: null };
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.#pathOf(seq), "utf8"));
      if (typeof parsed !== "object" || parsed === null) return fallback;
      return { ...fallback, ...parsed, seq };
    } catch (error) {
      // One that an operator has changed must not keep the others from being taken up.
      if (error instanceof SyntaxError) return fallback;
      throw error;
    }
  }

  /** They come in order of seq, and again after a file was lost. */
  #lose(seq: number): void {
    if (seq <= this.#lost.lastSeq) return;
    if (this.#lost.count === 0) this.#lost.firstSeq = seq;
    this.#lost.count += 1;
    this.#lost.lastSeq = seq;
  }

  #note(seq: number, bytes: number): void {
    this.#bytes += sizeOnDisk(bytes) - (this.#entries.get(seq) ?? 0);
    this.#entries.set(seq, sizeOnDisk(bytes));
  }

  #names(): string[] {
    try {
      return readdirSync(join(this.#parts.folder, FOLDER));
    } catch (error) {
      // As a rule nothing was ever set aside.
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
  }

  #pathOf(seq: number): string {
    return join(this.#parts.folder, FOLDER, `${seq}.json`);
  }
}
