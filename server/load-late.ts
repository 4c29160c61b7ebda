// Parts of the program that few need are loaded when they are first asked for. Node remembers for good what it could not load once: every
// later ask would fail with it, until the next start.

import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Files that a part may have open at a time while it is loaded, with its packages. */
const FILES_AT_ONCE = 64;

/** A part cannot be loaded at present; nothing of it was tried, so that the next ask may succeed. */
export class CannotLoad extends Error {
  constructor(cause: unknown) {
    super("The server cannot open files at present, since too many are open. Try it again in a moment.", {
      cause,
    });
    this.name = "CannotLoad";
  }
}

/** Rejects with a CannotLoad when so many files cannot be open at once. */
async function makeSure(path: string): Promise<void> {
  const tries = await Promise.allSettled(Array.from({ length: FILES_AT_ONCE }, () => open(path)));
  await Promise.all(tries.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
  const failed = tries.find((one) => one.status === "rejected");
  if (failed) throw new CannotLoad(failed.reason);
}

/**
 * Makes what `make` makes when it is first asked for, once for all who ask. A failure is forgotten: the next ask tries anew.
 */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/**
 * What loads a part, by an import when it is called, for all who ask for it. It is tried only while files can be opened; else, and only then, it
 * rejects with a CannotLoad. `path` is a file that stands for those of the program.
 */
export function late<Part>(
  load: () => Promise<Part>,
  path = fileURLToPath(import.meta.url),
): () => Promise<Part> {
  return once(async () => {
    await makeSure(path);
    return load();
  });
}
