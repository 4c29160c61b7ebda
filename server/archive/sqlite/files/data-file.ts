// One SQLite file in memory, as sql.js keeps it, and what the catalogue knows of it.

import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Database, SqlJsStatic, SqlValue, Statement } from "sql.js";
import { checkFile, formatRows, NewerFormat, readAbout, upgrade } from "./file-format.ts";
import { EVENTS_SCHEMA, KEYS_SCHEMA, READINGS_SCHEMA, ROLL_UPS_SCHEMA } from "./schema.ts";
import { isSealed, seal } from "./seal.ts";
import { textOf } from "./stored-text.ts";
import type { WriteFile } from "./write-file.ts";

export type RollUpKind = "minutes" | "hours";
export type FileKind = "readings" | RollUpKind | "keys" | "events";

const SCHEMAS: Readonly<Record<FileKind, string>> = {
  readings: READINGS_SCHEMA,
  minutes: ROLL_UPS_SCHEMA,
  hours: ROLL_UPS_SCHEMA,
  keys: KEYS_SCHEMA,
  events: EVENTS_SCHEMA,
};

/** The small tables that give names their ids, and the column that has the name. */
const NAME_COLUMN = { devices: "name", layouts: "sensors", sensors: "identity" } as const;
export type NameTable = keyof typeof NAME_COLUMN;

interface Names {
  readonly ids: Map<string, number>;
  readonly byId: Map<number, string>;
  lastId: number;
}

/** Memory for SQLite's copies of pages, kB a file: writing needs more of them at hand, and most open files are only read. */
const READING_CACHE_KB = 256;
const WRITING_CACHE_KB = 2_000;

/** The database is a piece of memory: its own journal, syncs and locks would protect nothing. */
const IN_MEMORY = `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -${READING_CACHE_KB};`;

/** A file as the catalogue lists it. `day` is its UTC day or month; the seqs and times are of what it holds. */
export interface FileInfo {
  /** Within the data folder. */
  readonly path: string;
  readonly kind: FileKind;
  readonly day: string;
  bytes: number;
  rows: number;
  minSeq: number;
  maxSeq: number;
  maxReceivedAt: number;
  /** Server time of the last entry that went into it, unix ms. */
  lastAdditionAt: number;
  /**
   * Raw readings: the first and the last `measuredAt`; 0 where that is not known. Events: the first and the last `at`. Minutes and hours: the stretch of time that
   * the file is for; its end is 0 as long as that is open.
   */
  firstMeasuredAt: number;
  lastMeasuredAt: number;
  /** The entries up to here that belong into it are on the disk; 0 before it was first written. */
  savedSeq: number;
  /** Nothing is in it of devices that were forgotten up to here (purge.ts). */
  purgedSeq: number;
}

/** An entry for a file that does not exist yet. */
export function newFileInfo(kind: FileKind, day: string, path: string): FileInfo {
  const facts = { rows: 0, minSeq: 0, maxSeq: 0, maxReceivedAt: 0, lastAdditionAt: 0 };
  return {
    path,
    kind,
    day,
    bytes: 0,
    ...facts,
    firstMeasuredAt: 0,
    lastMeasuredAt: 0,
    savedSeq: 0,
    purgedSeq: 0,
  };
}

/** What a file itself says of what it holds; the catalogue repeats it. */
function factsOf(info: FileInfo): object {
  const { rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt, firstMeasuredAt, lastMeasuredAt } = info;
  const facts = { rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt, firstMeasuredAt, lastMeasuredAt };
  return info.purgedSeq > 0 ? { ...facts, purgedSeq: info.purgedSeq } : facts;
}

/** Why a file could not be used; it is out of the way by then. */
export class DamagedFile extends Error {
  readonly movedTo: string;

  constructor(path: string, movedTo: string, cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : "";
    super(`${path} is damaged and was moved to ${movedTo}${reason}`, { cause });
    this.name = "DamagedFile";
    this.movedTo = movedTo;
  }
}

/** An opened file. Changes stay in memory until `save`. */
export class DataFile {
  readonly info: FileInfo;
  readonly db: Database;
  /** All entries up to here that belong into this file are in it. */
  appliedSeq: number;
  dirty = false;
  #writing = false;
  readonly #statements = new Map<string, Statement>();
  readonly #names = new Map<NameTable, Names>();

  /** `about` is what the file says of itself. */
  constructor(info: FileInfo, db: Database, about: ReadonlyMap<string, SqlValue>) {
    this.info = info;
    this.db = db;
    this.appliedSeq = Number(about.get("applied_seq") ?? 0);
    info.savedSeq = this.appliedSeq;
    // The file's own word counts: it may have been written after the catalogue was.
    Object.assign(info, JSON.parse(String(about.get("facts") ?? "{}")));
  }

  /** Memory that it takes, bytes. */
  get bytes(): number {
    const [pages, size] = [this.value("PRAGMA page_count"), this.value("PRAGMA page_size")];
    return Number(pages) * Number(size);
  }

  /**
   * Must precede writing. Until `save` all of it is one transaction, which reads see as well: a commit would copy each changed
   * page from SQLite's cache, and some change with every reading.
   */
  beginWriting(): void {
    if (this.#writing) return;
    this.db.run(`PRAGMA cache_size = -${WRITING_CACHE_KB}; BEGIN`);
    this.#writing = true;
  }

  /** A prepared statement, kept for the next time. */
  statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** The first column of the first row, or undefined. */
  value(sql: string, params: SqlValue[] = []): SqlValue | undefined {
    const statement = this.statement(sql);
    statement.bind(params);
    const found = statement.step() ? statement.get()[0] : undefined;
    statement.reset();
    return found;
  }

  /** All rows. */
  rows(sql: string, params: SqlValue[] = []): SqlValue[][] {
    const rows: SqlValue[][] = [];
    this.each<SqlValue[]>(sql, params, (row) => rows.push(row));
    return rows;
  }

  /** Gives each row to `use`, which must not change the file. `Row` is what the schema says of the columns. */
  each<Row extends SqlValue[]>(sql: string, params: SqlValue[], use: (row: Row) => void): void {
    const statement = this.statement(sql);
    statement.bind(params);
    try {
      while (statement.step()) use(statement.get() as Row);
    } finally {
      statement.reset();
    }
  }

  /** The id of a name in one of the file's small tables, given out when it is new. */
  idOf(table: NameTable, name: string): number {
    const names = this.#namesOf(table);
    const known = names.ids.get(name);
    if (known !== undefined) return known;
    const id = names.lastId + 1;
    this.statement(`INSERT INTO ${table} VALUES (?, ?)`).run([id, name]);
    keep(names, id, name);
    return id;
  }

  /** The id of a name if the file has it. */
  findId(table: NameTable, name: string): number | undefined {
    return this.#namesOf(table).ids.get(name);
  }

  /** Removes a name that nothing in the file refers to any more. */
  removeName(table: NameTable, name: string): void {
    const names = this.#namesOf(table);
    const id = names.ids.get(name);
    if (id === undefined) return;
    this.statement(`DELETE FROM ${table} WHERE id = ?`).run([id]);
    names.ids.delete(name);
    names.byId.delete(id);
  }

  /** How many names there are. */
  countNames(table: NameTable): number {
    return this.#namesOf(table).ids.size;
  }

  /** The name behind an id. */
  nameOf(table: NameTable, id: number): string {
    return this.#namesOf(table).byId.get(id) ?? "";
  }

  #namesOf(table: NameTable): Names {
    const known = this.#names.get(table);
    if (known) return known;
    const names: Names = { ids: new Map(), byId: new Map(), lastId: 0 };
    const sql = `SELECT id, CAST(${NAME_COLUMN[table]} AS BLOB) FROM ${table} ORDER BY id`;
    this.each(sql, [], ([id, name]) => keep(names, Number(id), textOf(name)));
    this.#names.set(table, names);
    return names;
  }

  /** Brings it to the disk as it is, true for all entries up to `seq`. */
  save(folder: string, seq: number, write: WriteFile): void {
    // A replay that has not come as far as an earlier life did must not make the file look older than it is.
    const appliedSeq = Math.max(seq, this.appliedSeq);
    this.beginWriting();
    this.statement("INSERT OR REPLACE INTO about VALUES ('applied_seq', ?), ('facts', ?)").run([
      appliedSeq,
      JSON.stringify(factsOf(this.info)),
    ]);
    this.db.run("COMMIT");
    this.#writing = false;
    // Prepared statements live on through export(); a test pins that.
    const bytes = this.db.export();
    seal(bytes);
    // Between two checkpoints an open file is read now and then; SQLite need not keep a second copy of it until then.
    this.db.run(`PRAGMA cache_size = -${READING_CACHE_KB}; PRAGMA shrink_memory`);
    write(join(folder, this.info.path), bytes);
    this.appliedSeq = appliedSeq;
    this.info.savedSeq = appliedSeq;
    this.info.bytes = bytes.length;
    this.dirty = false;
  }

  close(): void {
    this.db.close();
  }
}

function keep(names: Names, id: number, name: string): void {
  names.ids.set(name, id);
  names.byId.set(id, name);
  names.lastId = Math.max(names.lastId, id);
}

/** Moves a damaged file to a dated name beside itself, where it stays. Answers the name. */
export function moveAside(path: string, now: number): string {
  const movedTo = `${path}.damaged-${new Date(now).toISOString().replaceAll(":", "-")}`;
  renameSync(path, movedTo);
  return movedTo;
}

/**
 * Opens a file, or makes it when there is none. A file whose bytes are not those that were written, or that is another one than
 * its name says, is moved aside, never overwritten: throws DamagedFile, after which the next call makes a new one. Throws a
 * NewerFormat for one that this version cannot read.
 */
export function openDataFile(
  SQL: SqlJsStatic,
  folder: string,
  { info, now }: { info: FileInfo; now: number },
): DataFile {
  const path = join(folder, info.path);
  if (!existsSync(path)) {
    const db = new SQL.Database();
    db.run(`${IN_MEMORY}${SCHEMAS[info.kind]} ${formatRows(info)}`);
    return new DataFile(info, db, new Map());
  }
  const bytes = readFileSync(path);
  info.bytes = bytes.length;
  try {
    if (!isSealed(bytes)) throw new Error("its checksum is not that of its bytes");
    const db = new SQL.Database(bytes);
    db.run(IN_MEMORY);
    const about = readAbout(db);
    checkFile(db, about, info);
    upgrade(db, about, info);
    return new DataFile(info, db, about);
  } catch (cause) {
    if (cause instanceof NewerFormat) throw cause;
    throw new DamagedFile(info.path, moveAside(path, now), cause);
  }
}
