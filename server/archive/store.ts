// The archive itself, as the worker runs it: synchronous, on sql.js. Entries in, answers out.

import type { SqlJsStatic } from "sql.js";
import type { ReadingEntry } from "../../shared/entry.ts";
import { HOUR_MS } from "../../shared/time.ts";
import type { FleetSnapshot, RangeRequest } from "./archive.ts";
import { CATALOGUE_NAME, type Catalogue, openCatalogue, saveCatalogue } from "./catalogue.ts";
import { DamagedFile, type FileInfo } from "./data-file.ts";
import { DayWriters } from "./day-writers.ts";
import { Days, hadReading } from "./days.ts";
import { Gathered } from "./gathered.ts";
import { HistoryReader } from "./history-reader.ts";
import { keepImportedRow } from "./imported-rows.ts";
import { findKeys, keepKey } from "./known-keys.ts";
import { Layouts } from "./layouts.ts";
import { Losses } from "./losses.ts";
import { OpenFiles } from "./open-files.ts";
import type { PackedBatch } from "./packed-batch.ts";
import { PackedReading } from "./packed-reading.ts";
import type { Problems } from "./problems.ts";
import type { StoreOptions, WorkerStatus } from "./protocol.ts";
import { type AfterRequest, pageAfter, pageOfRange } from "./reading-pages.ts";
import { type ExpiredFile, expiredFiles, type RetentionRequest, removeFiles } from "./retention.ts";
import { SliceCache } from "./slice-cache.ts";
import type { WriteFile } from "./write-file.ts";

/** After a file could not be written to make room in memory, the next try is this much later. */
const TRIM_RETRY_MS = 5_000;
/** Shares of the memory that is allowed: for open files, and for slices. SQLite's pages and copies of files take the rest. */
const FILES_SHARE = 1 / 4;
const SLICES_SHARE = 1 / 8;
/** A day's readings, its minutes and a month's hours go on in a further file from this size on: checkpoints stay small. */
const PART_BYTES = 8 * 1024 * 1024;
/** Within a batch the open files may grow by this much beyond their share before some are closed, bytes. */
const BATCH_ROOM_BYTES = 32 * 1024 * 1024;

export interface StoreParts {
  readonly SQL: SqlJsStatic;
  readonly options: StoreOptions;
  readonly now: () => number;
  readonly write: WriteFile;
  /** From which size on a further file begins, where it is not the usual one. */
  readonly partBytes?: number;
  /** They outlive a store that has to be opened anew. */
  readonly problems: Problems;
}

/**
 * All of the archive but the thread. Every method leaves it whole, also when it throws; but after a DamagedFile it must be
 * closed and opened anew, and be given all that the log has.
 */
export class Store {
  readonly #parts: StoreParts;
  readonly #catalogue: Catalogue;
  readonly #files: OpenFiles;
  readonly #layouts = new Layouts();
  readonly #gathered: Gathered;
  readonly #slices: SliceCache;
  readonly history: HistoryReader;
  readonly problems: Problems;
  readonly #losses: Losses;
  readonly #days: Days;
  #appliedSeq: number;
  /** Entries up to here were applied in this life; those before the checkpoint come again at a start. */
  #takenSeq = 0;
  #checkpointAt: number | null = null;
  #checkpointMs: number | null = null;
  #trimAgainAt = 0;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.problems = parts.problems;
    const { SQL, options, now, write, partBytes = PART_BYTES } = parts;
    const onProblem = (problem: string) => this.problems.add(problem);
    const onLoss = (info: FileInfo) => this.#losses.add(info);
    this.#losses = new Losses(onProblem);
    this.#catalogue = openCatalogue({ SQL, folder: options.folder, now: now(), onProblem, onLoss });
    this.#appliedSeq = this.#catalogue.checkpointSeq;
    this.#files = new OpenFiles({
      SQL,
      folder: options.folder,
      cacheBytes: options.cacheBytes * FILES_SHARE,
      partBytes,
      catalogue: this.#catalogue,
      write,
      now,
      onDamage: (error) => onProblem(error.message),
      onLoss,
      beforeEviction: () => this.#saveCatalogue(),
      beforeSave: (file) => {
        this.#gathered.finish(file);
        // A file that a replay makes anew has no more than that has brought, whatever the others have.
        return this.#takenSeq;
      },
    });
    this.#gathered = new Gathered(this.#files, { now, partBytes });
    this.#days = new Days(this.#files);
    this.#slices = new SliceCache(options.cacheBytes * SLICES_SHARE);
    this.history = new HistoryReader({
      catalogue: this.#catalogue,
      files: this.#files,
      layouts: this.#layouts,
      slices: this.#slices,
      options,
      now,
      flushRollUps: () => this.#flushRollUps(),
    });
  }

  get replayAfter(): number {
    return this.#catalogue.checkpointSeq;
  }

  get fleet(): FleetSnapshot {
    return this.#catalogue.fleet;
  }

  status(): WorkerStatus {
    const { failing } = this.problems;
    return {
      appliedSeq: Math.max(this.#appliedSeq, this.#catalogue.highestSeq),
      ...this.#catalogue.files.totals(),
      ...(failing === undefined ? {} : { failing }),
      problems: [...this.problems.list(), ...this.#losses.list()],
      openFilesBytes: this.#files.bytes,
      checkpointAt: this.#checkpointAt,
      checkpointMs: this.#checkpointMs,
      sliceHits: this.#slices.hits,
      sliceMisses: this.#slices.misses,
    };
  }

  /**
   * Takes a batch in, each reading once. Throws when a file that one of them needs cannot be read; those before it are in by
   * then, and the same call may be tried again.
   */
  apply(batch: PackedBatch): void {
    this.#losses.begin(batch.first);
    const reading = new PackedReading(batch, this.#layouts);
    for (let goesOn = reading.next(); goesOn; ) {
      goesOn = this.#applyFrom(reading);
      if (this.#gathered.isFull) this.#flushRollUps();
      this.trim();
    }
    this.#take(batch.lastSeq);
  }

  #take(seq: number): void {
    this.#takenSeq = Math.max(this.#takenSeq, seq);
    this.#appliedSeq = Math.max(this.#appliedSeq, this.#takenSeq);
  }

  /** Applies readings until all are in or the open files take too much memory. Answers whether there are more. */
  #applyFrom(reading: PackedReading): boolean {
    const writers = new DayWriters(this.#files);
    const hours = new Map<string, number>();
    try {
      do {
        if (reading.seq > this.#takenSeq) {
          this.#applyReading(reading, writers);
          this.#forgetSlices(reading, hours);
          this.#take(reading.seq);
        }
        if (!reading.next()) return false;
        // After one at least, even when no file can be closed because the disk is full.
      } while (this.#files.excessBytes <= BATCH_ROOM_BYTES);
      return true;
    } finally {
      writers.finish();
    }
  }

  #applyReading(reading: PackedReading, writers: DayWriters): void {
    const { seq, device, measuredAt, rare } = reading;
    // What may throw comes first: a reading that is tried again must not be half in.
    const day = this.#days.of(measuredAt);
    if (rare?.key !== undefined) keepKey(this.#files, rare.key, reading);
    if (!hadReading(day, seq)) {
      writers.of(day.day, seq).add(reading);
      this.#catalogue.devices.add(device);
    }
    this.#gathered.add(reading, day.rollUps);
    if (rare?.source) keepImportedRow(this.#catalogue.imports, rare.source);
  }

  /** `hours` holds the hour of each device that was last forgotten, since one batch has many readings of an hour. */
  #forgetSlices({ device, measuredAt }: PackedReading, hours: Map<string, number>): void {
    const hour = Math.floor(measuredAt / HOUR_MS);
    if (this.#slices.isEmpty || hours.get(device) === hour) return;
    hours.set(device, hour);
    this.#slices.forget(device, measuredAt);
  }

  #flushRollUps(): void {
    this.#gathered.flush(() => this.trim());
  }

  /** Closes files beyond the bound; to be called between batches and after each answer. */
  trim(): void {
    const { now } = this.#parts;
    if (this.#files.excessBytes <= 0 || now() < this.#trimAgainAt) return;
    this.#files.trim((error) => {
      this.#trimAgainAt = now() + TRIM_RETRY_MS;
      this.problems.cannotSave(error);
    });
  }

  /** Files may have entries beyond the checkpoint; the log must not give out their numbers again, whatever is lost. */
  #saveCatalogue(): void {
    const { SQL, options, write } = this.#parts;
    this.#catalogue.highestSeq = Math.max(this.#catalogue.highestSeq, this.#appliedSeq);
    saveCatalogue(this.#catalogue, { SQL, folder: options.folder, write });
  }

  /** Writes what changed, one file per step, the catalogue last. The caller may let others in between steps. */
  *checkpoint(fleet: FleetSnapshot): Generator<void, number> {
    const started = performance.now();
    // Everything up to here is in the files when all of them are written; later entries may be too.
    const seq = this.#appliedSeq;
    try {
      this.#flushRollUps();
      this.#saveCatalogue();
      for (const file of this.#files.dirty) {
        if (file.dirty) this.#files.save(file);
        yield;
      }
      this.#catalogue.fleet = fleet;
      this.#catalogue.checkpointSeq = Math.min(seq, fleet.seq);
      this.#saveCatalogue();
    } catch (error) {
      if (!(error instanceof DamagedFile)) this.problems.cannotSave(error);
      throw error;
    }
    this.problems.saved();
    this.#checkpointAt = this.#parts.now();
    this.#checkpointMs = performance.now() - started;
    return this.#catalogue.checkpointSeq;
  }

  readingsAfter(request: AfterRequest): ReadingEntry[] {
    return pageAfter({ catalogue: this.#catalogue, files: this.#files }, request);
  }

  range(request: RangeRequest): ReadingEntry[] {
    return pageOfRange(this.#files, request);
  }

  findKeys(keys: readonly string[]): Map<string, number> {
    return findKeys(this.#files, keys);
  }

  lastImportedRow(source: string): number {
    return this.#catalogue.imports.get(source) ?? 0;
  }

  enforceRetention(request: RetentionRequest): string[] {
    const { options } = this.#parts;
    const { files, excessBytes } = expiredFiles(this.#catalogue.files.values(), options, request);
    for (const { info } of files) {
      this.#files.drop(info.path);
      this.#catalogue.files.remove(info);
    }
    if (files.length > 0) this.#forget(files);
    this.#noteSize(files, excessBytes);
    return files.map(
      ({ info, reason }) =>
        `Deleted ${info.path}: ${reason === "age" ? "past its retention" : "DAVY_MAX_DATA_MB is reached"}`,
    );
  }

  #forget(files: readonly ExpiredFile[]): void {
    this.#days.clear();
    this.#slices.clear();
    try {
      // First, so that a crash in between leaves no list of files that are gone. On a full disk they must go all the same.
      this.#saveCatalogue();
    } catch (error) {
      this.problems.cannotSave(error);
    }
    removeFiles(this.#parts.options.folder, files);
  }

  #noteSize(files: readonly ExpiredFile[], excessBytes: number): void {
    this.problems.setExcess(excessBytes);
    const early = files.filter(({ reason }) => reason === "size").map(({ info }) => info.day);
    if (early.length > 0)
      this.problems.add(`Raw readings up to ${early.at(-1)} were deleted early: DAVY_MAX_DATA_MB is reached`);
  }

  /** Paths of everything that a backup needs, the catalogue last. */
  paths(): string[] {
    return [...this.#catalogue.files.values().map(({ path }) => path), CATALOGUE_NAME];
  }

  close(): void {
    this.#files.closeAll();
  }
}
