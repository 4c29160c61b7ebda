// Which processes work without pause, read off Linux's /proc (https://man7.org/linux/man-pages/man5/proc.5.html): a page that
// loops keeps one busy, a browser that waits for itself none. By states and not by shares of the processor, which are small
// on a machine that has much else to do.

import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Looks, and the time between two, ms: a thread that only serves messages is not at work at each of them. */
const LOOKS = 10;
const LOOK_MS = 100;

interface Stat {
  readonly name: string;
  readonly state: string;
  readonly parent: number;
}

/** One line of /proc: the number, the name in brackets, which may hold brackets too, the state, the parent. */
function readStat(path: string): Stat | undefined {
  try {
    const text = readFileSync(`${path}/stat`, "utf8");
    const end = text.lastIndexOf(")");
    const [state = "", parent = ""] = text.slice(end + 2).split(" ");
    return { name: text.slice(text.indexOf("(") + 1, end), state, parent: Number(parent) };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

function list(path: string): number[] {
  try {
    return readdirSync(path).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** All processes below one, but for servers of Node such as Davy's. */
function below(root: number): number[] {
  const parents = new Map(list("/proc").map((pid) => [pid, readStat(`/proc/${pid}`)?.parent]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter((pid) => isBelow(pid) && !isNode(pid));
}

function isNode(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === readlinkSync("/proc/self/exe");
  } catch {
    return true;
  }
}

/** The processes below one of which a thread runs, by number and thread. */
function running(root: number): Map<string, number> {
  const threads = below(root).flatMap((pid) =>
    list(`/proc/${pid}/task`).map((thread) => [`/proc/${pid}/task/${thread}`, pid] as const),
  );
  return new Map(threads.filter(([path]) => readStat(path)?.state === "R"));
}

/** The names of the processes below one of which a thread works without pause for a second; undefined where there is no /proc. */
export async function findBusy(root: number = process.pid): Promise<readonly string[] | undefined> {
  if (!existsSync("/proc/self/stat")) return undefined;
  let busy = running(root);
  for (let look = 1; look < LOOKS; look += 1) {
    await sleep(LOOK_MS);
    const still = running(root);
    busy = new Map([...busy].filter(([path]) => still.has(path)));
  }
  const names = [...new Set(busy.values())].map((pid) => readStat(`/proc/${pid}`)?.name);
  return names.filter((name) => name !== undefined);
}
