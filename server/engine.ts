// What V8 is asked, so that a server at rest takes little memory.

import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
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

/** What a thread's heap holds beyond this is of a flood, bytes. */
const CALM_HEAP = 64e6;
/** By how much the heap may grow before it is cleared, percent of what was in use after the last time. */
const GROWING = { calm: 300, flooded: 100 } as const;

function growBy(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/**
 * Has V8 clear up when twice as much is in use as after the last time, once that is much: a flood of posts leaves much behind, of
 * which nothing is needed. While it is little it may grow to four times as much, or the steady posts of a site would take a tenth more
 * of the processor. V8 reads it anew at each clearing, for each thread; the main thread's heap is gone by. Returns what ends that.
 */
export function growSparingly(): () => void {
  growBy(GROWING.calm);
  const observer = new PerformanceObserver((list) => {
    if (!list.getEntries().some(isMajor)) return;
    growBy(getHeapStatistics().used_heap_size > CALM_HEAP ? GROWING.flooded : GROWING.calm);
  });
  observer.observe({ entryTypes: ["gc"] });
  return () => observer.disconnect();
}

function isMajor(entry: PerformanceEntry): boolean {
  const { detail } = entry as PerformanceEntry & { readonly detail?: { readonly kind?: number } };
  return detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
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
