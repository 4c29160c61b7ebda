// One server per data folder. The lock also tells scripts where the running server is.

import { constants } from "node:fs";
import { access, mkdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What the lock file says. `started` names the process beyond its id, which the system may give out again. */
export interface LockContent {
  readonly pid: number;
  readonly started: string;
  readonly since: string;
  readonly url?: string;
}

/** A held lock. */
export interface FolderLock {
  /** Writes down where the server can be reached. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

export interface LockOptions {
  readonly pid: number;
  readonly now: () => number;
}

function lockPath(folder: string): string {
  return join(folder, "davy.lock");
}

/** When a process was started, in the system's words; empty where the system does not tell. */
async function startOf(pid: number): Promise<string> {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
    // The 22nd field of proc_pid_stat(5), the 20th after the command: start time since boot.
    return fields[19] ?? "";
  } catch {
    // No /proc, or no such process: the id alone must do.
    return "";
  }
}

async function isHeld(content: LockContent): Promise<boolean> {
  try {
    process.kill(content.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return (await startOf(content.pid)) === content.started;
}

function parseLock(text: string): LockContent | undefined {
  try {
    const content = JSON.parse(text) as Partial<LockContent> | null;
    return typeof content?.pid === "number" && typeof content.started === "string"
      ? (content as LockContent)
      : undefined;
  } catch {
    // A lock that a crash left half-written belongs to nobody.
    return undefined;
  }
}

/** The lock of the server that runs on a folder, or undefined when none does. */
export async function readLock(folder: string): Promise<LockContent | undefined> {
  const text = await readFile(lockPath(folder), "utf8").catch(() => "");
  const content = parseLock(text);
  return content && (await isHeld(content)) ? content : undefined;
}

async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `The data folder ${folder} cannot be written. Check its permissions, or choose another with --data.`,
      { cause },
    );
  }
}

/** Writes the file in one step, so that nobody reads half a lock. */
async function writeLock(folder: string, content: LockContent): Promise<void> {
  const temporary = `${lockPath(folder)}.${content.pid}`;
  await writeFile(temporary, `${JSON.stringify(content)}\n`);
  await rename(temporary, lockPath(folder));
}

/** Takes the folder for this process. Rejects with a sentence when another server has it or it cannot be written. */
export async function lockFolder(folder: string, { pid, now }: LockOptions): Promise<FolderLock> {
  await prepareFolder(folder);
  const content: LockContent = { pid, started: await startOf(pid), since: new Date(now()).toISOString() };
  await takeLock(folder, content);
  return {
    announce: (url) => writeLock(folder, { ...content, url }),
    release: () => unlink(lockPath(folder)),
  };
}

async function takeLock(folder: string, content: LockContent): Promise<void> {
  const holder = await readLock(folder);
  if (holder) throw takenError(folder, holder);
  await unlink(lockPath(folder)).catch(() => undefined);
  try {
    // `wx` lets one of two that start at the same moment win.
    await writeFile(lockPath(folder), `${JSON.stringify(content)}\n`, { flag: "wx" });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST")
      throw takenError(folder, await readLock(folder));
    throw new Error(
      `The data folder ${folder} cannot be written. Check its permissions, or choose another with --data.`,
      { cause },
    );
  }
}

function takenError(folder: string, holder: LockContent | undefined): Error {
  const who = holder ? ` (process ${holder.pid}${holder.url ? `, ${holder.url}` : ""})` : "";
  return new Error(
    `Another Davy uses the data folder ${folder}${who}. Stop it, or choose another folder with --data.`,
  );
}
