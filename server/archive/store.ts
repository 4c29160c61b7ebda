// The archive itself, as the worker runs it: synchronous, on sql.js. Entries in, answers out.

import type { SqlJsStatic } from "sql.js";
import type { Entry, ReadingEntry } from "../../shared/entry.ts";
import { sliceOf } from "../../shared/slice.ts";
import { HOUR_MS, MINUTE_MS } from "../../shared/time.ts";
import type { FleetSnapshot, RangeRequest } from "./archive.ts";
import { CATALOGUE_NAME, type Catalogue, openCatalogue, saveCatalogue } from "./catalogue.ts";
import type { DataFile } from "./data-file.ts";
import { Days } from "./days.ts";
import { HistoryReader } from "./history-reader.ts";
import { Layouts } from "./layouts.ts";
import { OpenFiles } from "./open-files.ts";
import type { StoreOptions, WorkerStatus } from "./protocol.ts";
import { ReadingWriter } from "./raw-readings.ts";
import { type AfterRequest, pageAfter, pageOfRange } from "./reading-pages.ts";
import { expiredFiles, removeFiles } from "./retention.ts";
import { RollUps } from "./roll-ups.ts";
import { SliceCache } from "./slice-cache.ts";
import type { WriteFile } from "./write-file.ts";

/** Keys are looked for in the files of so many days, today's and those before: at least 48 h. */
const KEY_DAYS = 3;
/** The cache of slices takes this part of the memory that files may take. */
const SLICE_CACHE_SHARE = 4;

export interface StoreParts {
  readonly SQL: SqlJsStatic;
  readonly options: StoreOptions;
  readonly now: () => number;
  readonly write: WriteFile;
  readonly report: (level: "warn" | "error", details: object, message: string) => void;
}

/** All of the archive but the thread. Every method leaves it whole, also when it throws. */
export class Store {
  readonly #parts: StoreParts;
  readonly #catalogue: Catalogue;
  readonly #files: OpenFiles;
  readonly #layouts = new Layouts();
  readonly #rollUps = { minutes: new RollUps(MINUTE_MS), hours: new RollUps(HOUR_MS) };
  readonly #slices: SliceCache;
  readonly #history: HistoryReader;
  readonly #problems: string[] = [];
  readonly #days: Days;
  #appliedSeq: number;
  #checkpointAt: number | null = null;
  #checkpointMs: number | null = null;
  #saveProblem: string | undefined;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    const { SQL, options, now, write } = parts;
    const onProblem = (problem: string) => this.#addProblem(problem);
    this.#catalogue = openCatalogue({ SQL, folder: options.folder, now: now(), onProblem });
    this.#appliedSeq = this.#catalogue.checkpointSeq;
    this.#files = new OpenFiles({
      SQL,
      folder: options.folder,
      cacheBytes: options.cacheBytes,
      catalogue: this.#catalogue,
      write,
      now,
      onDamage: (error) => this.#addProblem(error.message),
      beforeEviction: () => this.#saveCatalogue(),
      beforeSave: () => {
        this.#flushRollUps();
        return this.#appliedSeq;
      },
    });
    this.#days = new Days(this.#files);
    this.#slices = new SliceCache(options.cacheBytes / SLICE_CACHE_SHARE);
    this.#history = new HistoryReader({
      catalogue: this.#catalogue,
      files: this.#files,
      layouts: this.#layouts,
      slices: this.#slices,
      now,
      flushRollUps: () => this.#flushRollUps(),
    });
  }

  /** Answers about history. */
  get history(): HistoryReader {
    return this.#history;
  }

  get replayAfter(): number {
    return this.#catalogue.checkpointSeq;
  }

  get fleet(): FleetSnapshot {
    return this.#catalogue.fleet;
  }

  status(): WorkerStatus {
    const infos = [...this.#catalogue.files.values()];
    return {
      appliedSeq: Math.max(this.#appliedSeq, this.#catalogue.highestSeq),
      appliedAt: infos.reduce((latest, info) => Math.max(latest, info.lastAdditionAt), 0),
      problems: this.#saveProblem === undefined ? this.#problems : [...this.#problems, this.#saveProblem],
      bytes: infos.reduce((sum, info) => sum + info.bytes, 0),
      readings: infos.reduce((sum, info) => sum + (info.kind === "readings" ? info.rows : 0), 0),
      openFilesBytes: this.#files.bytes,
      checkpointAt: this.#checkpointAt,
      checkpointMs: this.#checkpointMs,
      sliceHits: this.#slices.hits,
      sliceMisses: this.#slices.misses,
    };
  }

  apply(entries: readonly Entry[]): void {
    const writers = new Map<string, { file: DataFile; writer: ReadingWriter }>();
    const hours = new Map<string, number>();
    for (const entry of entries) {
      if (entry.seq <= this.#appliedSeq || entry.kind !== "reading") continue;
      this.#applyReading(entry, writers);
      this.#forgetSlices(entry, hours);
    }
    for (const { file, writer } of writers.values()) {
      writer.finish();
      this.#files.touched(file);
    }
    this.#appliedSeq = Math.max(this.#appliedSeq, entries.at(-1)?.seq ?? 0);
    if (this.#rollUps.minutes.isFull || this.#rollUps.hours.isFull) this.#flushRollUps();
    this.trim();
  }

  #applyReading(entry: ReadingEntry, writers: Map<string, { file: DataFile; writer: ReadingWriter }>): void {
    const layout = this.#layouts.of(entry.sensors);
    const { day, floors } = this.#days.of(entry.measuredAt);
    if (entry.seq > floors.readings) {
      let open = writers.get(day);
      if (!open) {
        const file = this.#files.forWriting("readings", day);
        open = { file, writer: new ReadingWriter(file) };
        writers.set(day, open);
      }
      open.writer.add(entry, layout);
      this.#catalogue.devices.set(entry.device, (this.#catalogue.devices.get(entry.device) ?? 0) + 1);
    }
    if (entry.seq > floors.minutes) this.#rollUps.minutes.add(entry, layout);
    if (entry.seq > floors.hours) this.#rollUps.hours.add(entry, layout);
    if (entry.key !== undefined) this.#keepKey(entry.key, entry);
    if (entry.source) this.#keepRow(entry.source);
  }

  #keepRow({ name, row }: { name: string; row: number }): void {
    this.#catalogue.imports.set(name, Math.max(this.#catalogue.imports.get(name) ?? 0, row));
  }

  #keepKey(key: string, entry: ReadingEntry): void {
    const file = this.#files.forWriting("keys", sliceOf("minute", entry.at));
    file.statement("INSERT OR IGNORE INTO keys VALUES (?, ?)").run([key, entry.seq]);
    file.info.lastAdditionAt = entry.at;
    this.#files.touched(file);
  }

  /** `hours` holds the hour of each device that was last forgotten, since one batch has many readings of an hour. */
  #forgetSlices({ device, measuredAt }: ReadingEntry, hours: Map<string, number>): void {
    const hour = Math.floor(measuredAt / HOUR_MS);
    if (this.#slices.isEmpty || hours.get(device) === hour) return;
    hours.set(device, hour);
    this.#slices.forget(device, measuredAt);
  }

  #flushRollUps(): void {
    for (const kind of ["minutes", "hours"] as const) {
      if (this.#rollUps[kind].isEmpty) continue;
      const changed = this.#rollUps[kind].flush((start) =>
        this.#files.forWriting(kind, sliceOf(kind === "hours" ? "hour" : "minute", start)),
      );
      for (const file of changed) {
        file.info.lastAdditionAt = this.#parts.now();
        this.#files.touched(file);
      }
    }
  }

  /** Closes files beyond the bound; to be called between batches and after each answer. */
  trim(): void {
    if (this.#files.bytes <= this.#parts.options.cacheBytes) return;
    this.#files.trim((error) => this.#saveFailed(error));
  }

  /** Files may have entries beyond the checkpoint; the log must not give out their numbers again, whatever is lost. */
  #saveCatalogue(): void {
    const { SQL, options, write } = this.#parts;
    this.#catalogue.highestSeq = Math.max(this.#catalogue.highestSeq, this.#appliedSeq);
    saveCatalogue(this.#catalogue, { SQL, folder: options.folder, write });
  }

  #saveFailed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#saveProblem = `The archive cannot write its files (${message}); the journal keeps everything until it can`;
    this.#parts.report("error", { error: message }, "The archive cannot write its files");
  }

  /** Writes what changed, one file per step, the catalogue last. The caller may let others in between steps. */
  *checkpoint(fleet: FleetSnapshot): Generator<void, number> {
    const started = performance.now();
    // Everything up to here is in the files when all of them are written; later entries may be too.
    const seq = this.#appliedSeq;
    this.#flushRollUps();
    try {
      this.#saveCatalogue();
      for (const file of this.#files.dirty) {
        if (file.dirty) this.#files.save(file);
        yield;
      }
      this.#catalogue.fleet = fleet;
      this.#catalogue.checkpointSeq = Math.min(seq, fleet.seq);
      this.#saveCatalogue();
    } catch (error) {
      this.#saveFailed(error);
      throw error;
    }
    this.#saveProblem = undefined;
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
    const found = new Map<string, number>();
    const days = this.#files.days("keys").slice(-KEY_DAYS);
    for (const file of days.flatMap((day) => this.#files.opened("keys", day))) {
      for (const key of keys) {
        const seq = file.value("SELECT seq FROM keys WHERE key = ?", [key]);
        if (seq !== undefined && !found.has(key)) found.set(key, Number(seq));
      }
    }
    return found;
  }

  lastImportedRow(source: string): number {
    return this.#catalogue.imports.get(source) ?? 0;
  }

  enforceRetention(now: number): string[] {
    const { options } = this.#parts;
    const expired = expiredFiles([...this.#catalogue.files.values()], options, now);
    for (const { info } of expired) {
      this.#files.drop(info.path);
      this.#catalogue.files.delete(info.path);
    }
    this.#days.clear();
    removeFiles(options.folder, expired);
    if (expired.length > 0) this.#slices.clear();
    const outOfSpace = expired.filter((file) => file.reason === "size");
    if (outOfSpace.length > 0)
      this.#addProblem(
        `Raw readings of ${outOfSpace[0]?.info.day} were deleted early: DAVY_MAX_DATA_MB is reached`,
      );
    return expired.map(
      ({ info, reason }) =>
        `Deleted ${info.path}: ${reason === "age" ? "past its retention" : "DAVY_MAX_DATA_MB is reached"}`,
    );
  }

  #addProblem(problem: string): void {
    this.#parts.report("error", {}, problem);
    // The latest are kept; all of them are in the log.
    if (this.#problems.length >= 20) this.#problems.shift();
    this.#problems.push(problem);
  }

  /** Paths of everything that a backup needs, the catalogue last. */
  paths(): string[] {
    return [...this.#catalogue.files.keys(), CATALOGUE_NAME];
  }

  close(): void {
    this.#files.closeAll();
  }
}
