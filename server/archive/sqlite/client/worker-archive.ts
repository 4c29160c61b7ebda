// The archive as the server's thread sees it: hands batches and questions to the worker, and keeps count.

import type { Worker } from "node:worker_threads";
import type { ReadingEntry } from "../../../../shared/entries/entry.ts";
import type { EntryKinds } from "../../../../shared/entries/kinds.ts";
import type { Backup } from "../../../disk/backup.ts";
import type { EntryBatch, StateSnapshot } from "../../../log/log.ts";
import type { Report } from "../../../report.ts";
import type {
  HistoryRequest,
  JsonAnswer,
  RangeRequest,
  SetAsideEntry,
  SliceRequest,
  Stretch,
  StretchesRequest,
} from "../../archive.ts";
import { ArchiveError, FAULT } from "../../archive-error.ts";
import type { LocalArchive, LocalArchiveStatus } from "../../local-archive.ts";
import { type KeptState, keepState, stateOf } from "../files/kept-state.ts";
import { type StoreOptions, storeOptionsOf } from "../files/store-options.ts";
import { BatchPacker, type SettingsOf, splitAtForgotten } from "../write/packed-batch.ts";
import { type ArchiveThread, endThread, startThread } from "./archive-thread.ts";
import { Backlog } from "./backlog.ts";
import { type CallName, type Calls, EMPTY_STATUS, type FromWorker, type WorkerStatus } from "./protocol.ts";
import { Restoring } from "./restoring.ts";
import { backupOver } from "./thread-backup.ts";
import { ThreadCalls } from "./thread-calls.ts";
import { eventsOver } from "./thread-events.ts";

/** What openArchive needs: where, with which bounds, and the built worker, or its thread when that was started ahead. */
export interface ArchiveOptions extends StoreOptions {
  readonly workerUrl: URL;
  readonly thread?: ArchiveThread | undefined;
  /** The kinds of entries, where they are not those of this version. */
  readonly kinds?: EntryKinds | undefined;
  readonly now: () => number;
  readonly report: Report;
  /** Told once why the archive cannot go on; `hangs` when its thread does not even answer. */
  readonly onFailure?: ((error: Error, state: { readonly hangs: boolean }) => void) | undefined;
}

/** Has the worker open the archive and waits until that is done. Rejects when it cannot. */
export async function openArchive(options: ArchiveOptions): Promise<LocalArchive> {
  const { workerUrl, thread = startThread(workerUrl, { isRehearsing: false }) } = options;
  const archive = new WorkerArchive(thread, options);
  await archive.open(storeOptionsOf(options));
  return archive;
}

class WorkerArchive implements LocalArchive {
  readonly #worker: Worker;
  readonly #report: Report;
  readonly #packer: BatchPacker;
  readonly events = eventsOver((name, ask) => this.#call(name, ask));
  readonly #calls: ThreadCalls;
  readonly #onFailure: ArchiveOptions["onFailure"];
  readonly #backlog = new Backlog();
  #status: WorkerStatus | undefined;
  #replayAfter = 0;
  #state: KeptState = { seq: 0, states: new Map() };
  #failure: Error | undefined;
  #closing = false;
  readonly #restoring: Restoring;
  #onOpened: { resolve: () => void; reject: (error: Error) => void } | undefined;

  constructor(
    { worker, ended }: ArchiveThread,
    { now, report, onFailure, kinds }: Pick<ArchiveOptions, "now" | "report" | "onFailure" | "kinds">,
  ) {
    this.#packer = new BatchPacker(kinds);
    this.#worker = worker;
    // Of an end that was asked for it tells nothing new: by then it has failed, or is closed.
    void ended.then((error) => this.#fail(error));
    this.#report = report;
    this.#onFailure = onFailure;
    const onGivenUp = () => this.#fail(new Error("its thread does not answer"), { hangs: true });
    this.#calls = new ThreadCalls({ worker, now, onGivenUp });
    this.#restoring = new Restoring({
      begin: () => this.#call("beginRestore", null),
      give: ({ entries }) =>
        Promise.all(
          splitAtForgotten(entries).map((piece) => this.#call("restore", this.#packer.pack(piece))),
        ),
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
      this.#calls.post({ kind: "open", options });
    });
  }

  get replayAfter(): number {
    return this.#replayAfter;
  }

  get backlog(): number {
    return this.#backlog.size;
  }

  judgeBy(settingsOf: SettingsOf): void {
    this.#packer.settingsOf = settingsOf;
  }

  apply({ entries }: EntryBatch): void {
    // A thread that is gone has a backlog too: posts must come to their end before the journal fills the disk.
    this.#backlog.add(entries.length);
    if (this.#failure) return;
    for (const piece of splitAtForgotten(entries))
      this.#calls.post({ kind: "apply", batch: this.#packer.pack(piece), count: piece.length });
  }

  drained(entries: number): Promise<void> {
    if (this.#backlog.size <= entries) return Promise.resolve();
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#status?.failing) return Promise.reject(new ArchiveError(this.#status.failing));
    return this.#backlog.atMost(entries);
  }

  restoreFrom(replay: () => AsyncIterable<EntryBatch>): void {
    this.#restoring.replay = replay;
  }

  state(): StateSnapshot {
    return stateOf(this.#state);
  }

  checkpoint(state: StateSnapshot): Promise<number> {
    return this.#call("checkpoint", keepState(state));
  }

  slice(request: SliceRequest): Promise<JsonAnswer | undefined> {
    return this.#call("slice", this.#packer.judged(request));
  }

  history(request: HistoryRequest): Promise<JsonAnswer | undefined> {
    return this.#call("history", this.#packer.judged(request));
  }

  stretches(request: StretchesRequest): Promise<readonly Stretch[]> {
    return this.#call("stretches", request);
  }

  range(request: RangeRequest): Promise<readonly ReadingEntry[]> {
    return this.#call("range", request);
  }

  readingsAfter(
    seq: number,
    page: { limit: number; receivedFrom?: number; countsAfter?: number | undefined },
  ): Promise<readonly ReadingEntry[]> {
    return this.#call("readingsAfter", { seq, ...page });
  }

  lastReading(): Promise<ReadingEntry | undefined> {
    return this.#call("lastReading", null);
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

  enforceRetention(now: number | undefined, bytesElsewhere = 0): Promise<readonly string[]> {
    return this.#call("enforceRetention", { now, bytesElsewhere });
  }

  purgeNext(): Promise<boolean> {
    return this.#call("purgeNext", null);
  }

  inspect(): Promise<readonly string[]> {
    return this.#call("inspect", null);
  }

  backup(): Promise<Backup> {
    return backupOver((name, ask) => this.#call(name, ask));
  }

  status(): LocalArchiveStatus {
    const status = this.#status ?? EMPTY_STATUS;
    const failing = this.#failure?.message ?? this.#calls.failing ?? status.failing;
    return { ...status, ...(failing === undefined ? {} : { failing }), backlog: this.#backlog.size };
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#restoring.stop();
    if (!this.#failure) await this.#call("close", null);
    this.#failure ??= new ArchiveError("The archive is closed.");
    this.#calls.stop();
    this.#calls.rejectAll(this.#failure);
    await endThread(this.#worker);
  }

  #call<Name extends CallName>(name: Name, ask: Calls[Name]["ask"]): Promise<Calls[Name]["answer"]> {
    return this.#failure ? Promise.reject(this.#failure) : this.#calls.call(name, ask);
  }

  #take(message: FromWorker): void {
    if (message.kind === "report") {
      this.#report[message.level](message.details, message.message);
      return;
    }
    if (message.kind === "applied") this.#backlog.take(message.count);
    const call = "id" in message ? this.#calls.settle(message.id) : undefined;
    this.#calls.heard({ owes: this.#backlog.size > 0 });
    if (message.kind === "pong") return;
    this.#status = message.status;
    if (message.kind === "failed") {
      const { message: reason, isFault } = message;
      call?.reject(isFault ? new ArchiveError(FAULT, { cause: reason }) : new Error(reason));
      return;
    }
    if (message.kind === "opened") {
      this.#replayAfter = message.replayAfter;
      this.#state = message.state;
      this.#onOpened?.resolve();
      this.#calls.start();
    } else if (message.kind === "lost") void this.#restoring.start();
    else if (message.kind === "stuck")
      this.#backlog.reject(new ArchiveError(message.status.failing ?? FAULT));
    // The answer has the type that its call asked for (`Calls`).
    else if (message.kind === "answer") call?.resolve(message.answer as never);
  }

  #fail(error: Error, { hangs } = { hangs: false }): void {
    if (this.#failure) return;
    // Before it was opened there is nothing to stop; the reason alone says what to do.
    const isOpen = this.#status !== undefined;
    const text = isOpen
      ? `The archive has stopped: ${error.message}. Restart the server; the journal has everything.`
      : error.message;
    this.#failure = new ArchiveError(text, { cause: error });
    this.#report.error({ error }, this.#failure.message);
    this.#onOpened?.reject(this.#failure);
    this.#calls.stop();
    this.#calls.rejectAll(this.#failure);
    this.#backlog.reject(this.#failure);
    this.#onFailure?.(this.#failure, { hangs });
  }
}
