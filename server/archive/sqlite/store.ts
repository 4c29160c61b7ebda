// The archive itself, as the worker runs it: synchronous, on sql.js. Entries in, answers out.

import type { SqlJsStatic } from "sql.js";
import type { WorkerStatus } from "./client/protocol.ts";
import { CATALOGUE_NAME, type Catalogue, openCatalogue, saveCatalogue } from "./files/catalogue.ts";
import { Clearing } from "./files/clearing.ts";
import { DamagedFile } from "./files/damaged-file.ts";
import { Days } from "./files/days.ts";
import type { FileInfo } from "./files/file-info.ts";
import type { KeptState } from "./files/kept-state.ts";
import { Losses } from "./files/losses.ts";
import { OpenFiles } from "./files/open-files.ts";
import type { Problems } from "./files/problems.ts";
import { endPurge } from "./files/purge.ts";
import type { RetentionRequest } from "./files/retention.ts";
import type { StoreOptions } from "./files/store-options.ts";
import { MAX_KEPT_RULES, ValueRules } from "./files/value-rules.ts";
import { vanishedCatalogues, vanishedFiles } from "./files/vanished-files.ts";
import type { WriteFile } from "./files/write-file.ts";
import { Layouts } from "./layouts/layouts.ts";
import { EventReader } from "./read/event-pages.ts";
import { HistoryReader } from "./read/history-reader.ts";
import { ReadingReader } from "./read/reading-reader.ts";
import { SliceCache } from "./read/slice-cache.ts";
import { Applier } from "./write/applier.ts";
import { Gathered } from "./write/gathered.ts";
import { findKeys } from "./write/known-keys.ts";
import type { PackedBatch } from "./write/packed-batch.ts";
import { SetAside } from "./write/set-aside.ts";

/** After a file could not be written to make room in memory, the next try is this much later. */
const TRIM_RETRY_MS = 5_000;
/** Shares of the memory that is allowed: for open files, and for slices. SQLite's pages and copies of files take the rest. */
const FILES_SHARE = 1 / 4;
const SLICES_SHARE = 1 / 8;
/** A day's readings, its minutes and a month's hours go on in a further file from this size on: checkpoints stay small. */
const PART_BYTES = 8 * 1024 * 1024;

/** While figures are brought into files, these may grow by this much beyond their share before some are closed, bytes. */
const ROOM_BYTES = 16 * 1024 * 1024;

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
  readonly #gathered: Gathered;
  readonly #slices: SliceCache;
  readonly #rules: ValueRules;
  readonly history: HistoryReader;
  readonly events: EventReader;
  readonly readings: ReadingReader;
  readonly problems: Problems;
  readonly #losses: Losses;
  readonly #days: Days;
  readonly aside: SetAside;
  readonly #applier: Applier;
  readonly #clearing: Clearing;
  /** The checkpoint that it was opened on. */
  readonly #openedSeq: number;
  #checkpointAt: number | null = null;
  #checkpointMs: number | null = null;
  #trimAgainAt = 0;
  #isCatalogueWritten = false;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.problems = parts.problems;
    const { SQL, options, now, write, partBytes = PART_BYTES } = parts;
    const onProblem = (problem: string) => this.problems.add(problem);
    const onLoss = (info: FileInfo) => this.#losses.add(info);
    this.#losses = new Losses(onProblem);
    this.#catalogue = openCatalogue({ SQL, folder: options.folder, now: now(), onProblem, onLoss });
    this.#openedSeq = this.#catalogue.checkpointSeq;
    this.aside = new SetAside({ folder: options.folder });
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
        if (file.info.kind === "readings") this.#rules.write(file, MAX_KEPT_RULES);
        // A file that a replay makes anew has no more than that has brought, whatever the others have.
        return this.#applier.takenSeq;
      },
    });
    this.#gathered = new Gathered(this.#files, { now, partBytes, onProblem });
    this.#days = new Days(this.#files);
    this.#slices = new SliceCache(options.cacheBytes * SLICES_SHARE);
    const layouts = new Layouts();
    this.#rules = new ValueRules(layouts);
    this.#rules.set(this.#catalogue.state);
    const shared = { catalogue: this.#catalogue, files: this.#files, layouts, slices: this.#slices };
    this.history = new HistoryReader({ ...shared, options, now, flushRollUps: () => this.#flushRollUps() });
    this.events = new EventReader(shared);
    this.readings = new ReadingReader(shared);
    this.#applier = new Applier({
      ...shared,
      days: this.#days,
      gathered: this.#gathered,
      setAside: this.aside,
      checkpointSeq: this.#openedSeq,
    });
    this.#clearing = new Clearing({
      files: this.#files,
      listed: this.#catalogue.files,
      options,
      problems: this.problems,
      bytesBeside: () => this.aside.status().bytes,
      onForgotten: () => {
        this.#days.clear();
        this.#slices.clear();
      },
      saveCatalogue: () => this.#saveCatalogue(),
    });
  }

  get #appliedSeq(): number {
    return Math.max(this.#openedSeq, this.#applier.takenSeq);
  }

  get replayAfter(): number {
    return this.#catalogue.checkpointSeq;
  }

  get state(): KeptState {
    return this.#catalogue.state;
  }

  status(): WorkerStatus {
    const { failing } = this.problems;
    return {
      appliedSeq: Math.max(this.#appliedSeq, this.#catalogue.highestSeq),
      ...this.#catalogue.files.totals(),
      ...(failing === undefined ? {} : { failing }),
      problems: [...this.problems.list(), ...this.#losses.list(), ...this.aside.problems()],
      setAside: this.aside.status(),
      unpurged: this.#catalogue.purging.unpurged.size,
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
    this.#applier.apply(batch, () => {
      if (this.#gathered.isFull) this.#flushRollUps();
      this.trim();
    });
  }

  #flushRollUps(): void {
    // Many at a time: the catalogue is written before any of them.
    this.#gathered.flush(() => {
      if (this.#files.excessBytes > ROOM_BYTES) this.trim();
    });
    this.trim();
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
    this.#isCatalogueWritten = true;
  }

  /** Writes what changed, one file per step, the catalogue last. The caller may let others in between steps. */
  *checkpoint(state: KeptState): Generator<void, number> {
    const started = performance.now();
    // Everything up to here is in the files when all of them are written; later entries may be too.
    const seq = this.#appliedSeq;
    this.#rules.set(state);
    try {
      yield* this.aside.sync();
      this.#flushRollUps();
      this.#saveCatalogue();
      for (const file of this.#files.dirty) {
        if (file.dirty) this.#files.save(file);
        yield;
      }
      this.#catalogue.state = state;
      this.#catalogue.checkpointSeq = Math.min(seq, state.seq);
      endPurge(this.#catalogue.purging, this.#catalogue.checkpointSeq);
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

  /** Rids the next file of what was forgotten. Answers whether there are more. */
  purgeNext(): boolean {
    return this.#files.purgeNext();
  }

  findKeys(keys: readonly string[]): Map<string, number> {
    return findKeys(this.#files, keys);
  }

  lastImportedRow(source: string): number {
    return this.#catalogue.imports.get(source) ?? 0;
  }

  enforceRetention(request: RetentionRequest): string[] {
    return this.#clearing.enforce(request);
  }

  /**
   * Looks whether its files are still there. When some are not, all that memory has is written at once. Answers their paths, and
   * whether some were not in memory: then the archive must be opened anew and be given all that the log has.
   */
  inspect(): { readonly gone: readonly string[]; readonly isLacking: boolean } {
    const { folder } = this.#parts.options;
    const gone = vanishedFiles(folder, this.#catalogue.files.values());
    const catalogues = this.#isCatalogueWritten ? vanishedCatalogues(folder) : [];
    if (gone.length + catalogues.length === 0) return { gone: [], isLacking: false };
    const closed = gone.filter(({ path }) => !this.#files.markChanged(path));
    this.#flushRollUps();
    for (const file of this.#files.dirty) this.#files.save(file);
    this.#saveCatalogue();
    const paths = [...catalogues, ...gone.map(({ path }) => path)];
    this.problems.addDeleted(paths);
    return { gone: paths, isLacking: closed.length > 0 };
  }

  /** Paths of everything that a backup needs, the catalogue last. */
  paths(): string[] {
    const files = this.#catalogue.files.values().map(({ path }) => path);
    return [...files, ...this.aside.paths(), CATALOGUE_NAME];
  }

  close(): void {
    this.#files.closeAll();
  }
}
