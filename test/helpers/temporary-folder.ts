import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the system keeps files in memory, if it does: tests that write much need not wait for a disk there. */
const MEMORY = "/dev/shm";

/** A folder of its own for a test that writes many files; whoever asks removes it. */
export function temporaryFolder(name: string): Promise<string> {
  return mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), `davy-${name}-`));
}
