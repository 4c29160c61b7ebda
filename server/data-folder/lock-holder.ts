// Whether the server that wrote a lock still runs. On the same machine its process tells; elsewhere, on another host or in
// another container, only that the lock's time moves on.

import { type Stats, statSync } from "node:fs";
import { readFile, readlink, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { codeOf, ignoreMissing } from "../disk/ignore.ts";

/** What the lock file says. `started` names the process beyond its id, which the system may give out again. */
export interface LockContent {
  readonly pid: number;
  readonly started: string;
  readonly since: string;
  readonly url?: string;
  /** Of this one holder; absent in locks of Davy 0.1.0, as is `place`. */
  readonly token?: string;
  /** Where `pid` means something. */
  readonly place?: string;
}

/** Waits for so many ms. */
export type Wait = (ms: number) => Promise<unknown>;

/** How often a holder gives its lock a new time, ms. */
export const BEAT_MS = 1_000;
/** A lock whose time has not moved on for so long belongs to nobody; longer than a busy or paused process is silent, ms. */
const SILENCE_MS = 5_000;
const LOOK_MS = 250;

/** The fields of proc_pid_stat(5) behind the command, which may hold any character; none where the system does not tell. */
async function fieldsOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** When a process was started, in the system's words; empty where the system does not tell. */
export async function startOf(pid: number): Promise<string> {
  // The 22nd field, the 20th after the command: start time since boot.
  return (await fieldsOf(pid))[19] ?? "";
}

/** Names the machine since its boot and the space of process ids within it; empty where ids cannot be looked up in /proc. */
export async function readPlace(pid: number): Promise<string> {
  const self = await readlink("/proc/self").catch(() => String(pid));
  if (self !== String(pid)) return "";
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const ids = await readlink("/proc/self/ns/pid").catch(() => "");
  return [hostname(), boot.trim(), ids].join(" ").trim();
}

/** A zombie has ended: only its parent has not asked how. */
const ENDED: ReadonlySet<string | undefined> = new Set(["Z", "X", "x"]);

async function isRunning({ pid, started }: LockContent): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (codeOf(error) !== "EPERM") return false;
  }
  return !ENDED.has((await fieldsOf(pid))[0]) && (await startOf(pid)) === started;
}

/** What changes whenever a file is replaced or touched. */
export type Stamp = Pick<Stats, "dev" | "ino" | "size" | "mtimeMs" | "ctimeMs">;

/** The stamp of a file; undefined when there is none. */
export function stampOf(path: string): Promise<Stamp | undefined> {
  return stat(path).catch(ignoreMissing);
}

/** The stamp of a file on a disk of this machine, at once: for what each acknowledgement asks, a wait would take longer than the rest. */
export function stampAtOnce(path: string): Stamp | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Whether nobody touched a file in between. Member by member: each acknowledgement asks it, and to write five numbers takes long. */
export function isSameStamp(one: Stamp | undefined, other: Stamp | undefined): boolean {
  if (!one || !other) return one === other;
  const isSameFile = one.ino === other.ino && one.dev === other.dev && one.size === other.size;
  return isSameFile && one.mtimeMs === other.mtimeMs && one.ctimeMs === other.ctimeMs;
}

/** Whether the lock is touched within the time in which a living holder does so. */
async function isBeating(path: string, wait: Wait): Promise<boolean> {
  const first = await stampOf(path);
  for (let waited = 0; waited < SILENCE_MS; waited += LOOK_MS) {
    await wait(LOOK_MS);
    const stamp = await stampOf(path);
    if (!isSameStamp(stamp, first)) return stamp !== undefined;
  }
  return false;
}

/** Who asks whether a lock is held. */
export interface Asker {
  readonly pid: number;
  readonly place: string;
  readonly wait: Wait;
}

/** Whether a lock, with the content that it was read with, belongs to a server that runs. Takes seconds where only time tells. */
export async function isHeld(
  path: string,
  content: LockContent | undefined,
  { pid, place, wait }: Asker,
): Promise<boolean> {
  if (content && content.place === undefined) return content.pid !== pid && (await isRunning(content));
  // After a restart of the machine or the container the same id may be this very process.
  const canTell = content && content.pid !== pid && place !== "" && content.place === place;
  return canTell ? isRunning(content) : isBeating(path, wait);
}

/** The content of a lock; undefined when it is none, such as one that a crash or a full disk left half-written. */
export function parseLock(text: string): LockContent | undefined {
  try {
    const content = JSON.parse(text) as Partial<LockContent> | null;
    return typeof content?.pid === "number" && typeof content.started === "string"
      ? (content as LockContent)
      : undefined;
  } catch {
    // It is then judged by its time.
    return undefined;
  }
}
