// What V8 is asked, so that a server at rest takes little memory.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** A thread is at rest when it was at work for less than this part of a time. */
const REST_SHARE = 0.1;

/**
 * Has WebAssembly compiled by one thread at a time, and only what is called. Each thread that compiles takes tens of MB from the C
 * library for a moment, which gives it back to that thread alone. To be called before anything is compiled.
 */
export function compileSparingly(): void {
  setFlagsFromString("--wasm-num-compilation-tasks=1");
  setFlagsFromString("--wasm-lazy-compilation");
}

/**
 * Has V8 clear up when twice as much is in use as after the last time, not up to four times as much: a flood of posts leaves
 * much behind, of which nothing is needed. Read anew at each clearing, for each thread.
 */
export function growSparingly(): void {
  setFlagsFromString("--heap-growing-percent=100");
}

/** Code that a first collection finds unused goes, with all that it alone referred to, in the second. */
const COLLECTIONS = 2;

/**
 * Gives back to the machine what nothing refers to, and the code that a start alone runs: V8 compiles that again, in a few ms, should
 * it be called. V8 does so by itself where it finds reason to, which a server at rest gives it late or never. Holds up the thread for
 * some tens of ms.
 */
export function giveMemoryBack(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof collect !== "function") return;
  setFlagsFromString("--stress-flush-code");
  for (let times = 0; times < COLLECTIONS; times += 1) collect();
  setFlagsFromString("--no-stress-flush-code");
}

/** How busy a thread was since it was last asked, as a part of the time: 0 to 1. */
export function createLoad(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const before = last;
    last = performance.eventLoopUtilization();
    return performance.eventLoopUtilization(last, before).utilization;
  };
}

/** Looks each `everyMs` how busy the thread was since, and calls `act` once it was at rest: whoever posts need not wait for it. Returns what ends that. */
export function onceAtRest(
  act: () => void,
  { everyMs, load }: { readonly everyMs: number; readonly load: () => number },
): () => void {
  const looking = setInterval(() => {
    if (load() > REST_SHARE) return;
    clearInterval(looking);
    act();
  }, everyMs);
  looking.unref();
  return () => clearInterval(looking);
}
