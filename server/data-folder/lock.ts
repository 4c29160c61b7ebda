// One server per data folder. The lock also tells scripts where the running server is.

import { constants } from "node:fs";
import { access, copyFile, link, readdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeFolder } from "../disk/folders.ts";
import { codeOf, ignoreFull, ignoreMissing } from "../disk/ignore.ts";
import type { Report } from "../report.ts";
import {
  type Asker,
  isHeld,
  isSameStamp,
  type LockContent,
  parseLock,
  readPlace,
  type Stamp,
  stampOf,
  startOf,
  type Wait,
} from "./lock-holder.ts";

export interface LockOptions {
  readonly pid: number;
  readonly now: () => number;
  /** A clock that only runs forwards, ms. */
  readonly mono: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly report: Report;
  readonly wait?: Wait;
}

/** The path of a folder's lock. */
export function lockPath(folder: string): string {
  return join(folder, "davy.lock");
}

/** Held by whoever replaces a lock. */
function nextOf(path: string): string {
  return `${path}.next`;
}

/** The lock of the server that runs on a folder, or undefined when none does. Takes seconds where it runs on another machine. */
export async function readLock(folder: string): Promise<LockContent | undefined> {
  const path = lockPath(folder);
  const content = parseLock(await readFile(path, "utf8").catch(() => ""));
  if (!content) return undefined;
  // No process has this id, so that nobody counts as the one who asks.
  const asker = { pid: 0, place: await readPlace(process.pid), wait: delay };
  return (await isHeld(path, content, asker)) ? content : undefined;
}

async function prepareFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unwritableError(folder, cause);
  }
  // To open one waits until somebody writes into it: for ever.
  const pipe = (await readdir(folder, { withFileTypes: true })).find((entry) => entry.isFIFO());
  if (pipe) throw new Error(`${join(folder, pipe.name)} is a pipe. Move it away, then start again.`);
}

/** What is no file cannot be read or replaced as one. */
async function lockError(folder: string, cause: unknown): Promise<Error> {
  for (const path of [lockPath(folder), nextOf(lockPath(folder))]) {
    const there = await stat(path).catch(ignoreMissing);
    if (there && !there.isFile())
      return new Error(`${path} must be a file, and is none. Move it away, then start again.`, { cause });
  }
  return unwritableError(folder, cause);
}

/** Why there is no folder to be had, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "its disk can only be read",
  ENOSPC: "its disk is full",
  ENAMETOOLONG: "its name is too long",
};

function unwritableError(folder: string, cause: unknown): Error {
  const code = String(codeOf(cause));
  // Where no folder can be, that has its own sentence.
  if ((code === "EEXIST" || code === "ENOENT") && cause instanceof Error) return cause;
  return new Error(
    `The data folder ${folder} cannot be written: ${REASONS[code] ?? code}. Check its permissions, or choose another with --data.`,
    { cause },
  );
}

/** What stands in a lock file. */
export function textOf(content: LockContent): string {
  return `${JSON.stringify(content)}\n`;
}

type Bring = (from: string, to: string) => Promise<void>;

async function bringText(
  path: string,
  { token }: LockContent,
  how: { text: string; bring: Bring },
): Promise<void> {
  const temporary = `${path}.${token}`;
  try {
    await writeFile(temporary, how.text);
    await how.bring(temporary, path);
  } finally {
    await unlink(temporary).catch(ignoreMissing);
  }
}

/** Writes a whole file beside the path and brings it there in one step, so that nobody reads half a lock. */
export function place(path: string, content: LockContent, bring: Bring): Promise<void> {
  return bringText(path, content, { text: textOf(content), bring });
}

/** As `place`; on a full disk an empty lock must do, which is known by its time alone. */
function placeAnyhow(path: string, content: LockContent, bring: Bring): Promise<void> {
  return place(path, content, bring).catch((error: unknown) => {
    ignoreFull(error);
    return bringText(path, content, { text: "", bring });
  });
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

/** Puts a lock where none is; answers whether that was so. */
export async function placeIfFree(path: string, own: LockContent): Promise<boolean> {
  try {
    await placeAnyhow(path, own, linkOrCopy);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return false;
  }
}

/** What was found in place of a free folder: who has it, or the stamp of a lock that nobody holds any more. */
type Found = { readonly holder: Partial<LockContent> } | { readonly left: Stamp };

/** Puts the lock where none is, or answers what is there. `judged` is the stamp of one that was found to be left before. */
async function claim(
  path: string,
  own: LockContent,
  ask: Asker & { judged?: Stamp },
): Promise<Found | undefined> {
  for (;;) {
    if (await placeIfFree(path, own)) return undefined;
    const stamp = await stampOf(path);
    const text = await readFile(path, "utf8").catch(ignoreMissing);
    // Released in between.
    if (text === undefined || stamp === undefined) continue;
    const content = parseLock(text);
    if (!isSameStamp(stamp, ask.judged) && (await isHeld(path, content, ask)))
      return { holder: content ?? {} };
    return { left: stamp };
  }
}

/**
 * Takes a lock. Answers who has it instead. One that nobody holds any more may only be replaced by whoever holds the next lock:
 * otherwise the second of two that found it would replace that of the first.
 */
async function take(path: string, own: LockContent, asker: Asker): Promise<Partial<LockContent> | undefined> {
  const found = await claim(path, own, asker);
  if (!found || "holder" in found) return found?.holder;
  const next = nextOf(path);
  const other = await take(next, own, asker);
  if (other) return other;
  try {
    const still = await claim(path, own, { ...asker, judged: found.left });
    if (still && "holder" in still) return still.holder;
    if (still) await placeAnyhow(path, own, rename);
    return undefined;
  } finally {
    await unlink(next).catch(ignoreMissing);
  }
}

/** Takes the folder for this process. Answers what stands in the lock. Rejects with a sentence when another server has it or it cannot be written. */
export async function takeFolder(folder: string, options: LockOptions): Promise<LockContent> {
  await prepareFolder(folder);
  const { pid, now, random, wait = delay } = options;
  const own: LockContent = {
    pid,
    started: await startOf(pid),
    place: await readPlace(pid),
    since: new Date(now()).toISOString(),
    token: `${pid}-${now().toString(36)}-${random().toString(36).slice(2)}`,
  };
  const holder = await take(lockPath(folder), own, { pid, place: own.place ?? "", wait }).catch(
    async (cause: unknown) => {
      throw await lockError(folder, cause);
    },
  );
  if (holder) throw takenError(folder, holder);
  return own;
}

function takenError(folder: string, { pid, url }: Partial<LockContent>): Error {
  const who = [pid === undefined ? "" : `process ${pid}`, url ?? ""].filter((part) => part !== "").join(", ");
  return new Error(
    `Another Davy uses the data folder ${folder}${who && ` (${who})`}, as its davy.lock says. Stop it, or choose another folder with --data. If this folder is a copy of that one's, its lock was copied as well: delete ${lockPath(folder)}.`,
  );
}
