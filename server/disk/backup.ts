// A consistent copy of what a part keeps on disk. The files are held open, so that whatever is replaced, dropped or appended
// while somebody reads the copy does not change it; nothing is written, so a full disk can be backed up too.

import { open } from "node:fs/promises";

/** A file of a backup: its path within the data folder, its size, and its bytes as they were when the backup began. */
export interface BackupFile {
  readonly path: string;
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
}

/** A copy that can be read until `end` is called, which must happen also when the reading fails. */
export interface Backup {
  readonly files: readonly BackupFile[];
  end(): Promise<void>;
}

/** A file to be held: where it is, what it is called in the backup, and how much of it counts when not all of it. */
export interface FileToHold {
  readonly from: string;
  readonly path: string;
  readonly bytes?: number;
}

const CHUNK_BYTES = 1024 * 1024;

/** Opens the files, all or none, as they are at this moment. Rejects with what the system says. */
export async function holdFiles(wanted: readonly FileToHold[]): Promise<Backup> {
  const held: { file: BackupFile; close: () => Promise<void> }[] = [];
  const end = async () => {
    await Promise.all(held.splice(0).map(({ close }) => close()));
  };
  try {
    for (const file of wanted) held.push(await hold(file));
  } catch (error) {
    await end();
    throw error;
  }
  return { files: held.map(({ file }) => file), end };
}

async function hold({ from, path, bytes }: FileToHold) {
  const handle = await open(from, "r");
  const file = { path, bytes: bytes ?? (await handle.stat()).size };
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < file.bytes; ) {
      const length = Math.min(CHUNK_BYTES, file.bytes - at);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was copied.`);
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
  return { file: { ...file, read }, close: () => handle.close() };
}
