// The archive as the server's thread sees it: hands batches and questions to the worker, and keeps count.

import type { Worker } from "node:worker_threads";
import type { ReadingEntry } from "../../shared/entry.ts";
import type { Backup, EntryBatch } from "../log/log.ts";
import type { Report } from "../report.ts";
import type {
  Archive,
  ArchiveStatus,
  FleetSnapshot,
  HistoryRequest,
  JsonAnswer,
  RangeRequest,
  SetAsideEntry,
  SliceRequest,
  StretchesRequest,
} from "./archive.ts";
import { ArchiveError } from "./archive-error.ts";
import { startThread } from "./archive-thread.ts";
import { BatchPacker } from "./packed-batch.ts";
import {
  type CallName,
  type Calls,
  EMPTY_STATUS,
  type FromWorker,
  type HeldFile,
  type StoreOptions,
  type ToWorker,
  type WorkerStatus,
} from "./protocol.ts";
import { Restoring } from "./restoring.ts";
import type { Stretch } from "./stretches.ts";

/** What openArchive needs: where, with which bounds, and the built worker, or its thread when that was started ahead. */
export interface ArchiveOptions extends StoreOptions {
  readonly workerUrl: URL;
  readonly thread?: Worker | undefined;
  readonly now: () => number;
  readonly report: Report;
}

interface PendingCall {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

interface Waiting extends Omit<PendingCall, "resolve"> {
  readonly readings: number;
  readonly resolve: () => void;
}

/** Has the worker open the archive and waits until that is done. Rejects when it cannot. */
export async function openArchive({
  workerUrl,
  thread,
  now,
  report,
  ...rest
}: ArchiveOptions): Promise<Archive> {
  const { folder, cacheBytes, rawRetentionMs, minuteRetentionMs, hourRetentionMs, maxDataBytes } = rest;
  const options: StoreOptions = {
    folder,
    cacheBytes,
    rawRetentionMs,
    minuteRetentionMs,
    hourRetentionMs,
    maxDataBytes,
  };
  const worker = thread ?? startThread(workerUrl, { isRehearsing: false });
  const archive = new WorkerArchive(worker, now, report);
  await archive.open(options);
  return archive;
}

class WorkerArchive implements Archive {
  readonly #worker: Worker;
  readonly #now: () => number;
  readonly #report: Report;
  readonly #packer = new BatchPacker();
  readonly #calls = new Map<number, PendingCall>();
  #waiting: Waiting[] = [];
  #nextId = 1;
  #backlog = 0;
  #status: WorkerStatus | undefined;
  #replayAfter = 0;
  #fleet: FleetSnapshot = { seq: 0, devices: [] };
  #failure: Error | undefined;
  #closing = false;
  readonly #restoring: Restoring;
  #onOpened: { resolve: () => void; reject: (error: Error) => void } | undefined;

  constructor(worker: Worker, now: () => number, report: Report) {
    this.#worker = worker;
    this.#now = now;
    this.#report = report;
    this.#restoring = new Restoring({
      begin: () => this.#call("beginRestore", null),
      give: ({ entries }) => this.#call("restore", this.#packer.pack(entries)),
      end: () => this.#call("endRestore", null),
      report,
      onFailure: (error) => this.#fail(error),
    });
  }

  /** Resolves once the worker has opened the archive. */
  open(options: StoreOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onOpened = { resolve, reject };
      this.#worker.on("message", (message: FromWorker) => this.#take(message));
      this.#worker.on("error", (error) => this.#fail(error));
      this.#worker.on("exit", (code) => {
        if (!this.#closing) this.#fail(new Error(`The archive's thread ended with code ${code}`));
      });
      const message: ToWorker = { kind: "open", options, now: this.#now() };
      this.#worker.postMessage(message);
    });
  }

  get replayAfter(): number {
    return this.#replayAfter;
  }

  get backlog(): number {
    return this.#backlog;
  }

  apply({ entries }: EntryBatch): void {
    // A thread that is gone has a backlog too: posts must come to their end before the journal fills the disk.
    this.#backlog += entries.length;
    if (this.#failure) return;
    const batch = this.#packer.pack(entries);
    const message: ToWorker = { kind: "apply", batch, count: entries.length, now: this.#now() };
    this.#worker.postMessage(message);
  }

  drained(readings: number): Promise<void> {
    if (this.#backlog <= readings) return Promise.resolve();
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#status?.failing) return Promise.reject(new ArchiveError(this.#status.failing));
    return new Promise((resolve, reject) => void this.#waiting.push({ readings, resolve, reject }));
  }

  restoreFrom(replay: () => AsyncIterable<EntryBatch>): void {
    this.#restoring.replay = replay;
  }

  fleet(): FleetSnapshot {
    return this.#fleet;
  }

  checkpoint(fleet: FleetSnapshot): Promise<number> {
    return this.#call("checkpoint", fleet);
  }

  slice(request: SliceRequest): Promise<JsonAnswer | undefined> {
    return this.#call("slice", request);
  }

  history(request: HistoryRequest): Promise<JsonAnswer | undefined> {
    return this.#call("history", request);
  }

  stretches(request: StretchesRequest): Promise<readonly Stretch[]> {
    return this.#call("stretches", request);
  }

  range(request: RangeRequest): Promise<readonly ReadingEntry[]> {
    return this.#call("range", request);
  }

  readingsAfter(
    seq: number,
    page: { limit: number; receivedFrom?: number },
  ): Promise<readonly ReadingEntry[]> {
    return this.#call("readingsAfter", { seq, ...page });
  }

  findKeys(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#call("findKeys", keys);
  }

  lastImportedRow(source: string): Promise<number> {
    return this.#call("lastImportedRow", source);
  }

  setAside(page: { after: number; limit: number }): Promise<readonly SetAsideEntry[]> {
    return this.#call("setAside", page);
  }

  async forgetSetAside(seqs: readonly number[]): Promise<void> {
    await this.#call("forgetSetAside", seqs);
  }

  enforceRetention(now: number, bytesElsewhere = 0): Promise<readonly string[]> {
    return this.#call("enforceRetention", { now, bytesElsewhere });
  }

  async backup(): Promise<Backup> {
    const files = await this.#call("beginBackup", null);
    return {
      files: files.map((file) => ({ ...file, read: () => this.#readHeld(file) })),
      end: async () => void (await this.#call("endBackup", null)),
    };
  }

  async *#readHeld({ path, bytes }: HeldFile): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes; ) {
      const chunk = await this.#call("readBackup", { path, from });
      from += chunk.length;
      yield chunk;
    }
  }

  status(): ArchiveStatus {
    const status = this.#status ?? EMPTY_STATUS;
    const failing = this.#failure ? { failing: this.#failure.message } : {};
    return { ...status, ...failing, backlog: this.#backlog };
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#restoring.stop();
    if (!this.#failure) await this.#call("close", null);
    await this.#worker.terminate();
  }

  #call<Name extends CallName>(name: Name, ask: Calls[Name]["ask"]): Promise<Calls[Name]["answer"]> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      const message: ToWorker = { kind: "call", id, name, ask, now: this.#now() };
      this.#worker.postMessage(message);
    });
  }

  #take(message: FromWorker): void {
    if (message.kind === "report") {
      this.#report[message.level](message.details, message.message);
      return;
    }
    this.#status = message.status;
    if (message.kind === "failed") {
      const { id, message: reason, isFault } = message;
      this.#settle(id)?.reject(isFault ? new ArchiveError(FAULT, { cause: reason }) : new Error(reason));
      return;
    }
    if (message.kind === "opened") {
      this.#replayAfter = message.replayAfter;
      this.#fleet = message.fleet;
      this.#onOpened?.resolve();
    } else if (message.kind === "applied") this.#applied(message.count);
    else if (message.kind === "lost") void this.#restoring.start();
    else if (message.kind === "stuck") this.#rejectWaiting(new ArchiveError(message.status.failing ?? FAULT));
    // The answer has the type that its call asked for (`Calls`).
    else this.#settle(message.id)?.resolve(message.answer as never);
  }

  #applied(count: number): void {
    this.#backlog -= count;
    const ready = this.#waiting.filter((waiting) => this.#backlog <= waiting.readings);
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    for (const { resolve } of ready) resolve();
  }

  #rejectWaiting(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  #settle(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = new ArchiveError(
      `The archive has stopped: ${error.message}. Restart the server; the journal has everything.`,
      {
        cause: error,
      },
    );
    this.#report.error({ error }, this.#failure.message);
    this.#onOpened?.reject(this.#failure);
    for (const { reject } of this.#calls.values()) reject(this.#failure);
    this.#calls.clear();
    this.#rejectWaiting(this.#failure);
  }
}

const FAULT =
  "The archive cannot read or write its files. Check the disk of the data folder; nothing is lost.";
