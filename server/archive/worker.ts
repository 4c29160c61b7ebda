// The worker thread: opens the store and serves the calls in the order in which they come.

import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import initSqlJs from "sql.js";
import type { Entry } from "../../shared/entry.ts";
import type { FleetSnapshot, HistoryRequest, RangeRequest, SliceRequest } from "./archive.ts";
import { HeldFiles } from "./held-files.ts";
import type { CallName, Calls, FromWorker, StoreOptions, ToWorker } from "./protocol.ts";
import type { AfterRequest } from "./reading-pages.ts";
import { Store } from "./store.ts";
import { writeFileSafely } from "./write-file.ts";

if (!parentPort) throw new Error("This is the archive's worker; openArchive starts it.");
const port = parentPort;
// The options that openArchive hands over.
const options = workerData as StoreOptions;

/** The thread's clock, as of its latest call: the archive must not have another time than the server. */
let clock = 0;

function send(message: FromWorker): void {
  port.postMessage(message);
}

const store = new Store({
  SQL: await initSqlJs(),
  options,
  now: () => clock,
  write: writeFileSafely,
  report: (level, details, message) => send({ kind: "report", level, details, message }),
});

const held = new HeldFiles(options.folder);

async function checkpoint(fleet: FleetSnapshot): Promise<number> {
  const steps = store.checkpoint(fleet);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    // Applies and questions that came meanwhile get their turn between two files.
    await setImmediate();
  }
}

/** The calls by name. What is asked was typed by the thread that asks, with the same table (`Calls`). */
const CALLS: Readonly<Record<CallName, (ask: never) => unknown>> = {
  checkpoint: (ask: FleetSnapshot) => checkpoint(ask),
  slice: (ask: SliceRequest) => store.history.slice(ask),
  history: (ask: HistoryRequest) => store.history.history(ask),
  range: (ask: RangeRequest) => store.range(ask),
  readingsAfter: (ask: AfterRequest) => store.readingsAfter(ask),
  findKeys: (ask: readonly string[]) => store.findKeys(ask),
  lastImportedRow: (ask: string) => store.lastImportedRow(ask),
  enforceRetention: (ask: number) => store.enforceRetention(ask),
  beginBackup: () => held.hold(store.paths()),
  readBackup: (ask: Calls["readBackup"]["ask"]) => held.read(ask),
  endBackup: () => held.release(),
  close: () => {
    held.release();
    store.close();
  },
};

/** Line by line: a text of many lines as one array takes twice as long to parse. */
function parseEntries(ndjson: Uint8Array): Entry[] {
  const text = Buffer.from(ndjson.buffer, ndjson.byteOffset, ndjson.byteLength).toString();
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Entry);
}

async function serve(message: ToWorker): Promise<void> {
  clock = message.now;
  if (message.kind === "apply") {
    store.apply(parseEntries(message.ndjson));
    send({ kind: "applied", count: message.count, status: store.status() });
    return;
  }
  const { id, name, ask } = message;
  try {
    const answer = await CALLS[name](ask as never);
    store.trim();
    send({ kind: "answer", id, answer, status: store.status() });
  } catch (error) {
    send({ kind: "failed", id, message: error instanceof Error ? error.message : String(error) });
  }
}

// An apply that fails must end the thread: going on would leave a hole in the archive. The log has everything.
port.on("message", (message: ToWorker) => {
  void serve(message).catch((error: unknown) => {
    throw error;
  });
});
send({ kind: "opened", replayAfter: store.replayAfter, fleet: store.fleet, status: store.status() });
