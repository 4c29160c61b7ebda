// The log on disk: append-only NDJSON, group commit, segments by size.

import { basename } from "node:path";
import type { Entry, EntryDraft } from "../../../shared/entries/entry.ts";
import { type Backup, holdFiles } from "../../disk/backup.ts";
import { makeFolder, syncFolder } from "../../disk/folders.ts";
import { ignoreFull } from "../../disk/ignore.ts";
import { AppendError, appendErrorOf } from "../append-error.ts";
import { Listeners } from "../listeners.ts";
import type { LocalLog, LocalLogStatus } from "../local-log.ts";
import type { Appended, EntryBatch, LogListener } from "../log.ts";
import { type AppendGroup, AppendQueue } from "./append-queue.ts";
import { Chain } from "./chain.ts";
import type { FolderGuard } from "./folder-guard.ts";
import { HANG_LOOK_MS, HangWatch } from "./hang-watch.ts";
import { LineFormatter } from "./journal-line.ts";
import { KeptSegments } from "./kept-segments.ts";
import { type FindKeys, KeyedAppends } from "./keyed-appends.ts";
import { LateSync } from "./late-sync.ts";
import { type LogEnd, type RecoveryParts, recoverSegments, replaySegments } from "./recovery.ts";
import { type OpenForWriting, openForWriting, SegmentWriter } from "./segment-writer.ts";
import { listSegments, type Segment } from "./segments.ts";
import { stampEntry } from "./stamp-entry.ts";
import { SyncMark } from "./sync-mark.ts";
import { Vanished } from "./vanished.ts";

const DEFAULT_SEGMENT_BYTES = 8 * 1024 * 1024;

export interface JournalOptions extends RecoveryParts {
  readonly id: string;
  /** Which keys earlier entries have. */
  readonly findKeys: FindKeys;
  /** The journal's own folder; made when missing. */
  readonly folder: string;
  /** A file beside it that says how far it was synced; none without it. */
  readonly markPath?: string;
  /** 0: acknowledge once the disk has it. Else: acknowledge when written, sync that often (ms). */
  readonly fsyncIntervalMs: number;
  readonly segmentBytes?: number;
  /** Told how long each sync took, ms. */
  readonly onSync?: (ms: number) => void;
  readonly openFile?: OpenForWriting;
  /** Asked before each acknowledgement whether the folder is still this server's. */
  readonly lock?: FolderGuard;
}

/** Opens a journal, mends what a crash left and reports what is damaged. Rejects when the folder cannot be used. */
export async function openJournal(options: JournalOptions): Promise<LocalLog> {
  // On a full disk there may be nothing but what is there: the first append tries again.
  await makeFolder(options.folder).catch(ignoreFull);
  const mark = await SyncMark.open({ id: options.id, path: options.markPath });
  const segments = await listSegments(options.folder);
  const end = await recoverSegments(segments, { ...options, syncedSeq: mark.found });
  const journal = new Journal({ ...options, mark }, segments, end);
  await journal.start();
  return journal;
}

class Journal implements LocalLog {
  readonly #options: JournalOptions & { readonly mark: SyncMark };
  readonly #segments: KeptSegments;
  readonly #writer: SegmentWriter;
  readonly #damage: readonly string[];
  readonly #vanished = new Vanished();
  readonly #listeners: Listeners;
  readonly #formatter = new LineFormatter();
  readonly #queue = new AppendQueue();
  readonly #keyed: KeyedAppends;
  readonly #lateSync: LateSync;
  readonly #disk: HangWatch;
  /** Everything that touches the files runs one after the other on this chain. */
  readonly #chain = new Chain(HANG_LOOK_MS);
  /** What is being written. */
  #group: AppendGroup | undefined;
  #lastSeq: number;
  #lastAt: number;
  #failing: string | undefined;
  #closed = false;
  #syncTimer: NodeJS.Timeout | undefined;

  constructor(
    options: JournalOptions & { readonly mark: SyncMark },
    segments: Segment[],
    { lastSeq, lastAt, damage }: LogEnd,
  ) {
    this.#options = options;
    this.#keyed = new KeyedAppends({
      findKeys: options.findKeys,
      append: (drafts) => this.#append(drafts),
    });
    this.#listeners = new Listeners(options.report);
    this.#writer = new SegmentWriter(options.folder, options.openFile ?? openForWriting);
    this.#segments = new KeptSegments(segments, this.#writer);
    const { report, onSync } = options;
    this.#lateSync = new LateSync({ writer: this.#writer, report, onSync });
    this.#disk = new HangWatch({
      look: () => this.#chain.look(),
      onHang: ({ isNew }) => this.#giveUpWaiting(isNew),
    });
    this.#lastSeq = lastSeq;
    this.#lastAt = lastAt;
    this.#damage = damage;
  }

  get id(): string {
    return this.#options.id;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get lastAt(): number {
    return this.#lastAt;
  }

  /** Begins a fresh segment: a server that lost this folder without knowing it may still write into the last one. */
  async start(): Promise<void> {
    const { fsyncIntervalMs } = this.#options;
    await this.#beginSegment().catch((error: unknown) => this.#fail(error));
    if (fsyncIntervalMs > 0)
      this.#syncTimer = setInterval(() => void this.#chain.run(() => this.#syncLate()), fsyncIntervalMs);
    this.#disk.start();
  }

  append<Draft extends EntryDraft>(
    drafts: readonly Draft[],
    finish?: (fresh: readonly Draft[]) => readonly EntryDraft[],
  ): Promise<readonly Appended[]> {
    return this.#keyed.append(drafts, finish);
  }

  #append(drafts: readonly EntryDraft[]): Promise<readonly Entry[]> {
    if (this.#closed) return Promise.reject(new AppendError("closed"));
    if (this.#disk.hangs) return Promise.reject(new AppendError("disk_hangs"));
    if (drafts.length === 0) return Promise.resolve([]);
    // The first to wait asks for a commit; those who come until it begins go with it.
    return this.#queue.add(drafts, () => void this.#chain.run(() => this.#commit(this.#queue.take())));
  }

  subscribe(listener: LogListener): () => void {
    return this.#listeners.add(listener);
  }

  replay(afterSeq: number): AsyncGenerator<EntryBatch> {
    return replaySegments(this.#segments.list(), { afterSeq, until: this.#lastSeq });
  }

  dropThrough(seq: number): Promise<void> {
    return this.#chain.run(async () => {
      await this.#confirm();
      this.#vanished.setSafe(seq);
      if (seq >= this.#lastSeq && this.#segments.isBegun) await this.#beginSegment();
      await this.#segments.dropThrough(seq);
      await syncFolder(this.#options.folder);
    });
  }

  inspect(): Promise<readonly string[]> {
    return this.#chain.run(async () => {
      await this.#confirm();
      await this.#mend();
      return this.#vanished.unsafe;
    });
  }

  backup(): Promise<Backup> {
    const folder = basename(this.#options.folder);
    return this.#chain.run(() => holdFiles(this.#segments.toHold(folder)));
  }

  status(): LocalLogStatus {
    const { bytes } = this.#segments;
    const problems = this.#options.lock?.problems ?? [];
    const damage = [...this.#damage, ...this.#vanished.sentences, ...problems];
    const failing = this.#whatFails();
    return { lastSeq: this.#lastSeq, bytes, damage, ...(failing === undefined ? {} : { failing }) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#syncTimer);
    await this.#chain.run(async () => {
      await this.#lateSync.finish();
      if (this.#lateSync.failing === undefined) this.#options.mark.note(this.#lastSeq);
      await this.#writer.close();
    });
    await this.#options.mark.close();
    this.#disk.stop();
  }

  #whatFails(): string | undefined {
    const { lock, now } = this.#options;
    if (this.#disk.hangs) return new AppendError("disk_hangs").message;
    return lock?.failing ?? this.#failing ?? this.#lateSync.failing ?? this.#vanished.failing(now());
  }

  #confirm(): Promise<boolean> {
    return this.#options.lock?.confirm() ?? Promise.resolve(true);
  }

  /** Those who wait for a disk that hangs are told so. What is under way may come to an end later; then it is cut off again. */
  #giveUpWaiting(isNew: boolean): void {
    const error = new AppendError("disk_hangs");
    if (isNew) this.#options.report.error({}, error.message);
    this.#group?.reject(error);
    this.#queue.take().reject(error);
  }

  #isFull(segment: Segment): boolean {
    return segment.bytes >= (this.#options.segmentBytes ?? DEFAULT_SEGMENT_BYTES);
  }

  async #beginSegment(): Promise<void> {
    await this.#lateSync.run();
    await this.#segments.begin(this.#lastSeq + 1);
  }

  async #syncLate(): Promise<void> {
    await this.#lateSync.run();
    if (this.#lateSync.failing === undefined) this.#options.mark.note(this.#lastSeq);
  }

  async #commit(group: AppendGroup): Promise<void> {
    if (group.size === 0) return;
    this.#group = group;
    try {
      const { entries, batch, at } = this.#stamp(group);
      await this.#write(batch.ndjson);
      if (group.refusal) throw group.refusal;
      this.#writer.accept(batch.ndjson.length);
      this.#lastSeq += batch.entries.length;
      this.#lastAt = at;
      this.#failing = undefined;
      if (this.#options.fsyncIntervalMs === 0) this.#options.mark.note(this.#lastSeq);
      this.#listeners.tell(batch);
      group.resolve(entries);
    } catch (error) {
      await this.#writer.giveUp();
      // A disk that answers late is no failure any more.
      if (!group.refusal) group.reject(this.#fail(error));
    } finally {
      this.#group = undefined;
    }
  }

  #fail(cause: unknown): AppendError {
    const error = appendErrorOf(cause);
    // What the lock refuses it says in health itself, for as long as that is so.
    if (error.message === this.#options.lock?.failing) return error;
    if (this.#failing === undefined) this.#options.report.error({ error: cause }, error.message);
    this.#failing = error.message;
    return error;
  }

  #stamp(group: AppendGroup): { entries: Entry[][]; batch: EntryBatch; at: number } {
    const at = Math.max(this.#options.now(), this.#lastAt);
    let seq = this.#lastSeq;
    const entries = group.drafts.map((drafts) => drafts.map((draft) => stampEntry(draft, ++seq, at)));
    const all = entries.flat();
    return { entries, batch: { entries: all, ndjson: this.#formatter.format(all) }, at };
  }

  async #write(ndjson: Uint8Array): Promise<void> {
    const segment = this.#writer.segment;
    if (!segment || this.#isFull(segment)) {
      await this.#confirm();
      await this.#beginSegment();
    }
    const sync = this.#options.fsyncIntervalMs === 0;
    const options = { sync, confirm: () => this.#confirm() };
    const started = performance.now();
    const isUndisturbed = await this.#writer.write(ndjson, options);
    if (sync) this.#options.onSync?.(performance.now() - started);
    else this.#lateSync.noteWritten();
    // What was just written may have gone with the file.
    if (!isUndisturbed && (await this.#mend())) await this.#writer.write(ndjson, options);
  }

  /** Goes on in a fresh segment when files were deleted, replaced or cut. Answers whether they were. */
  async #mend(): Promise<boolean> {
    const paths = await this.#segments.takeVanished();
    if (paths.length === 0) return false;
    this.#options.report.error({ paths }, "Files of the journal were deleted; it goes on in a new one");
    this.#vanished.add(paths, { seq: this.#lastSeq, now: this.#options.now() });
    await this.#beginSegment();
    return true;
  }
}
