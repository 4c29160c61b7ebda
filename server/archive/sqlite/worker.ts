// The worker thread: listens, makes ready, and serves what comes once the archive is open. Nothing is awaited outside a function: of a
// thread that ends before such a wait is over, later versions of Node complain where the operator reads why.

import { setImmediate, setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import initSqlJs, { type SqlJsStatic } from "sql.js";
import { compileSparingly, giveMemoryBack } from "../../engine.ts";
import { NOT_WHOLE } from "./client/archive-thread.ts";
import type { FromWorker, ThreadOptions, ToWorker } from "./client/protocol.ts";
import type { StoreOptions } from "./files/store-options.ts";
import { rehearse } from "./rehearsal.ts";
import { ArchiveService } from "./service.ts";

if (!parentPort) throw new Error("This is the archive's worker; openArchive starts it.");
const port = parentPort;
// What startThread hands over.
const { isRehearsing } = workerData as ThreadOptions;

/**
 * Rounds of the rehearsal before the archive is needed, and beside its work. Measured: more of the first take longer than the
 * rest of a start; with the others a first question that comes two seconds after it takes half as long.
 */
const ROUNDS_AHEAD = 4;
const ROUNDS_BESIDE = 12;
/** After the rehearsal, ms: V8 keeps room for new objects as long as it has just seen many. */
const SETTLED_MS = 5_000;
/** Between two steps of the latter, ms. */
const REHEARSAL_PAUSE_MS = 20;

/** The thread's clock, as of its latest call: the archive must not have another time than the server. */
let clock = 0;
let isEnding = false;
let service: ArchiveService | undefined;

function send(message: FromWorker, moved: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, moved);
}

let onOpen: (options: StoreOptions) => void;
/** What openArchive sends first; the thread may have been started long before. */
const opening = new Promise<StoreOptions>((resolve) => {
  onOpen = resolve;
});

/**
 * Listens before anything is awaited, and for good: a thread of Node that has nothing to wait for waits for its own compilers, and
 * one of those may be waiting for the thread (https://github.com/nodejs/node/issues/54918). Then a start hangs for ever.
 */
port.on("message", (message: ToWorker) => {
  if (message.kind === "end") {
    end();
    return;
  }
  clock = message.now;
  if (message.kind === "open") onOpen(message.options);
  else if (message.kind === "ping") send({ kind: "pong" });
  else if (service) service.take(message);
  else throw new Error(`The archive was asked (${message.kind}) before it was open.`);
});

/** Nothing is left that the thread would wait for: it ends by itself. */
function end(): void {
  isEnding = true;
  port.close();
}

/** Rehearses until it is done or the thread is to end; `pause` comes between two steps. */
async function rehearseWith(SQL: SqlJsStatic, rounds: number, pause: () => Promise<unknown>): Promise<void> {
  for (const _ of rehearse(SQL, rounds)) {
    if (isEnding) return;
    await pause();
  }
}

async function prepare(SQL: SqlJsStatic): Promise<void> {
  try {
    // What comes meanwhile gets its turn after each step, and nearly all of the time once it may be a question.
    await rehearseWith(SQL, ROUNDS_AHEAD, () => setImmediate());
    await rehearseWith(SQL, ROUNDS_BESIDE, () => wait(REHEARSAL_PAUSE_MS));
    await wait(SETTLED_MS, undefined, { ref: false });
    if (!isEnding) giveMemoryBack();
  } catch (error) {
    const message = "The archive could not rehearse; its first answers will take longer";
    send({ kind: "report", level: "warn", details: { error }, message });
  }
}

/** The engine, which is a file beside this one. What the library prints of a failure is in the error as well. */
async function loadEngine(): Promise<SqlJsStatic> {
  try {
    return await initSqlJs({ printErr: () => undefined });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`SQLite cannot be loaded (${reason}): ${NOT_WHOLE}`, { cause });
  }
}

async function serve(): Promise<void> {
  compileSparingly();
  const SQL = await loadEngine();
  if (isRehearsing) void prepare(SQL);
  service = new ArchiveService({ SQL, options: await opening, now: () => clock, send });
  service.announce();
}

// What it cannot do ends the thread, whose owner hears why.
void serve();
