// Folders that are there after a power cut.

import { mkdir, open, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { codeOf, ignore } from "./ignore.ts";

/** The one above is missing, or it is no folder, which its own making says. */
const ABOVE: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR", "ELOOP"]);

/** Makes one folder. Answers false where the fault lies above it. Rejects where something else stands in its place. */
async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = codeOf(error);
    if (ABOVE.has(code)) return false;
    // A system that may only be read says so before it says that the folder is there.
    if ((await stat(folder).catch(() => undefined))?.isDirectory()) return true;
    if (code !== "EEXIST") throw error;
    const sentence = `${folder} must be a folder, and is none. Move it away, then start again.`;
    throw Object.assign(new Error(sentence, { cause: error }), { code });
  }
  // A folder above that may not be read is as safe as its owner made it.
  await syncFolder(dirname(folder)).catch(ignore("EACCES", "EPERM"));
  return true;
}

/**
 * Makes a folder, with those above it, so that a power cut does not take it away again. Rejects where that cannot be, with the system's
 * word as its code. Node's own `recursive` asks for ever where the system takes no folders, as below /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  if (await makeOne(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  if (await makeOne(path)) return;
  throw Object.assign(
    new Error(`${path} cannot be made: the system takes no folders there. Choose another.`),
    { code: "ENOENT" },
  );
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
