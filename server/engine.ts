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

/** So many times what was in use after the last time is what a heap may grow by until it is cleared… */
const GROWING_TIMES = 3;
/** …but not beyond this, bytes… */
const CALM_HEAP = 130e6;
/** …or, where that much is in use, by more than this, bytes. */
const FLOODED_GROWTH = 40e6;

/** How many bytes a heap may grow by of which so many are in use. */
export function growthFrom(used: number): number {
  return Math.min(GROWING_TIMES * used, Math.max(CALM_HEAP - used, FLOODED_GROWTH));
}

function growAsMuch(): void {
  const used = getHeapStatistics().used_heap_size;
  setFlagsFromString(`--heap-growing-percent=${Math.ceil((100 * growthFrom(used)) / used)}`);
}

/**
 * Has V8 clear up before a flood of posts has filled the memory: it leaves much behind, of which nothing is needed. While little is in
 * use it may grow to four times as much, or the steady posts of a site would take a tenth more of the processor. V8 reads it anew at
 * each clearing, for each thread; the main thread's heap is gone by. Returns what ends that.
 */
export function growSparingly(): () => void {
  growAsMuch();
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(isMajor)) growAsMuch();
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
