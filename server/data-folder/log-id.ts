// The name of the log in a data folder. Screens resume at a place of a log, so a copy that goes on otherwise than the original
// must not pass for it. A backup leaves the name out, and a copy of the file is known by its inode: each gets a name of its own.

import { type FileHandle, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Backup } from "../disk/backup.ts";
import { syncFolder } from "../disk/folders.ts";
import { ignoreMissing } from "../disk/ignore.ts";
import type { Report } from "../report.ts";

const NAME = "log.json";
const ID = /^[0-9a-z]{8}$/;
const DIGITS = 36;

/** What a backup has in the place of the name: unpacked over the original, it takes that one's away too. */
const NAMELESS = Buffer.from("{}\n");

async function inodeOf(file: FileHandle): Promise<string> {
  const { ino } = await file.stat({ bigint: true });
  return String(ino);
}

function parse(text: string): { readonly id?: unknown; readonly inode?: unknown } {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    // A name that cannot be read is none: resuming screens begin anew.
    return {};
  }
}

/** The name, if there is one and it is no other folder's. */
async function read(path: string): Promise<string | undefined> {
  const file = await open(path, "r").catch(ignoreMissing);
  if (!file) return undefined;
  try {
    const { id, inode } = parse(await file.readFile("utf8"));
    return typeof id === "string" && ID.test(id) && inode === (await inodeOf(file)) ? id : undefined;
  } finally {
    await file.close();
  }
}

async function write(path: string, id: string): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(partial, "w");
  try {
    // The file keeps its inode when it is renamed.
    await file.write(`${JSON.stringify({ id, inode: await inodeOf(file) })}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}

/** The log's name, made when the folder has none. Where it cannot be kept, it holds until the server ends. `random`: 0 ≤ n < 1. */
export async function keepLogId(
  folder: string,
  { random, report }: { readonly random: () => number; readonly report: Pick<Report, "warn"> },
): Promise<string> {
  const path = join(folder, NAME);
  const made = Math.floor(random() * DIGITS ** 8)
    .toString(DIGITS)
    .padStart(8, "0");
  try {
    const known = await read(path);
    if (known === undefined) await write(path, made);
    return known ?? made;
  } catch (error) {
    report.warn({ error }, "The log's name could not be kept; after the next start screens load anew");
    return made;
  }
}

/** What a backup has of the name. */
export async function holdNoLogId(): Promise<Backup> {
  async function* read(): AsyncGenerator<Uint8Array> {
    yield NAMELESS;
  }
  return { files: [{ path: NAME, bytes: NAMELESS.length, read }], end: async () => undefined };
}
