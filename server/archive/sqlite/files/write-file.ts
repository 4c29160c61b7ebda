import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** The end of a name that is being written; such a file counts for nothing. */
export const TEMPORARY = ".tmp";

/** How a whole file gets to the disk; tests put a failing one in its place. */
export type WriteFile = (path: string, bytes: Uint8Array) => void;

/** Makes a file, or the names in a folder, durable. */
export function syncPath(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Replaces a file in one step: temporary name, fsync, rename, fsync of the folder. A crash at any point leaves either
 * the file as it was or the new one, and at most a temporary file that nobody reads.
 */
export const writeFileSafely: WriteFile = (path, bytes) => {
  const folder = dirname(path);
  // A folder that is new must be there after a power cut, as the file in it.
  if (mkdirSync(folder, { recursive: true }) !== undefined) syncPath(dirname(folder));
  const temporary = `${path}${TEMPORARY}`;
  try {
    writeDurably(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    // What was written takes space that a full disk has not.
    rmSync(temporary, { force: true });
    throw error;
  }
  syncPath(folder);
};

/** As `writeFileSafely`, but for a power cut: until it and its folder are synced it leaves anything. Takes a hundredth of the time. */
export const writeFileUnsynced: WriteFile = (path, bytes) => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}${TEMPORARY}`;
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};

function writeDurably(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, "w");
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
