// From what was posted to the log: parse, judge, detect duplicates, append. Public file of the folder.

import { crc32 } from "node:zlib";
import type { ItemOutcome, TakenUpAnswer } from "../../shared/api.ts";
import type { ReadingDraft } from "../../shared/entry.ts";
import type { DeviceTime } from "../../shared/reading.ts";
import { judgeMeasuredAt } from "../../shared/time.ts";
import type { Archive } from "../archive/archive.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { AppendError, type Log, type Rejected } from "../log/log.ts";
import { parseImportRow } from "./parse-import-row.ts";
import { type ParsedReading, parseReading } from "./parse-reading.ts";
import { PendingKeys } from "./pending-keys.ts";
import { takeUpSetAside } from "./take-up.ts";

export { parseJson, textOfBody } from "./parse-json.ts";
export { MISSING_FIELDS, NO_PAYLOAD } from "./parse-reading.ts";

/** Devices that are taken in; readings of more are refused, so that a runaway id generator cannot fill the memory. */
const MAX_DEVICES = 10_000;
/** How long a post waits for the archive to catch up before it is told to come back, ms. */
const MAX_WAIT_MS = 5_000;

/** Who sent something, and under which key its repetition is known. */
export interface Origin {
  /** `Idempotency-Key` of the post. Item i of a batch has the key `<key>/<i>`. */
  readonly idempotencyKey?: string | undefined;
  /** Place of the first item within the post, when it comes in several groups. */
  readonly firstIndex?: number | undefined;
  /** Named beside what is refused. */
  readonly from?: string | undefined;
}

/** Which recording rows are of, and the place of the first within the post. */
export interface ImportOrigin {
  readonly source: string;
  readonly firstIndex?: number;
}

/** What came in since the start. */
export interface IngestCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** Takes readings in. All that resolves as `stored` or `duplicate` is durable. */
export interface Ingest {
  /**
   * Takes each item for itself: one that is refused is kept with its reason and costs the others nothing. The outcomes
   * are in the order of the items, their index counted from `firstIndex`. Rejects with an AppendError when the log cannot
   * keep them; then none was stored.
   */
  receive(items: readonly unknown[], origin?: Origin): Promise<ItemOutcome[]>;
  /** As `receive`, for rows of another system's recording: rows up to the last stored one are duplicates. */
  importRows(rows: readonly unknown[], origin: ImportOrigin): Promise<ItemOutcome[]>;
  /** Keeps a body that could not even be read as JSON. */
  refuse(body: string | Uint8Array, reason: string, from?: string): void;
  /** Takes up what the archive has set aside, each entry once. Rejects as `receive` does; what was taken until then is. */
  takeUp(): Promise<TakenUpAnswer>;
  counts(): IngestCounts;
}

export interface IngestParts {
  readonly log: Pick<Log, "append">;
  readonly archive: Pick<
    Archive,
    "backlog" | "drained" | "findKeys" | "lastImportedRow" | "setAside" | "forgetSetAside"
  >;
  readonly fleet: Pick<Fleet, "states">;
  readonly rejected: Pick<Rejected, "keep">;
  readonly now: () => number;
  readonly rawRetentionMs: number;
  readonly maxBacklog: number;
}

/** Creates the entrance to a log. */
export function createIngest(parts: IngestParts): Ingest {
  return new LogIngest(parts);
}

/** A reading on its way to the log, or why it is refused. */
type Judged = ReadingDraft | string;

/** What becomes of an item: it has this place among the new ones, is refused for a reason, or repeats what has or gets a seq. */
type Fate = number | string | Promise<number>;

class LogIngest implements Ingest {
  readonly #parts: IngestParts;
  readonly #pending = new PendingKeys();
  readonly #counts = { accepted: 0, rejected: 0, duplicates: 0 };
  /** Imports run one after the other, so that a repeated one sees what the first has stored. */
  #imports: Promise<unknown> = Promise.resolve();

  constructor(parts: IngestParts) {
    this.#parts = parts;
  }

  counts(): IngestCounts {
    return this.#counts;
  }

  refuse(body: string | Uint8Array, reason: string, from?: string): void {
    this.#counts.rejected += 1;
    this.#parts.rejected.keep(from === undefined ? { reason, body } : { reason, body, from });
  }

  async receive(items: readonly unknown[], origin: Origin = {}): Promise<ItemOutcome[]> {
    await this.#capacity();
    const receivedAt = this.#parts.now();
    const judge = (time: DeviceTime) => judgeMeasuredAt(time, receivedAt, this.#parts.rawRetentionMs);
    const { idempotencyKey, firstIndex = 0 } = origin;
    const newDevices = new Set<string>();
    const judged: Judged[] = [];
    for (let place = 0; place < items.length; place += 1) {
      const parsed = parseReading(items[place], judge);
      const reason = parsed.problems?.join("; ") ?? this.#tooMany(parsed, newDevices);
      if (reason === undefined && !parsed.problems) {
        const postKey = idempotencyKey === undefined ? undefined : `${idempotencyKey}/${firstIndex + place}`;
        const key = keyOf(parsed, postKey);
        judged.push(key === undefined ? parsed.draft : { key, ...parsed.draft });
      } else {
        this.refuse(JSON.stringify(items[place]), reason ?? "", origin.from);
        judged.push(reason ?? "");
      }
    }
    return this.#store(judged, firstIndex);
  }

  takeUp(): Promise<TakenUpAnswer> {
    return takeUpSetAside({ archive: this.#parts.archive, store: (judged) => this.#store(judged) });
  }

  importRows(rows: readonly unknown[], origin: ImportOrigin): Promise<ItemOutcome[]> {
    const done = this.#imports.then(() => this.#importNow(rows, origin));
    // The caller gets the failure; the next import does not.
    this.#imports = done.catch(() => undefined);
    return done;
  }

  async #importNow(
    rows: readonly unknown[],
    { source, firstIndex = 0 }: ImportOrigin,
  ): Promise<ItemOutcome[]> {
    await this.#capacity();
    const { archive, rawRetentionMs } = this.#parts;
    const now = this.#parts.now();
    const lastRow = await archive.lastImportedRow(source);
    const drafts = rows.map((row) => {
      const parsed = parseImportRow(row, { source, rawRetentionMs, now });
      if (typeof parsed === "string") this.refuse(JSON.stringify(row), parsed, source);
      return parsed;
    });
    const fresh = drafts.map((draft) =>
      typeof draft !== "string" && (draft.source?.row ?? 0) <= lastRow ? undefined : draft,
    );
    const outcomes = await this.#store(fresh.filter((draft) => draft !== undefined));
    let next = 0;
    return fresh.map((draft, place) => {
      const index = firstIndex + place;
      if (draft !== undefined) return { ...(outcomes[next++] ?? { status: "duplicate", seq: 0 }), index };
      this.#counts.duplicates += 1;
      return { index, status: "duplicate", seq: 0 };
    });
  }

  #tooMany(parsed: ParsedReading, newDevices: Set<string>): string | undefined {
    if (parsed.problems) return undefined;
    const states = this.#parts.fleet.states();
    const { device } = parsed.draft;
    if (states.has(device)) return undefined;
    newDevices.add(device);
    if (states.size + newDevices.size <= MAX_DEVICES) return undefined;
    return `there are ${MAX_DEVICES} devices already, and no more are taken in; use the ids of known ones`;
  }

  /** Waits for the archive when it is behind; rejects when it stays so. */
  async #capacity(): Promise<void> {
    const { archive, maxBacklog } = this.#parts;
    if (archive.backlog <= maxBacklog) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppendError("busy")), MAX_WAIT_MS);
    });
    try {
      await Promise.race([archive.drained(maxBacklog), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Appends what is new and answers for all. */
  async #store(judged: readonly Judged[], firstIndex = 0): Promise<ItemOutcome[]> {
    const { fates, fresh } = await this.#sort(judged);
    const keys = fresh.map((draft) => draft.key);
    try {
      const entries = await this.#parts.log.append(fresh);
      const seqs = entries.map((entry) => entry.seq);
      this.#pending.settle(keys, seqs);
      this.#counts.accepted += seqs.length;
      const outcomes: ItemOutcome[] = [];
      for (let place = 0; place < fates.length; place += 1) {
        const fate = fates[place] ?? "";
        const index = firstIndex + place;
        if (typeof fate === "number") outcomes.push({ index, status: "stored", seq: seqs[fate] ?? 0 });
        else if (typeof fate === "string") outcomes.push({ index, status: "rejected", reason: fate });
        // Only what is known already has to be waited for; a promise for each of thousands would cost more than the rest.
        else outcomes.push({ index, status: "duplicate", seq: await this.#seqOfFirst(fate) });
      }
      return outcomes;
    } catch (error) {
      this.#pending.fail(keys, error);
      throw error;
    }
  }

  /** Tells new readings from repeated and refused ones. */
  async #sort(judged: readonly Judged[]): Promise<{ fates: Fate[]; fresh: ReadingDraft[] }> {
    const keys: string[] = [];
    for (const draft of judged)
      if (typeof draft !== "string" && draft.key !== undefined) keys.push(draft.key);
    const { claimed, seqs } = this.#pending.claim(keys);
    const stored = await this.#findStored(claimed);
    const fresh: ReadingDraft[] = [];
    const fates = judged.map((draft): Fate => {
      if (typeof draft === "string") return draft;
      const { key } = draft;
      const seq = key === undefined ? undefined : stored.get(key);
      if (seq !== undefined) return Promise.resolve(seq);
      // As it was when the keys were claimed: the other post may have come to its end since.
      const other = key === undefined || claimed.delete(key) ? undefined : seqs.get(key);
      return other ?? fresh.push(draft) - 1;
    });
    return { fates, fresh };
  }

  async #findStored(claimed: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    if (claimed.size === 0) return new Map();
    try {
      const stored = await this.#parts.archive.findKeys([...claimed]);
      this.#pending.settle([...stored.keys()], [...stored.values()]);
      return stored;
    } catch (error) {
      this.#pending.fail([...claimed], error);
      throw error;
    }
  }

  async #seqOfFirst(seq: Promise<number>): Promise<number> {
    const known = await seq;
    this.#counts.duplicates += 1;
    return known;
  }
}

/**
 * What a repetition is known by. The content is part of it: a gateway whose counter begins anew uses old keys for readings
 * that nobody has, and those must not be taken for repetitions.
 */
function keyOf(parsed: ParsedReading, postKey: string | undefined): string | undefined {
  if (parsed.problems) return undefined;
  const { draft, uid } = parsed;
  if (uid === undefined && postKey === undefined) return undefined;
  // When it was measured is judged anew for a repetition, and may come out otherwise.
  const { measuredAt: _, ...sent } = draft;
  const content = crc32(JSON.stringify(sent)).toString(16);
  // A uid is the device's own, so two devices may use the same one.
  return uid === undefined ? `post ${postKey} ${content}` : `uid ${draft.device} ${uid} ${content}`;
}
