// One server per data folder. The lock also tells scripts where the running server is.

import { constants } from "node:fs";
import { access, copyFile, link, mkdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
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
    if (codeOf(error) !== "EPERM") return false;
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
    throw unwritableError(folder, cause);
  }
}

function unwritableError(folder: string, cause: unknown): Error {
  return new Error(
    `The data folder ${folder} cannot be written. Check its permissions, or choose another with --data.`,
    { cause },
  );
}

/** Writes a whole file beside the path and brings it there in one step, so that nobody reads half a lock. */
async function place(
  path: string,
  content: LockContent,
  bring: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${content.pid}`;
  try {
    await writeFile(temporary, `${JSON.stringify(content)}\n`);
    await bring(temporary, path);
  } finally {
    await unlink(temporary).catch(ignoreMissing);
  }
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** What file systems without hard links (FAT) answer. */
const NO_LINKS: ReadonlySet<unknown> = new Set(["EPERM", "ENOTSUP", "ENOSYS"]);

/** A link is there at once and whole; a copy, where there are no links, may be read half by who starts in the same instant. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

/** Puts the lock where none is, or answers what is there: a lock that is held, or one that a dead process left. */
async function claim(path: string, own: LockContent): Promise<"own" | "left" | LockContent> {
  for (;;) {
    try {
      await place(path, own, linkOrCopy);
      return "own";
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const text = await readFile(path, "utf8").catch(ignoreMissing);
    // Released in between.
    if (text === undefined) continue;
    const content = parseLock(text);
    return content && (await isHeld(content)) ? content : "left";
  }
}

/**
 * Takes a lock. Answers who has it instead. One that a dead process left may only be replaced by whoever holds the next lock:
 * otherwise the second of two that found it would replace that of the first.
 */
async function take(path: string, own: LockContent): Promise<LockContent | undefined> {
  const found = await claim(path, own);
  if (found !== "left") return found === "own" ? undefined : found;
  const next = `${path}.next`;
  const other = await take(next, own);
  if (other) return other;
  try {
    const still = await claim(path, own);
    if (still === "left") await place(path, own, rename);
    return typeof still === "string" ? undefined : still;
  } finally {
    await unlink(next);
  }
}

/** Takes the folder for this process. Rejects with a sentence when another server has it or it cannot be written. */
export async function lockFolder(folder: string, { pid, now }: LockOptions): Promise<FolderLock> {
  await prepareFolder(folder);
  const content: LockContent = { pid, started: await startOf(pid), since: new Date(now()).toISOString() };
  const holder = await take(lockPath(folder), content).catch((cause: unknown) => {
    throw unwritableError(folder, cause);
  });
  if (holder) throw takenError(folder, holder);
  return {
    announce: (url) => place(lockPath(folder), { ...content, url }, rename),
    release: () => unlink(lockPath(folder)),
  };
}

function takenError(folder: string, holder: LockContent): Error {
  const who = ` (process ${holder.pid}${holder.url ? `, ${holder.url}` : ""})`;
  return new Error(
    `Another Davy uses the data folder ${folder}${who}. Stop it, or choose another folder with --data.`,
  );
}
