// The worker thread: opens the store and serves the calls in the order in which they come.

import { setImmediate, setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import initSqlJs from "sql.js";
import { compileSparingly, giveMemoryBack } from "../../engine.ts";
import type { EventsRequest } from "../../events/events.ts";
import type { StateSnapshot } from "../../log/log.ts";
import type { HistoryRequest, RangeRequest, SliceRequest, StretchesRequest } from "../archive.ts";
import type { CallName, Calls, FromWorker, ThreadOptions, ToWorker } from "./client/protocol.ts";
import { DamagedFile } from "./files/damaged-file.ts";
import { mayPass } from "./files/failures.ts";
import { HeldFiles } from "./files/held-files.ts";
import { Problems } from "./files/problems.ts";
import type { RetentionRequest } from "./files/retention.ts";
import type { StoreOptions } from "./files/store-options.ts";
import { writeFileSafely } from "./files/write-file.ts";
import type { EventsAfter } from "./read/event-pages.ts";
import type { AfterRequest } from "./read/reading-reader.ts";
import { rehearse } from "./rehearsal.ts";
import { Store } from "./store.ts";
import type { PackedBatch } from "./write/packed-batch.ts";

if (!parentPort) throw new Error("This is the archive's worker; openArchive starts it.");
const port = parentPort;
// What startThread hands over.
const { isRehearsing } = workerData as ThreadOptions;

/** Files that cannot be read are tried again this often, ms. */
const RETRY_MS = 1_000;

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

function send(message: FromWorker): void {
  port.postMessage(message);
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
  else take(message);
});

/** Nothing is left that the thread would wait for: it ends by itself. */
function end(): void {
  isEnding = true;
  // Else one that was never opened would say that it waited in vain.
  process.exitCode = 0;
  port.close();
}

compileSparingly();
const SQL = await initSqlJs();

/** Rehearses until it is done or the thread is to end; `pause` comes between two steps. */
async function rehearseWith(rounds: number, pause: () => Promise<unknown>): Promise<void> {
  for (const _ of rehearse(SQL, rounds)) {
    if (isEnding) return;
    await pause();
  }
}

async function prepare(): Promise<void> {
  try {
    // What comes meanwhile gets its turn after each step, and nearly all of the time once it may be a question.
    await rehearseWith(ROUNDS_AHEAD, () => setImmediate());
    await rehearseWith(ROUNDS_BESIDE, () => wait(REHEARSAL_PAUSE_MS));
    await wait(SETTLED_MS, undefined, { ref: false });
    if (!isEnding) giveMemoryBack();
  } catch (error) {
    const message = "The archive could not rehearse; its first answers will take longer";
    send({ kind: "report", level: "warn", details: { error }, message });
  }
}
if (isRehearsing) void prepare();

const options = await opening;
const problems = new Problems((level, details, message) => send({ kind: "report", level, details, message }));

function openStore(): Store {
  return new Store({ SQL, options, now: () => clock, write: writeFileSafely, problems });
}

class Fault extends Error {}

const LACKING = "A file was lost and is made anew from the journal";
/** What may be asked for meanwhile. */
const ALWAYS: ReadonlySet<CallName> = new Set(["beginRestore", "restore", "endRestore", "close"]);

let store = openStore();
/** Since a file was lost, and until the log's entries have come again: what there is is not all. */
let isLacking = false;

const held = new HeldFiles(options.folder);

async function checkpoint(state: StateSnapshot): Promise<number> {
  const begunOn = store;
  const steps = begunOn.checkpoint(state);
  for (;;) {
    if (isLacking || store !== begunOn) throw new Fault(LACKING);
    const step = steps.next();
    if (step.done) return step.value;
    // Applies and questions that came meanwhile get their turn between two files.
    await setImmediate();
  }
}

/** The calls by name. What is asked was typed by the thread that asks, with the same table (`Calls`). */
const CALLS: Readonly<Record<CallName, (ask: never) => unknown>> = {
  checkpoint: (ask: StateSnapshot) => checkpoint(ask),
  slice: (ask: SliceRequest) => store.history.slice(ask),
  history: (ask: HistoryRequest) => store.history.history(ask),
  stretches: (ask: StretchesRequest) => store.history.stretches(ask),
  range: (ask: RangeRequest) => store.readings.range(ask),
  lastReading: () => store.readings.last(),
  readingsAfter: (ask: AfterRequest) => store.readings.after(ask),
  findKeys: (ask: readonly string[]) => store.findKeys(ask),
  lastImportedRow: (ask: string) => store.lastImportedRow(ask),
  listEvents: (ask: EventsRequest) => store.events.list(ask),
  eventsAfter: (ask: EventsAfter) => store.events.after(ask),
  setAside: (ask: Calls["setAside"]["ask"]) => store.aside.list(ask),
  forgetSetAside: (ask: readonly number[]) => store.aside.forget(ask),
  enforceRetention: (ask: RetentionRequest) => store.enforceRetention(ask),
  purgeNext: () => store.purgeNext(),
  inspect: () => {
    const { gone, isLacking: hasToRestore } = store.inspect();
    if (hasToRestore) lose();
    return gone;
  },
  beginBackup: () => held.hold(store.paths()),
  readBackup: (ask: Calls["readBackup"]["ask"]) => held.read(ask),
  endBackup: () => held.release(),
  beginRestore: () => {
    store.close();
    store = openStore();
  },
  restore: (ask: PackedBatch) => store.apply(ask),
  endRestore: () => {
    isLacking = false;
    applyOrRetry();
  },
  close: () => {
    held.release();
    clearTimeout(retry);
    store.close();
  },
};

/** Batches in the order in which they came; more than one only while files cannot be read. The sender bounds how many. */
const waiting: { readonly batch: PackedBatch; readonly count: number }[] = [];
let retry: NodeJS.Timeout | undefined;

function applyWaiting(): void {
  for (let next = waiting[0]; next; next = waiting[0]) {
    store.apply(next.batch);
    waiting.shift();
    store.problems.setReading(undefined);
    send({ kind: "applied", count: next.count, status: store.status() });
  }
}

/**
 * A file was whole and is not any more: entries of this life that went into it are gone from memory. Going on as after a crash
 * brings all of them back, by the same rules.
 */
function lose(): void {
  if (!isLacking) send({ kind: "lost", status: store.status() });
  isLacking = true;
}

/** Applies what waits, or tries again later. Any failure but the system's ends the thread: going on would leave a hole. */
function applyOrRetry(): void {
  clearTimeout(retry);
  if (isLacking) return;
  try {
    applyWaiting();
  } catch (error) {
    if (error instanceof DamagedFile) {
      lose();
      return;
    }
    if (!mayPass(error)) throw error;
    store.problems.setReading(error.message);
    send({ kind: "stuck", status: store.status() });
    retry = setTimeout(applyOrRetry, RETRY_MS);
  }
}

async function answer({ id, name, ask }: ToWorker & { kind: "call" }): Promise<void> {
  if (waiting.length > 0) applyOrRetry();
  try {
    // An answer covers what was handed over before; closing must be possible without it.
    if (isLacking && !ALWAYS.has(name)) throw new Fault(LACKING);
    if (waiting.length > 0 && !ALWAYS.has(name))
      throw new Fault("Entries wait for files that cannot be read");
    const answer = await CALLS[name](ask as never);
    store.trim();
    send({ kind: "answer", id, answer, status: store.status() });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof DamagedFile) lose();
    const isFault = error instanceof Fault || error instanceof DamagedFile || mayPass(error);
    send({ kind: "failed", id, message, isFault, status: store.status() });
  }
}

function take(message: Exclude<ToWorker, { kind: "open" | "ping" | "end" }>): void {
  if (message.kind === "call") {
    // It answers for its own failures.
    void answer(message);
    return;
  }
  waiting.push(message);
  if (waiting.length === 1) applyOrRetry();
}

send({ kind: "opened", replayAfter: store.replayAfter, state: store.state, status: store.status() });
