// The process: reads the settings, starts Davy, ends it in order on a signal. Nothing else touches `process`.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "./config.ts";
import type { Davy } from "./davy.ts";
import { createLoad, giveMemoryBack, growSparingly, onceAtRest } from "./engine.ts";
import { createLogger } from "./logger.ts";
import { isThreadGone, type StorageThread, startStorageThread } from "./storage.ts";

/** Set by the build. */
declare const __BUILD__: string;
declare const __VERSION__: string;

/** A process that is told to stop ends within 10 s, in order or not. */
const STOP_LIMIT_MS = 9_500;

/** Signals within this time are one, ms. */
const SAME_SIGNAL_MS = 300;

/** A start has left behind what it does by then, ms after the server's first word; it is looked for again after as long. */
const SETTLED_MS = 5_000;

/** Says where the server is, and to others than this machine how a phone comes in. */
async function greet(davy: Davy): Promise<void> {
  const { greetingOf } = await import("./greeting.ts");
  const { renderUnicodeCompact } = await import("uqr");
  process.stdout.write(greetingOf(davy, (text) => renderUnicodeCompact(text)));
}

let storageThread: StorageThread | undefined;

/** Ends at once. `process.exit` would wait for threads, and one that waits for a disk that hangs may do so for ever. */
function endNow(): void {
  process.kill(process.pid, "SIGKILL");
}

/** Ends when all is closed. What was closed has ended the thread, unless it cannot be ended. */
function end(code: number): void {
  if (storageThread && !isThreadGone(storageThread)) endNow();
  else process.exit(code);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  end(1);
}

function endBroken(reason: string, { hangs }: { readonly hangs: boolean }): void {
  process.stderr.write(`${reason}\n`);
  if (hangs) endNow();
  else process.exit(1);
}

async function run(): Promise<void> {
  growSparingly();
  const config = readConfig(process.env);
  const report = createLogger(config.logLevel);
  const workerUrl = new URL("./archive-worker.js", import.meta.url);
  storageThread = startStorageThread(workerUrl);
  // Loading the rest takes half of a start; the thread uses that time.
  const { startDavy } = await import("./davy.ts");
  const starting = startDavy({
    config: { ...config, dataFolder: resolve(config.dataFolder) },
    report,
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random,
    pid: process.pid,
    build: __BUILD__,
    version: __VERSION__,
    appFolder: fileURLToPath(new URL("../pwa", import.meta.url)),
    workerUrl,
    storageThread,
    onEnd: endBroken,
  });
  stopOnSignal(starting);
  await greet(await starting);
  onceAtRest(giveMemoryBack, { everyMs: SETTLED_MS, load: createLoad() });
}

/** One that is told to stop in the middle of its start comes up first: as soon as it has the folder there is something to leave in order. */
function stopOnSignal(starting: Promise<Davy>): void {
  let stoppedAt: number | undefined;
  const stop = (signal: NodeJS.Signals) => {
    if (stoppedAt !== undefined) {
      // A second Ctrl-C ends at once: the journal has everything that was acknowledged. npm passes the first one on, as a second.
      if (signal === "SIGINT" && performance.now() - stoppedAt > SAME_SIGNAL_MS) endNow();
      return;
    }
    stoppedAt = performance.now();
    setTimeout(endNow, STOP_LIMIT_MS).unref();
    starting.then((davy) => davy.close()).then(() => end(0), fail);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

run().catch(fail);
