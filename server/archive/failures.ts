// Whose fault an error is decides what is done about it.

import { DamagedFile } from "./data-file.ts";

/** What the operating system refused, in contrast to a fault of this program. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/**
 * Whether an error is of one entry, so that the next may succeed. A file that is gone, the system, and memory that is used up
 * are no entry's fault.
 */
export function isOfEntry(error: unknown): boolean {
  if (error instanceof DamagedFile || isSystemError(error)) return false;
  return error instanceof Error && error.name !== "RuntimeError" && !/out of memory/i.test(error.message);
}
