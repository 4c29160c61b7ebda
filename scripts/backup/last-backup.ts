import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** In the data folder: when it was last copied. */
export const LAST_BACKUP = "last-backup.json";

/** Notes that a folder was copied at `at` (unix ms). A copy is as good without the note: where it cannot be written, a word is enough. */
export async function noteBackup(folder: string, at: number, copy: string): Promise<void> {
  try {
    await writeFile(join(folder, LAST_BACKUP), `${JSON.stringify({ at, copy })}\n`);
  } catch {
    console.warn(`That a backup was made could not be noted in ${folder}.`);
  }
}
