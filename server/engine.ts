// What V8 is asked, so that a server at rest takes little memory.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Has WebAssembly compiled by one thread at a time, and only what is called. Each thread that compiles takes tens of MB from the C
 * library for a moment, which gives it back to that thread alone. To be called before anything is compiled.
 */
export function compileSparingly(): void {
  setFlagsFromString("--wasm-num-compilation-tasks=1");
  setFlagsFromString("--wasm-lazy-compilation");
}

/**
 * Has V8 clear up when half as much again is in use as after the last time, not up to four times as much: a flood of posts leaves
 * much behind, of which nothing is needed. Read anew at each clearing, for each thread.
 */
export function growSparingly(): void {
  setFlagsFromString("--heap-growing-percent=50");
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
