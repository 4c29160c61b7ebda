// What the archive's two threads say to each other. Batches go over as figures, answers come back as bytes.

import type { ReadingEntry } from "../../../../shared/entries/entry.ts";
import type { EventsRequest } from "../../../events/events.ts";
import type {
  HistoryRequest,
  JsonAnswer,
  RangeRequest,
  SetAsideEntry,
  SliceRequest,
  Stretch,
  StretchesRequest,
} from "../../archive.ts";
import type { LocalArchiveStatus } from "../../local-archive.ts";
import type { HeldFile } from "../files/held-files.ts";
import type { Judged } from "../files/judged.ts";
import type { KeptState } from "../files/kept-state.ts";
import type { RetentionRequest } from "../files/retention.ts";
import type { StoreOptions } from "../files/store-options.ts";
import type { EventsAfter, FoundEvents } from "../read/event-pages.ts";
import type { AfterRequest } from "../read/reading-reader.ts";
import type { PackedBatch } from "../write/packed-batch.ts";

/** What the worker's thread is started with. `isRehearsing`: it uses the time until it is needed (rehearsal.ts). */
export interface ThreadOptions {
  readonly isRehearsing: boolean;
}

/** The questions and their answers, by name. */
export interface Calls {
  checkpoint: { ask: KeptState; answer: number };
  slice: { ask: Judged<SliceRequest>; answer: JsonAnswer | undefined };
  history: { ask: Judged<HistoryRequest>; answer: JsonAnswer | undefined };
  stretches: { ask: StretchesRequest; answer: readonly Stretch[] };
  range: { ask: RangeRequest; answer: readonly ReadingEntry[] };
  readingsAfter: {
    ask: AfterRequest;
    answer: readonly ReadingEntry[];
  };
  lastReading: { ask: null; answer: ReadingEntry | undefined };
  findKeys: { ask: readonly string[]; answer: ReadonlyMap<string, number> };
  lastImportedRow: { ask: string; answer: number };
  listEvents: { ask: EventsRequest; answer: FoundEvents };
  eventsAfter: { ask: EventsAfter; answer: readonly string[] };
  setAside: { ask: { readonly after: number; readonly limit: number }; answer: readonly SetAsideEntry[] };
  forgetSetAside: { ask: readonly number[]; answer: null };
  enforceRetention: { ask: RetentionRequest; answer: readonly string[] };
  purgeNext: { ask: null; answer: boolean };
  inspect: { ask: null; answer: readonly string[] };
  beginBackup: { ask: null; answer: readonly HeldFile[] };
  readBackup: { ask: { readonly path: string; readonly from: number }; answer: Uint8Array };
  endBackup: { ask: null; answer: null };
  /** Opens the files anew; then all that the log has comes again, batch by batch, before anything else is applied. */
  beginRestore: { ask: null; answer: null };
  restore: { ask: PackedBatch; answer: null };
  endRestore: { ask: null; answer: null };
  close: { ask: null; answer: null };
}

export type CallName = keyof Calls;

/**
 * Thread to worker; `open` comes first, and nothing else before it is answered but `end`, which comes last. `now` is the server's
 * clock, unix ms.
 */
export type ToWorker =
  /** It stops whatever it does, and ends by itself. */
  | { readonly kind: "end" }
  | { readonly kind: "open"; readonly options: StoreOptions; readonly now: number }
  /** Asks for a sign of life. */
  | { readonly kind: "ping"; readonly now: number }
  | { readonly kind: "apply"; readonly batch: PackedBatch; readonly count: number; readonly now: number }
  | {
      readonly kind: "call";
      readonly id: number;
      readonly name: CallName;
      readonly ask: unknown;
      readonly now: number;
    };

/** What of the status only the worker knows. */
export type WorkerStatus = Omit<LocalArchiveStatus, "backlog">;

/** The status before the worker has told its own. */
export const EMPTY_STATUS: WorkerStatus = {
  appliedSeq: 0,
  appliedAt: 0,
  problems: [],
  setAside: { entries: 0, bytes: 0, lost: 0 },
  unpurged: 0,
  bytes: 0,
  readings: 0,
  openFilesBytes: 0,
  checkpointAt: null,
  checkpointMs: null,
  sliceHits: 0,
  sliceMisses: 0,
};

/** Worker to thread. `applied` says how many entries of earlier `apply`s are done. */
export type FromWorker =
  | {
      readonly kind: "opened";
      readonly replayAfter: number;
      readonly state: KeptState;
      readonly status: WorkerStatus;
    }
  | { readonly kind: "pong" }
  | { readonly kind: "applied"; readonly count: number; readonly status: WorkerStatus }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown; readonly status: WorkerStatus }
  /** `isFault`: the system could not read or write, and may be able to later. */
  | {
      readonly kind: "failed";
      readonly id: number;
      readonly message: string;
      readonly isFault: boolean;
      readonly status: WorkerStatus;
    }
  /** A file was lost: nothing but a restore is taken until one has ended. */
  | { readonly kind: "lost"; readonly status: WorkerStatus }
  /** Entries cannot be applied at present; the worker tries again by itself. */
  | { readonly kind: "stuck"; readonly status: WorkerStatus }
  | {
      readonly kind: "report";
      readonly level: "warn" | "error";
      readonly details: object;
      readonly message: string;
    };
