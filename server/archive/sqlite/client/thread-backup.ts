// A backup out of the files that the archive's thread holds open, asked of it piece by piece.

import type { Backup } from "../../../disk/backup.ts";
import type { HeldFile } from "../files/held-files.ts";
import type { CallName, Calls } from "./protocol.ts";

type Ask = <Name extends CallName>(name: Name, ask: Calls[Name]["ask"]) => Promise<Calls[Name]["answer"]>;

async function* readHeld(ask: Ask, { path, bytes }: HeldFile): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes; ) {
    const chunk = await ask("readBackup", { path, from });
    from += chunk.length;
    yield chunk;
  }
}

/** Has the thread hold its files, and reads them through it until the backup is ended. */
export async function backupOver(ask: Ask): Promise<Backup> {
  const files = await ask("beginBackup", null);
  return {
    files: files.map((file) => ({ ...file, read: () => readHeld(ask, file) })),
    end: async () => void (await ask("endBackup", null)),
  };
}
