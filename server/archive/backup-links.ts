// A consistent copy at no cost: hard links to the files as a checkpoint left them. Files are replaced, never changed in
// place, so what a link names stays as it was.

import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

const FOLDER = "backup.tmp";

function linkOrCopy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    // Some file systems have no hard links.
    copyFileSync(from, to);
  }
}

/** Links the given files (paths within the data folder); answers those that there are. */
export function linkForBackup(folder: string, paths: readonly string[]): string[] {
  endBackup(folder);
  const present = paths.filter((path) => existsSync(join(folder, path)));
  for (const path of present) linkOrCopy(join(folder, path), join(folder, FOLDER, path));
  return present;
}

/** The content of a linked file. */
export function readLinked(folder: string, path: string): Uint8Array {
  return readFileSync(join(folder, FOLDER, path));
}

/** Removes the links, also those that a crash left. */
export function endBackup(folder: string): void {
  rmSync(join(folder, FOLDER), { recursive: true, force: true });
}
