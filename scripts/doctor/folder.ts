import { constants } from "node:fs";
import { access, lstat, readFile, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { commandName } from "../../shared/ground/command-name.ts";
import { DAY_MS } from "../../shared/ground/time.ts";
import { LAST_BACKUP } from "../backup/last-backup.ts";
import type { Finding } from "./finding.ts";

const MB = 1024 * 1024;
/** Below this the server says so in its health; below a tenth of it posts will soon be refused. */
const LOW_MB = 500;
/** A copy older than this is no copy of last week, ms. */
const OLD_BACKUP_MS = 8 * DAY_MS;

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** What stands in the place of a folder, or above it: a file, a pipe, a link that leads nowhere. */
async function findObstacle(folder: string): Promise<string | undefined> {
  const isThere = await lstat(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return dirname(folder) === folder ? undefined : findObstacle(dirname(folder));
  const there = await stat(folder).catch(() => undefined);
  return there?.isDirectory() ? undefined : folder;
}

/** Whether whoever runs this may write the data folder, and whose it is. */
export async function checkFolder(folder: string): Promise<Finding> {
  const what = "data folder";
  const obstacle = await findObstacle(folder);
  if (obstacle !== undefined) {
    const says = `${folder} cannot be a folder: ${obstacle} is none.`;
    return {
      what,
      state: "bad",
      says,
      todo: "Move that away, or name another folder with --data or DAVY_DATA.",
    };
  }
  try {
    const { uid, mode } = await stat(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if ((mode & 0o002) !== 0) {
      const says = `${folder} can be written by everybody on this machine.`;
      return { what, state: "look", says, todo: `chmod o-w ${folder}` };
    }
    return { what, state: "ok", says: `${folder} can be written (it belongs to user ${uid}).` };
  } catch (error) {
    if (!isMissing(error)) {
      const says = `${folder} cannot be written: ${error instanceof Error ? error.message : error}.`;
      return {
        what,
        state: "bad",
        says,
        todo: "Run this as the server's user, or give the folder to that user.",
      };
    }
    const says = `${folder} is not there yet; the server makes it at its first start.`;
    return {
      what,
      state: "look",
      says,
      todo: "Is that the right folder? --data or DAVY_DATA names another.",
    };
  }
}

/** Free space where the data lies. */
export async function checkSpace(folder: string): Promise<Finding> {
  const what = "disk";
  try {
    const { bavail, bsize } = await statfs(folder).catch(() => statfs(dirname(folder)));
    const free = Math.round((bavail * bsize) / MB);
    if (free >= LOW_MB) return { what, state: "ok", says: `${free} MB are free.` };
    const todo = "Make room, or bound the folder with DAVY_MAX_DATA_MB.";
    return { what, state: free < LOW_MB / 10 ? "bad" : "look", says: `Only ${free} MB are free.`, todo };
  } catch (error) {
    return {
      what,
      state: "bad",
      says: `The disk tells nothing: ${error instanceof Error ? error.message : error}.`,
    };
  }
}

/** When the last copy was made by the backup command. */
export async function checkBackup(folder: string, now: number): Promise<Finding> {
  const what = "backup";
  const todo = `Make one: ${commandName("backup", "<folder>")}`;
  const note: unknown = await readFile(join(folder, LAST_BACKUP), "utf8").then(JSON.parse, () => undefined);
  const at = typeof note === "object" && note !== null && "at" in note ? Number(note.at) : Number.NaN;
  if (Number.isNaN(at)) return { what, state: "look", says: "None is known of.", todo };
  const days = Math.floor((now - at) / DAY_MS);
  const says = `The last one is ${days} days old.`;
  return now - at > OLD_BACKUP_MS ? { what, state: "look", says, todo } : { what, state: "ok", says };
}
