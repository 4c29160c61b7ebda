// The opened files, bounded: the one unused for longest goes first, after it was written when it had changed.

import type { SqlJsStatic } from "sql.js";
import type { Period } from "../../../../shared/history/slice.ts";
import type { Catalogue } from "./catalogue.ts";
import { DamagedFile } from "./damaged-file.ts";
import type { DataFile } from "./data-file.ts";
import { type FileInfo, type FileKind, newFileInfo, type RollUpKind } from "./file-info.ts";
import { openDataFile } from "./open-data-file.ts";
import { anew, partOfEntry, partOfMoment } from "./parts.ts";
import { purge } from "./purge.ts";
import type { WriteFile } from "./write-file.ts";

interface OpenFilesParts {
  readonly SQL: SqlJsStatic;
  readonly folder: string;
  readonly cacheBytes: number;
  readonly partBytes: number;
  readonly catalogue: Catalogue;
  readonly write: WriteFile;
  readonly now: () => number;
  /** Told in words of a file that was moved aside. */
  readonly onDamage: (error: DamagedFile) => void;
  /** Told of a file that the archive goes on without. */
  readonly onLoss: (info: FileInfo) => void;
  /** Called before changed files are written outside of a checkpoint. */
  readonly beforeEviction: () => void;
  /** Called before a changed file is written: what is gathered for it in memory must be in it. Answers the seq it is true for. */
  readonly beforeSave: (file: DataFile) => number;
}

/** Memory that an open file takes beside its bytes, measured on files of one reading each. */
const BESIDE_BYTES = 128 * 1024;

/** Opens files on demand and keeps as many as the bound allows. */
export class OpenFiles {
  readonly #parts: OpenFilesParts;
  /** In order of use, the latest last. */
  readonly #open = new Map<string, { file: DataFile; bytes: number }>();
  /** Paths of the files that were whole when they were first opened. */
  readonly #seen = new Set<string>();
  /** With what SQLite needs beside them. */
  #bytes = 0;

  constructor(parts: OpenFilesParts) {
    this.#parts = parts;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How far the open files are beyond their bound. */
  get excessBytes(): number {
    return this.#bytes - this.#parts.cacheBytes;
  }

  get dirty(): DataFile[] {
    return [...this.#open.values()].map(({ file }) => file).filter((file) => file.dirty);
  }

  /**
   * The file of a catalogue entry; undefined when it is damaged on its first opening, before any entry went into it: then a new
   * one takes what is applied from here on. Throws DamagedFile when it was whole before: entries that were applied to it are
   * gone, so that the archive must be opened anew and be given them again.
   */
  open(info: FileInfo): DataFile | undefined {
    const known = this.#open.get(info.path);
    if (known) {
      this.#open.delete(info.path);
      this.#open.set(info.path, known);
      return known.file;
    }
    try {
      const { SQL, folder, now } = this.#parts;
      const file = openDataFile(SQL, folder, { info, now: now() });
      const bytes = info.bytes + BESIDE_BYTES;
      this.#open.set(info.path, { file, bytes });
      this.#bytes += bytes;
      this.#seen.add(info.path);
      purge(file, this.#parts.catalogue);
      return file;
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      this.#parts.onDamage(error);
      if (this.#seen.has(info.path)) throw error;
      this.#parts.catalogue.files.remove(info);
      this.#parts.onLoss(info);
      return undefined;
    }
  }

  /** The files of a kind and day, opened; damaged ones are left out. */
  opened(kind: FileKind, day: string): DataFile[] {
    return this.#parts.catalogue.files.of(kind, day).flatMap((info) => this.open(info) ?? []);
  }

  /** As `opened`, without those raw readings that were all measured before `from` or not before `to`. */
  openedWithin(day: string, { from, to }: Period): DataFile[] {
    const { files } = this.#parts.catalogue;
    const within = files.of("readings", day).filter((info) => {
      const isKnown = info.lastMeasuredAt > 0;
      return !isKnown || (info.firstMeasuredAt < to && info.lastMeasuredAt >= from);
    });
    return within.flatMap((info) => this.open(info) ?? []);
  }

  /** Whether there is a file of a kind and day. */
  has(kind: FileKind, day: string): boolean {
    return this.#parts.catalogue.files.of(kind, day).length > 0;
  }

  /** The days or months that a kind has files of, in their order. */
  days(kind: FileKind): string[] {
    const days = new Set<string>();
    for (const info of this.#parts.catalogue.files.values()) if (info.kind === kind) days.add(info.day);
    return [...days].sort();
  }

  /** The file of a kind and day, ready for writing. It counts as changed from here on. */
  forWriting(kind: FileKind, day: string): DataFile {
    const { files } = this.#parts.catalogue;
    return this.#prepare(files.of(kind, day).at(-1) ?? newFileInfo(kind, day, files.nextPath(kind, day)));
  }

  /** The file of raw readings or events that takes an entry, ready for writing, and the seq from which on another one does. */
  forEntry(kind: "readings" | "events", day: string, seq: number): { file: DataFile; untilSeq: number } {
    const { catalogue, partBytes } = this.#parts;
    const { info, untilSeq } = partOfEntry(catalogue.files, { kind, day, seq, partBytes });
    return { file: this.#prepare(info), untilSeq };
  }

  /** The file that a moment's minute or hour belongs into, ready for writing. It counts as changed from here on. */
  forMoment(kind: RollUpKind, day: string, ms: number): DataFile {
    return this.#prepare(partOfMoment(this.#parts.catalogue.files, { kind, day, ms }));
  }

  #prepare(info: FileInfo): DataFile {
    // One that is damaged is out of the way by then.
    const file = this.#openListed(info) ?? this.#openListed(anew(info));
    if (!file) throw new Error(`${info.path} could not be made.`);
    file.beginWriting();
    file.dirty = true;
    return file;
  }

  #openListed(info: FileInfo): DataFile | undefined {
    const { files } = this.#parts.catalogue;
    if (!files.get(info.path)) files.add(info);
    return this.open(info);
  }

  /** Takes note that a file has grown. */
  touched(file: DataFile): void {
    const known = this.#open.get(file.info.path);
    if (!known) return;
    file.info.bytes = file.bytes;
    const bytes = file.info.bytes + BESIDE_BYTES;
    this.#bytes += bytes - known.bytes;
    known.bytes = bytes;
  }

  save(file: DataFile): void {
    const seq = this.#parts.beforeSave(file);
    file.save(this.#parts.folder, seq, this.#parts.write);
    this.#parts.catalogue.purging.unpurged.delete(file.info.path);
  }

  /** Removes from all open files what was forgotten; the others are rid of it when they are opened. */
  purgeOpen(): void {
    for (const { file } of this.#open.values()) purge(file, this.#parts.catalogue);
  }

  /** Opens the next file that may have something of a forgotten device, and writes it without. Answers whether there are more. */
  purgeNext(): boolean {
    const { files, purging } = this.#parts.catalogue;
    const [path] = purging.unpurged;
    if (path === undefined) return false;
    const info = files.get(path);
    const file = info && this.open(info);
    if (file?.dirty) {
      this.#parts.beforeEviction();
      this.save(file);
    }
    purging.unpurged.delete(path);
    return purging.unpurged.size > 0;
  }

  /** Has an open file written at the next checkpoint, changed or not. Answers whether it is open. */
  markChanged(path: string): boolean {
    const known = this.#open.get(path);
    if (known) known.file.dirty = true;
    return known !== undefined;
  }

  /** Forgets a file that is to be deleted. */
  drop(path: string): void {
    const known = this.#open.get(path);
    if (!known) return;
    known.file.close();
    this.#open.delete(path);
    this.#bytes -= known.bytes;
  }

  /**
   * Closes files until the bound holds. Only to be called between batches: what is written must be true for one seq. A file
   * that cannot be written stays open, beyond the bound, and is tried again.
   */
  trim(onFailure: (error: unknown) => void): void {
    let isListed = false;
    for (const [path, { file }] of this.#open) {
      if (this.#bytes <= this.#parts.cacheBytes) return;
      try {
        if (file.dirty) {
          if (!isListed) this.#parts.beforeEviction();
          isListed = true;
          this.save(file);
        }
        this.drop(path);
      } catch (error) {
        onFailure(error);
      }
    }
  }

  closeAll(): void {
    for (const path of [...this.#open.keys()]) this.drop(path);
  }
}
