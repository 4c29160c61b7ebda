// Folders that are there after a power cut.

import { mkdir, open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ignore } from "./ignore.ts";

/** Makes a folder, with those above it, so that a power cut does not take it away again. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const top = dirname(resolve(first));
  // A folder above that may not be read is as safe as its owner made it.
  for (let made = resolve(folder); made !== top; made = dirname(made))
    await syncFolder(dirname(made)).catch(ignore("EACCES", "EPERM"));
}

/** Makes the creation or deletion of files durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
