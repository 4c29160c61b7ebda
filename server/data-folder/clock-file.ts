// Two small files of the data folder: what the server remembers of its clock, and an operator's word that the machine's is right.

import { open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Backup, holdFiles } from "../disk/backup.ts";
import { syncFolder } from "../disk/folders.ts";

const MEMORY = "clock.json";
const CONFIRMATION = "clock-confirmed.json";

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    // None there, or none that can be read: then nothing is remembered, which is how a new folder begins.
    return undefined;
  }
}

/** A power cut leaves the file as it was or the new one: what it says keeps retention from deleting what is young. */
async function writeJson(path: string, value: unknown): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(partial, "w");
  try {
    await file.write(`${JSON.stringify(value)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}

/** Notes an operator's word that the machine's clock, which says `at` (unix ms), is right. */
export function confirmClock(folder: string, at: number): Promise<void> {
  return writeJson(join(folder, CONFIRMATION), { at });
}

/** When an operator last confirmed the machine's clock, by it, unix ms. */
async function readConfirmation(folder: string): Promise<number | undefined> {
  const found = await readJson(join(folder, CONFIRMATION));
  const at = typeof found === "object" && found !== null && "at" in found ? found.at : undefined;
  return typeof at === "number" && Number.isFinite(at) ? at : undefined;
}

/** Holds the memory for a backup; where there is none because the disk refuses, there is nothing to hold. */
async function holdMemory(folder: string): Promise<Backup> {
  const isThere = (await readJson(join(folder, MEMORY))) !== undefined;
  return holdFiles(isThere ? [{ from: join(folder, MEMORY), path: MEMORY }] : []);
}

/** The two files of a data folder, as the clock's keeper wants them. `keep` rejects when the disk refuses. */
export function clockFiles(folder: string) {
  return {
    read: () => readJson(join(folder, MEMORY)),
    keep: (memory: unknown) => writeJson(join(folder, MEMORY), memory),
    confirmedAt: () => readConfirmation(folder),
    backup: () => holdMemory(folder),
  };
}
