import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "./folders.ts";

/** Writes a small file whole: a power cut leaves the one before or the new one. `mode`: who may read it. */
export async function writeFileDurably(path: string, text: string, mode: number): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(partial, "w", mode);
  try {
    // One that a crash has left keeps the mode that it had.
    await file.chmod(mode);
    await file.write(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}
