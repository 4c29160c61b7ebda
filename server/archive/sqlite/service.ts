// What the worker's thread does once the archive is open: applies batches and answers calls, in the order in which they come.

import { setImmediate } from "node:timers/promises";
import type { SqlJsStatic } from "sql.js";
import type { EventsRequest } from "../../events/events.ts";
import type { HistoryRequest, RangeRequest, SliceRequest, StretchesRequest } from "../archive.ts";
import type { CallName, Calls, FromWorker, ToWorker } from "./client/protocol.ts";
import { DamagedFile } from "./files/damaged-file.ts";
import { mayPass } from "./files/failures.ts";
import { HeldFiles } from "./files/held-files.ts";
import type { Judged } from "./files/judged.ts";
import type { KeptState } from "./files/kept-state.ts";
import { Problems } from "./files/problems.ts";
import type { RetentionRequest } from "./files/retention.ts";
import type { StoreOptions } from "./files/store-options.ts";
import { writeFileSafely } from "./files/write-file.ts";
import type { EventsAfter } from "./read/event-pages.ts";
import type { AfterRequest } from "./read/reading-reader.ts";
import { Store } from "./store.ts";
import type { PackedBatch } from "./write/packed-batch.ts";

/** Files that cannot be read are tried again this often, ms. */
const RETRY_MS = 1_000;
const LACKING = "A file was lost and is made anew from the journal";
/** What may be asked for meanwhile. */
const ALWAYS: ReadonlySet<CallName> = new Set(["beginRestore", "restore", "endRestore", "close"]);

class Fault extends Error {}

interface ServiceParts {
  readonly SQL: SqlJsStatic;
  readonly options: StoreOptions;
  /** The server's clock, unix ms. */
  readonly now: () => number;
  /** `moved` goes over as it is, and is gone here; all else is copied. */
  readonly send: (message: FromWorker, moved?: readonly ArrayBuffer[]) => void;
}

/** The bytes of an answer that nobody here keeps. A slice is kept for whoever asks next. */
function movedOf(name: CallName, answer: unknown): ArrayBuffer[] {
  const ranges = name === "history" ? (answer as Calls["history"]["answer"])?.json : undefined;
  const bytes = name === "readBackup" ? (answer as Calls["readBackup"]["answer"]) : ranges;
  return bytes?.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
}

/** What is served once the archive is open. */
export type ServedMessage = Extract<ToWorker, { kind: "apply" | "call" }>;

/** The open archive of a thread. To make one opens the files; throws where they cannot be opened. */
export class ArchiveService {
  readonly #parts: ServiceParts;
  readonly #problems: Problems;
  readonly #held: HeldFiles;
  #store: Store;
  /** Since a file was lost, and until the log's entries have come again: what there is is not all. */
  #isLacking = false;
  /** Batches in the order in which they came; more than one only while files cannot be read. The sender bounds how many. */
  readonly #waiting: { readonly batch: PackedBatch; readonly count: number }[] = [];
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    const { send, options } = parts;
    this.#problems = new Problems((level, details, message) =>
      send({ kind: "report", level, details, message }),
    );
    this.#store = this.#openStore();
    this.#held = new HeldFiles(options.folder);
  }

  /** The first word to the thread that asked: where the log's entries go on. */
  announce(): void {
    const { replayAfter, state } = this.#store;
    this.#parts.send({ kind: "opened", replayAfter, state, status: this.#store.status() });
  }

  take(message: ServedMessage): void {
    if (message.kind === "call") {
      // It answers for its own failures.
      void this.#answer(message);
      return;
    }
    this.#waiting.push(message);
    if (this.#waiting.length === 1) this.#applyOrRetry();
  }

  /** The calls by name. What is asked was typed by the thread that asks, with the same table (`Calls`). */
  readonly #calls: Readonly<Record<CallName, (ask: never) => unknown>> = {
    checkpoint: (ask: KeptState) => this.#checkpoint(ask),
    slice: (ask: Judged<SliceRequest>) => this.#store.history.slice(ask),
    history: (ask: Judged<HistoryRequest>) => this.#store.history.history(ask),
    stretches: (ask: StretchesRequest) => this.#store.history.stretches(ask),
    range: (ask: RangeRequest) => this.#store.readings.range(ask),
    lastReading: () => this.#store.readings.last(),
    readingsAfter: (ask: AfterRequest) => this.#store.readings.after(ask),
    findKeys: (ask: readonly string[]) => this.#store.findKeys(ask),
    lastImportedRow: (ask: string) => this.#store.lastImportedRow(ask),
    listEvents: (ask: EventsRequest) => this.#store.events.list(ask),
    eventsAfter: (ask: EventsAfter) => this.#store.events.after(ask),
    setAside: (ask: Calls["setAside"]["ask"]) => this.#store.aside.list(ask),
    forgetSetAside: (ask: readonly number[]) => this.#store.aside.forget(ask),
    enforceRetention: (ask: RetentionRequest) => this.#store.enforceRetention(ask),
    purgeNext: () => this.#store.purgeNext(),
    inspect: () => this.#inspect(),
    beginBackup: () => this.#held.hold(this.#store.paths()),
    readBackup: (ask: Calls["readBackup"]["ask"]) => this.#held.read(ask),
    endBackup: () => this.#held.release(),
    beginRestore: () => this.#beginRestore(),
    restore: (ask: PackedBatch) => this.#store.apply(ask),
    endRestore: () => this.#endRestore(),
    close: () => this.#close(),
  };

  #openStore(): Store {
    const { SQL, options, now } = this.#parts;
    return new Store({ SQL, options, now, write: writeFileSafely, problems: this.#problems });
  }

  async #checkpoint(state: KeptState): Promise<number> {
    const begunOn = this.#store;
    const steps = begunOn.checkpoint(state);
    for (;;) {
      if (this.#isLacking || this.#store !== begunOn) throw new Fault(LACKING);
      const step = steps.next();
      if (step.done) return step.value;
      // Applies and questions that came meanwhile get their turn between two files.
      await setImmediate();
    }
  }

  #inspect(): readonly string[] {
    const { gone, isLacking } = this.#store.inspect();
    if (isLacking) this.#lose();
    return gone;
  }

  #beginRestore(): void {
    this.#store.close();
    this.#store = this.#openStore();
  }

  #endRestore(): void {
    this.#isLacking = false;
    this.#applyOrRetry();
  }

  #close(): void {
    this.#held.release();
    clearTimeout(this.#retry);
    this.#store.close();
  }

  #applyWaiting(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      this.#store.apply(next.batch);
      this.#waiting.shift();
      this.#problems.setReading(undefined);
      this.#parts.send({ kind: "applied", count: next.count, status: this.#store.status() });
    }
  }

  /**
   * A file was whole and is not any more: entries of this life that went into it are gone from memory. Going on as after a crash
   * brings all of them back, by the same rules.
   */
  #lose(): void {
    if (!this.#isLacking) this.#parts.send({ kind: "lost", status: this.#store.status() });
    this.#isLacking = true;
  }

  /** Applies what waits, or tries again later. Any failure but the system's ends the thread: going on would leave a hole. */
  #applyOrRetry(): void {
    clearTimeout(this.#retry);
    if (this.#isLacking) return;
    try {
      this.#applyWaiting();
    } catch (error) {
      if (error instanceof DamagedFile) {
        this.#lose();
        return;
      }
      if (!mayPass(error)) throw error;
      this.#problems.setReading(error.message);
      this.#parts.send({ kind: "stuck", status: this.#store.status() });
      this.#retry = setTimeout(() => this.#applyOrRetry(), RETRY_MS);
    }
  }

  async #answer({ id, name, ask }: ToWorker & { kind: "call" }): Promise<void> {
    const { send } = this.#parts;
    if (this.#waiting.length > 0) this.#applyOrRetry();
    try {
      // An answer covers what was handed over before; closing must be possible without it.
      if (this.#isLacking && !ALWAYS.has(name)) throw new Fault(LACKING);
      if (this.#waiting.length > 0 && !ALWAYS.has(name))
        throw new Fault("Entries wait for files that cannot be read");
      const answer = await this.#calls[name](ask as never);
      this.#store.trim();
      send({ kind: "answer", id, answer, status: this.#store.status() }, movedOf(name, answer));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof DamagedFile) this.#lose();
      const isFault = error instanceof Fault || error instanceof DamagedFile || mayPass(error);
      send({ kind: "failed", id, message, isFault, status: this.#store.status() });
    }
  }
}
