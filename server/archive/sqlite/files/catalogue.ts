// davy.sqlite: which files there are and what is in them, the devices, the imports, what follows the log as of the checkpoint.
// Small, kept whole in memory, written last at a checkpoint, and written twice: it alone has the settings of devices.
// When both copies are lost it is made anew from the files, and what was set from the events (state/recall-settings.ts).

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Database, SqlJsStatic, SqlValue } from "sql.js";
import { adoptFiles } from "./adopt-files.ts";
import { moveAside } from "./damaged-file.ts";
import { checkFile, formatRows, NewerFormat, readAbout } from "./file-format.ts";
import type { FileInfo, FileKind } from "./file-info.ts";
import { FileList } from "./file-list.ts";
import { type KeptState, readState, writeState } from "./kept-state.ts";
import type { Purging } from "./purge.ts";
import { CATALOGUE_SCHEMA } from "./schema.ts";
import { isSealed, seal } from "./seal.ts";
import { textOf } from "./stored-text.ts";
import { TEMPORARY, type WriteFile } from "./write-file.ts";

export const CATALOGUE_NAME = "davy.sqlite";
/** The second copy, read when the first is damaged or missing. */
export const SPARE_NAME = "davy.spare.sqlite";

/** What it says of itself; it is of no day. */
const CATALOGUE = { kind: "catalogue", day: "" } as const;

/** What the archive knows without opening any other file. */
export interface Catalogue {
  readonly files: FileList;
  /** Devices that have readings, or had until retention took them. */
  readonly devices: Set<string>;
  /** Devices that were forgotten with their data, until the last file is rid of it. */
  readonly purging: Purging;
  /** Last stored row per import source. */
  readonly imports: Map<string, number>;
  state: KeptState;
  /** All files have all entries up to here. */
  checkpointSeq: number;
  /** Some file has entries up to here: the log must not number below. */
  highestSeq: number;
}

function emptyCatalogue(): Catalogue {
  return {
    files: new FileList(),
    devices: new Set(),
    purging: { forgotten: new Map(), unpurged: new Set() },
    imports: new Map(),
    state: { seq: 0, states: new Map() },
    checkpointSeq: 0,
    highestSeq: 0,
  };
}

function rowsOf(db: Database, sql: string) {
  return db.exec(sql)[0]?.values ?? [];
}

function rowOf(info: FileInfo): SqlValue[] {
  const { path, kind, day, bytes, rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt } = info;
  const { savedSeq, firstMeasuredAt, lastMeasuredAt } = info;
  const times = [maxReceivedAt, lastAdditionAt];
  return [path, kind, day, bytes, rows, minSeq, maxSeq, ...times, savedSeq, firstMeasuredAt, lastMeasuredAt];
}

/** The file of a row; what a catalogue of earlier days has no column for is 0. */
function infoOf(row: readonly SqlValue[]): FileInfo {
  const numberAt = (column: number) => Number(row[column] ?? 0);
  return {
    path: String(row[0]),
    kind: String(row[1]) as FileKind,
    day: String(row[2]),
    bytes: numberAt(3),
    rows: numberAt(4),
    minSeq: numberAt(5),
    maxSeq: numberAt(6),
    maxReceivedAt: numberAt(7),
    lastAdditionAt: numberAt(8),
    savedSeq: numberAt(9),
    firstMeasuredAt: numberAt(10),
    lastMeasuredAt: numberAt(11),
    // The file itself says it when it is opened.
    purgedSeq: 0,
  };
}

function readPurging(about: ReadonlyMap<SqlValue | undefined, SqlValue | undefined>, purging: Purging): void {
  const forgotten = JSON.parse(String(about.get("forgotten") ?? "[]")) as [string, number][];
  const unpurged = JSON.parse(String(about.get("unpurged") ?? "[]")) as string[];
  for (const [device, seq] of forgotten) purging.forgotten.set(device, seq);
  for (const path of unpurged) purging.unpurged.add(path);
}

/** Most catalogues have nothing to say of it. */
function writePurging(db: Database, { forgotten, unpurged }: Purging): void {
  if (forgotten.size === 0) return;
  const texts = [JSON.stringify([...forgotten]), JSON.stringify([...unpurged])];
  db.run("INSERT INTO about VALUES ('forgotten', ?), ('unpurged', ?)", texts);
}

function readCatalogue(db: Database): Catalogue {
  const catalogue = emptyCatalogue();
  for (const row of rowsOf(db, "SELECT * FROM files")) catalogue.files.add(infoOf(row));
  for (const [name] of rowsOf(db, "SELECT CAST(name AS BLOB) FROM devices"))
    catalogue.devices.add(textOf(name));
  for (const [source, row] of rowsOf(db, "SELECT CAST(source AS BLOB), last_row FROM imports"))
    catalogue.imports.set(textOf(source), Number(row));
  catalogue.state = readState(db);
  const about = new Map(rowsOf(db, "SELECT name, value FROM about").map(([name, value]) => [name, value]));
  catalogue.checkpointSeq = Number(about.get("applied_seq") ?? 0);
  catalogue.highestSeq = Number(about.get("highest_seq") ?? 0);
  readPurging(about, catalogue.purging);
  return catalogue;
}

/** The whole catalogue as bytes of an SQLite file. */
function catalogueBytes(SQL: SqlJsStatic, catalogue: Catalogue): Uint8Array {
  const db = new SQL.Database();
  try {
    db.run(`${CATALOGUE_SCHEMA} ${formatRows(CATALOGUE)}`);
    db.run("BEGIN");
    for (const info of catalogue.files.values()) {
      if (info.bytes > 0)
        db.run("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rowOf(info));
    }
    for (const name of catalogue.devices) db.run("INSERT INTO devices VALUES (?)", [name]);
    for (const row of catalogue.imports) db.run("INSERT INTO imports VALUES (?, ?)", row);
    writeState(db, catalogue.state);
    const { checkpointSeq, highestSeq } = catalogue;
    db.run("INSERT INTO about VALUES ('applied_seq', ?), ('highest_seq', ?)", [checkpointSeq, highestSeq]);
    writePurging(db, catalogue.purging);
    db.run("COMMIT");
    const bytes = db.export();
    seal(bytes);
    return bytes;
  } finally {
    db.close();
  }
}

/** Writes the catalogue, twice; from then on the log may forget entries up to `checkpointSeq`. */
export function saveCatalogue(
  catalogue: Catalogue,
  { SQL, folder, write }: { SQL: SqlJsStatic; folder: string; write: WriteFile },
): void {
  const bytes = catalogueBytes(SQL, catalogue);
  write(join(folder, CATALOGUE_NAME), bytes);
  write(join(folder, SPARE_NAME), bytes);
}

/** What opening a catalogue needs. */
export interface OpenOptions {
  readonly SQL: SqlJsStatic;
  readonly folder: string;
  readonly now: number;
  /** Told in words what was found damaged. */
  readonly onProblem: (problem: string) => void;
  /** Told of a listed file that is gone. */
  readonly onLoss: (info: FileInfo) => void;
}

/** One copy; undefined when there is none, or when it is damaged and was moved aside. */
function openCopy(name: string, { SQL, folder, now, onProblem }: OpenOptions): Catalogue | undefined {
  const path = join(folder, name);
  rmSync(path + TEMPORARY, { force: true });
  if (!existsSync(path)) return undefined;
  try {
    const bytes = readFileSync(path);
    if (!isSealed(bytes)) throw new Error("its checksum is not that of its bytes");
    const db = new SQL.Database(bytes);
    try {
      checkFile(db, readAbout(db), { ...CATALOGUE, path: name });
      return readCatalogue(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof NewerFormat) throw error;
    const movedTo = moveAside(path, now);
    onProblem(
      `${name} is damaged (${error instanceof Error ? error.message : error}) and was moved to ${movedTo}`,
    );
    return undefined;
  }
}

/**
 * Opens the catalogue. Damaged copies are moved aside; without a whole one it is made from the files that there are, which
 * know everything but the settings of devices. Files that it lists and that are gone are told of. Throws a NewerFormat.
 */
export function openCatalogue(options: OpenOptions): Catalogue {
  const catalogue = openCopy(CATALOGUE_NAME, options) ?? openCopy(SPARE_NAME, options) ?? emptyCatalogue();
  adoptFiles(catalogue, options);
  return catalogue;
}
