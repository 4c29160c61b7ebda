// One SQLite file in memory, as sql.js keeps it.

import { join } from "node:path";
import type { Database, SqlValue, Statement } from "sql.js";
import { type FileInfo, factsOf } from "./file-info.ts";
import { NameTables } from "./name-tables.ts";
import { seal } from "./seal.ts";
import type { WriteFile } from "./write-file.ts";

/** Memory for SQLite's copies of pages, kB a file: writing needs more of them at hand, and most open files are only read. */
export const READING_CACHE_KB = 256;
const WRITING_CACHE_KB = 2_000;

/** An opened file. Changes stay in memory until `save`. */
export class DataFile {
  readonly info: FileInfo;
  readonly db: Database;
  /** All entries up to here that belong into this file are in it. */
  appliedSeq: number;
  dirty = false;
  #writing = false;
  readonly #statements = new Map<string, Statement>();
  readonly names: NameTables;

  /** `about` is what the file says of itself. */
  constructor(info: FileInfo, db: Database, about: ReadonlyMap<string, SqlValue>) {
    this.info = info;
    this.db = db;
    this.appliedSeq = Number(about.get("applied_seq") ?? 0);
    this.names = new NameTables(this);
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
