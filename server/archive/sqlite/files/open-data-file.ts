import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SqlJsStatic } from "sql.js";
import { DamagedFile, FolderInPlace, moveAside } from "./damaged-file.ts";
import { DataFile, READING_CACHE_KB } from "./data-file.ts";
import { checkFile, formatRows, NewerFormat, readAbout, upgrade } from "./file-format.ts";
import type { FileInfo, FileKind } from "./file-info.ts";
import { EVENTS_SCHEMA, KEYS_SCHEMA, READINGS_SCHEMA, ROLL_UPS_SCHEMA, STRAYS_SCHEMA } from "./schema.ts";
import { isSealed } from "./seal.ts";

const SCHEMAS: Readonly<Record<FileKind, string>> = {
  readings: READINGS_SCHEMA,
  minutes: ROLL_UPS_SCHEMA,
  hours: ROLL_UPS_SCHEMA,
  keys: KEYS_SCHEMA,
  events: EVENTS_SCHEMA,
};

/** The database is a piece of memory: its own journal, syncs and locks would protect nothing. */
const IN_MEMORY = `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -${READING_CACHE_KB};`;

/** The bytes of a file. Of a folder the system's own words name no path. */
function readFile(path: string): Uint8Array {
  if (statSync(path).isDirectory()) throw new FolderInPlace(path);
  return readFileSync(path);
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
  const bytes = readFile(path);
  info.bytes = bytes.length;
  try {
    if (!isSealed(bytes)) throw new Error("its checksum is not that of its bytes");
    const db = new SQL.Database(bytes);
    db.run(IN_MEMORY);
    const about = readAbout(db);
    checkFile(db, about, info);
    upgrade(db, about, info);
    // Those of earlier versions lack it.
    if (SCHEMAS[info.kind] === ROLL_UPS_SCHEMA) db.run(STRAYS_SCHEMA);
    return new DataFile(info, db, about);
  } catch (cause) {
    if (cause instanceof NewerFormat) throw cause;
    throw new DamagedFile(info.path, moveAside(path, now), cause);
  }
}
