// What a command on the server's own machine proves with that it may: whoever can read the data folder. Made anew at each start,
// gone when the server ends, and in no backup.

import { readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ignoreMissing } from "../disk/ignore.ts";
import { writeFileDurably } from "../disk/write-file.ts";

const NAME = "shell-key";
/** For the owner of the folder alone. */
const MODE = 0o600;

/** Lays the secret into the folder. Resolves to what takes it away again, unless another server's is there by then. */
export async function keepShellKey(folder: string, secret: string): Promise<() => Promise<void>> {
  const path = join(folder, NAME);
  await writeFileDurably(path, `${secret}\n`, MODE);
  return async () => {
    if ((await readShellKey(folder)) === secret) await unlink(path).catch(ignoreMissing);
  };
}

/** The secret of the server that runs on a folder; undefined without one. Rejects when it may not be read. */
export async function readShellKey(folder: string): Promise<string | undefined> {
  return (await readFile(join(folder, NAME), "utf8").catch(ignoreMissing))?.trim();
}
