// Whose fault an error is decides what is done about it.

import { DamagedFile, FolderInPlace } from "./damaged-file.ts";
import { NewerFormat } from "./file-format.ts";

/** What the operating system refused, in contrast to a fault of this program. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** Whether something that failed may succeed once an operator has done something about the files. */
export function mayPass(error: unknown): error is Error {
  return isSystemError(error) || error instanceof NewerFormat || error instanceof FolderInPlace;
}

/**
 * Whether an error is of one entry, so that the next may succeed. A file that is gone, the system, and memory that is used up
 * are no entry's fault.
 */
export function isOfEntry(error: unknown): boolean {
  if (error instanceof DamagedFile || mayPass(error)) return false;
  // sql.js throws mere text at a value that SQLite has no type for.
  if (!(error instanceof Error)) return typeof error === "string";
  return error.name !== "RuntimeError" && !/out of memory/i.test(error.message);
}
