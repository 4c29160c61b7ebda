// How far the journal was certainly on the disk, in a small file beside it. A journal that is cut afterwards ends as one whose last line a
// crash left torn; nothing else tells the two apart. The file itself is not synced, so it never says more than is true.

import { type FileHandle, open } from "node:fs/promises";

/** So long after an entry was synced the file says so, ms. */
const WITHIN_MS = 250;
/** A number never has more digits, so that each text takes the place of the one before. */
const DIGITS = 16;

interface MarkOptions {
  /** Of the log: what another one left says nothing of this. */
  readonly id: string;
  /** None: nothing is noted. */
  readonly path: string | undefined;
}

function textOf(id: string, seq: number): string {
  return `${JSON.stringify({ id })}\n${String(seq).padStart(DIGITS)}\n`;
}

function seqIn(text: string, id: string): number {
  const seq = Number(text.slice(textOf(id, 0).indexOf("\n")));
  return text === textOf(id, seq) ? seq : 0;
}

/** Says from time to time up to which seq all entries were synced. It never rejects: without it a cut goes unseen, and no more. */
export class SyncMark {
  readonly #id: string;
  readonly #file: FileHandle | undefined;
  /** Up to which seq it said so when it was opened; 0 where it did not. */
  readonly found: number;
  #seq = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(id: string, file: FileHandle | undefined, found: number) {
    this.#id = id;
    this.#file = file;
    this.found = found;
  }

  static async open({ id, path }: MarkOptions): Promise<SyncMark> {
    if (path === undefined) return new SyncMark(id, undefined, 0);
    const text = await open(path, "r")
      .then((file) => file.readFile("utf8").finally(() => file.close()))
      .catch(() => "");
    const found = seqIn(text, id);
    const file = await open(path, found > 0 ? "r+" : "w").catch(() => undefined);
    return new SyncMark(id, file, found);
  }

  /** All entries up to here are on the disk. */
  note(seq: number): void {
    this.#seq = seq;
    this.#timer ??= setTimeout(() => this.#write(), WITHIN_MS);
  }

  async close(): Promise<void> {
    if (this.#timer) this.#write();
    await this.#writing;
    await this.#file?.close().catch(() => undefined);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = textOf(this.#id, this.#seq);
    this.#writing = this.#writing
      .then(async () => void (await this.#file?.write(text, 0)))
      .catch(() => undefined);
  }
}
