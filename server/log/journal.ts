// The log on disk: append-only NDJSON, group commit, segments by size.

import { mkdir, unlink } from "node:fs/promises";
import { basename } from "node:path";
import type { Entry, EntryDraft } from "../../shared/entry.ts";
import type { Report } from "../report.ts";
import { AppendError, appendErrorOf } from "./append-error.ts";
import { type Backup, holdFiles } from "./backup.ts";
import { LineFormatter } from "./journal-line.ts";
import type { EntryBatch, Log, LogListener, LogStatus } from "./log.ts";
import { readEntries, recoverSegment } from "./recovery.ts";
import { type OpenForWriting, openForWriting, SegmentWriter } from "./segment-writer.ts";
import { listSegments, type Segment, syncFolder } from "./segments.ts";
import { stampEntry } from "./stamp-entry.ts";

const DEFAULT_SEGMENT_BYTES = 8 * 1024 * 1024;
/** Readings that may wait for the disk; beyond it senders are told to come back. */
const MAX_WAITING = 100_000;

export interface JournalOptions {
  /** The journal's own folder; made when missing. */
  readonly folder: string;
  /** 0: acknowledge once the disk has it. Else: acknowledge when written, sync that often (ms). */
  readonly fsyncIntervalMs: number;
  readonly now: () => number;
  readonly report: Report;
  /** The archive has entries up to here: numbering never falls below it. */
  readonly leastSeq: number;
  /** The archive needs none of the entries up to here; 0 where that is not known. What is missing beyond it is damage. */
  readonly safeSeq?: number;
  /** …and the newest of them was taken then, unix ms: no later entry is stamped earlier. */
  readonly leastAt: number;
  readonly segmentBytes?: number;
  /** Told how long each sync took, ms. */
  readonly onSync?: (ms: number) => void;
  readonly openFile?: OpenForWriting;
}

interface Waiting {
  readonly drafts: readonly EntryDraft[];
  readonly resolve: (entries: readonly Entry[]) => void;
  readonly reject: (error: AppendError) => void;
}

/** Opens a journal, mends what a crash left and reports what is damaged. Rejects when the folder cannot be used. */
export async function openJournal(options: JournalOptions): Promise<Log> {
  const { folder, report } = options;
  await mkdir(folder, { recursive: true });
  const segments = await listSegments(folder);
  const damage: string[] = [];
  const noteMissing = (from: number, to: number) => {
    if (from === 1 || from > to) return;
    damage.push(`Entries ${from} to ${to} of the journal are missing`);
    report.error({ folder, from, to }, "The journal lacks entries");
  };
  let lastSeq = options.safeSeq ?? 0;
  let lastAt = 0;
  for (const [index, segment] of segments.entries()) {
    noteMissing(lastSeq + 1, segment.firstSeq - 1);
    const found = await recoverSegment(
      segment,
      segments[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY,
      options,
    );
    lastSeq = Math.max(lastSeq, found.lastSeq);
    lastAt = Math.max(lastAt, found.lastAt);
    damage.push(...found.damage);
  }
  noteMissing(lastSeq + 1, options.leastSeq);
  const journal = new Journal(options, segments, {
    endsAt: lastSeq,
    lastSeq: Math.max(lastSeq, options.leastSeq),
    lastAt: Math.max(lastAt, options.leastAt),
    damage,
  });
  await journal.start();
  return journal;
}

class Journal implements Log {
  readonly #options: JournalOptions;
  readonly #segments: Segment[];
  readonly #writer: SegmentWriter;
  readonly #damage: readonly string[];
  /** Seq of the last entry that was found in the files. */
  readonly #endsAt: number;
  readonly #listeners = new Set<LogListener>();
  readonly #formatter = new LineFormatter();
  #waiting: Waiting[] = [];
  #waitingCount = 0;
  #lastSeq: number;
  #lastAt: number;
  #failing: string | undefined;
  /** Why what was acknowledged before it was synced may not be on the disk. */
  #syncFailing: string | undefined;
  #closed = false;
  #unsynced = false;
  #syncTimer: NodeJS.Timeout | undefined;
  /** Everything that touches the files runs one after the other on this chain. */
  #chain: Promise<unknown> = Promise.resolve();

  constructor(
    options: JournalOptions,
    segments: Segment[],
    found: { endsAt: number; lastSeq: number; lastAt: number; damage: readonly string[] },
  ) {
    this.#options = options;
    this.#segments = segments;
    this.#writer = new SegmentWriter(options.folder, options.openFile ?? openForWriting);
    this.#lastSeq = found.lastSeq;
    this.#lastAt = found.lastAt;
    this.#damage = found.damage;
    this.#endsAt = found.endsAt;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get lastAt(): number {
    return this.#lastAt;
  }

  /** Goes on with the last segment when its end is the log's end, else with a fresh one. */
  async start(): Promise<void> {
    const { fsyncIntervalMs } = this.#options;
    const last = this.#segments.at(-1);
    const goesOn = last !== undefined && this.#endsAt === this.#lastSeq && !this.#isFull(last);
    if (goesOn) await this.#writer.resume(last);
    else await this.#beginSegment();
    if (fsyncIntervalMs > 0)
      this.#syncTimer = setInterval(() => void this.#exclusively(() => this.#syncLater()), fsyncIntervalMs);
  }

  append(drafts: readonly EntryDraft[]): Promise<readonly Entry[]> {
    if (this.#closed) return Promise.reject(new AppendError("closed"));
    if (this.#waitingCount + drafts.length > MAX_WAITING) return Promise.reject(new AppendError("busy"));
    if (drafts.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ drafts, resolve, reject });
      this.#waitingCount += drafts.length;
      // The first to wait asks for a commit; those who come until it begins go with it.
      if (this.#waiting.length === 1) void this.#exclusively(() => this.#commit());
    });
  }

  subscribe(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async *replay(afterSeq: number): AsyncGenerator<EntryBatch> {
    const until = this.#lastSeq;
    for (const [index, segment] of [...this.#segments].entries()) {
      const endSeq = this.#segments[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY;
      if (endSeq <= afterSeq + 1) continue;
      for await (const group of readEntries(segment, endSeq)) {
        const wanted = group.filter(({ entry }) => entry.seq > afterSeq && entry.seq <= until);
        if (wanted.length > 0)
          yield {
            entries: wanted.map(({ entry }) => entry),
            ndjson: Buffer.concat(wanted.map(({ line }) => line)),
          };
      }
    }
  }

  dropThrough(seq: number): Promise<void> {
    return this.#exclusively(async () => {
      const last = this.#segments.at(-1);
      if (seq >= this.#lastSeq && last && last.bytes > 0) await this.#beginSegment();
      for (;;) {
        const [oldest, next] = this.#segments;
        if (!oldest || !next || next.firstSeq > seq + 1) break;
        await unlink(oldest.path);
        this.#segments.shift();
      }
      await syncFolder(this.#options.folder);
    });
  }

  backup(): Promise<Backup> {
    const folder = basename(this.#options.folder);
    return this.#exclusively(() =>
      holdFiles(
        this.#segments.map(({ path, bytes }) => ({ from: path, path: `${folder}/${basename(path)}`, bytes })),
      ),
    );
  }

  status(): LogStatus {
    const bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
    const status = { lastSeq: this.#lastSeq, bytes, damage: this.#damage };
    const failing = this.#failing ?? this.#syncFailing;
    return failing === undefined ? status : { ...status, failing };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#syncTimer);
    await this.#exclusively(async () => {
      if (this.#unsynced) await this.#writer.sync();
      await this.#writer.close();
    });
  }

  #exclusively<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#chain.then(task);
    // Whoever asked gets the failure; the chain goes on.
    this.#chain = done.catch(() => undefined);
    return done;
  }

  #isFull(segment: Segment): boolean {
    return segment.bytes >= (this.#options.segmentBytes ?? DEFAULT_SEGMENT_BYTES);
  }

  async #beginSegment(): Promise<void> {
    if (this.#unsynced) await this.#syncLater();
    const segment = await this.#writer.begin(this.#lastSeq + 1);
    // One that began at the same seq held nothing that counts, and was written anew.
    if (this.#segments.at(-1)?.firstSeq === segment.firstSeq) this.#segments.pop();
    this.#segments.push(segment);
  }

  async #commit(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    this.#waitingCount = 0;
    try {
      const { entries, batch, at } = this.#stamp(group);
      await this.#write(batch.ndjson);
      this.#lastSeq += batch.entries.length;
      this.#lastAt = at;
      this.#failing = undefined;
      this.#publish(batch);
      for (const [index, { resolve }] of group.entries()) resolve(entries[index] ?? []);
    } catch (cause) {
      const error = appendErrorOf(cause);
      if (this.#failing === undefined) this.#options.report.error({ error: cause }, error.message);
      this.#failing = error.message;
      for (const { reject } of group) reject(error);
    }
  }

  #stamp(group: readonly Waiting[]): { entries: Entry[][]; batch: EntryBatch; at: number } {
    const at = Math.max(this.#options.now(), this.#lastAt);
    let seq = this.#lastSeq;
    const entries = group.map(({ drafts }) => drafts.map((draft) => stampEntry(draft, ++seq, at)));
    const all = entries.flat();
    return { entries, batch: { entries: all, ndjson: this.#formatter.format(all) }, at };
  }

  async #write(ndjson: Uint8Array): Promise<void> {
    const segment = this.#writer.segment;
    if (!segment || this.#isFull(segment)) await this.#beginSegment();
    const sync = this.#options.fsyncIntervalMs === 0;
    const started = performance.now();
    await this.#writer.write(ndjson, { sync });
    if (sync) this.#options.onSync?.(performance.now() - started);
    else this.#unsynced = true;
  }

  async #syncLater(): Promise<void> {
    if (!this.#unsynced) return;
    this.#unsynced = false;
    const started = performance.now();
    try {
      await this.#writer.sync();
      this.#syncFailing = undefined;
      this.#options.onSync?.(performance.now() - started);
    } catch (error) {
      this.#syncFailing = appendErrorOf(error).message;
      // A later sync of this file would succeed without what this one could not write: it is not trusted again.
      await this.#writer.close().catch(() => undefined);
      this.#options.report.error(
        { error },
        "The journal could not be synced; what was acknowledged since the last sync is at risk",
      );
    }
  }

  #publish(batch: EntryBatch): void {
    for (const listener of this.#listeners) {
      try {
        listener(batch);
      } catch (error) {
        this.#options.report.error({ error, seq: batch.entries[0]?.seq }, "A listener of the log failed");
      }
    }
  }
}
