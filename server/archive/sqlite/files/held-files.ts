// Files held open for a backup. They are replaced, never changed in place, so what was opened stays as it was.

import { closeSync, existsSync, fstatSync, openSync, read } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** A file that is held open for a backup. */
export interface HeldFile {
  readonly path: string;
  readonly bytes: number;
}

const readFrom = promisify(read);
const CHUNK_BYTES = 256 * 1024;

/** The files of one backup at a time; beginning another ends the one before. */
export class HeldFiles {
  readonly #folder: string;
  readonly #handles = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the given files (paths within the data folder) in one go; answers those that there are. */
  hold(paths: readonly string[]): HeldFile[] {
    this.release();
    const present = paths.filter((path) => existsSync(join(this.#folder, path)));
    return present.map((path) => {
      const handle = openSync(join(this.#folder, path), "r");
      this.#handles.set(path, handle);
      return { path, bytes: fstatSync(handle).size };
    });
  }

  /** The next bytes of a held file. Rejects when there are none, or the backup has ended. */
  async read({ path, from }: { path: string; from: number }): Promise<Uint8Array> {
    const handle = this.#handles.get(path);
    if (handle === undefined) throw new Error("The backup has ended.");
    const { bytesRead, buffer } = await readFrom(handle, Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, from);
    if (bytesRead === 0) throw new Error(`${path} ends too early.`);
    return buffer.subarray(0, bytesRead);
  }

  release(): void {
    for (const handle of this.#handles.values()) closeSync(handle);
    this.#handles.clear();
  }
}
