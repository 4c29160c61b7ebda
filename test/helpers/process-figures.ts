// What Linux says of a running process, in figures that a busy machine does not change.

import { readFileSync } from "node:fs";

/** A clock tick, in which the kernel counts processors' time, ms (`getconf CLK_TCK` is 100 wherever Linux runs). */
const TICK_MS = 10;

/** Processor time of a process, or of one of its threads, ms. */
export function cpuMsOf(pid: number, thread?: number): number {
  const file = thread === undefined ? `/proc/${pid}/stat` : `/proc/${pid}/task/${thread}/stat`;
  // The name before it may hold spaces.
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/**
 * Memory of a process, MB: all that it has in memory, the pages of its program's files included, which it shares with others of the same
 * program and which the kernel may drop; and what is its own alone.
 */
export function memoryOf(pid: number): { readonly resident: number; readonly own: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
  return { resident: figure("VmRSS"), own: figure("RssAnon") };
}

/** How little a server does that rests: its heartbeats and looks at the folder, ms of processor time in a window. */
const REST = { windowMs: 8_000, cpuMs: 200 } as const;

/** Resolves when a process has done next to nothing for a while: what was to do after its start is done. */
export async function rested(pid: number): Promise<void> {
  for (;;) {
    const before = cpuMsOf(pid);
    await new Promise((resolve) => setTimeout(resolve, REST.windowMs));
    if (cpuMsOf(pid) - before < REST.cpuMs) return;
  }
}
