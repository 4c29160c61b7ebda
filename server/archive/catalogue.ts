// davy.sqlite: which files there are and what is in them, the devices, the imports, the fleet as of the checkpoint.
// Small, kept whole in memory, written last at a checkpoint. When it is lost it is made anew from the files.

import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Database, SqlJsStatic } from "sql.js";
import type { FleetSnapshot } from "./archive.ts";
import { type DataFile, type FileInfo, type FileKind, newFileInfo, openDataFile } from "./data-file.ts";
import { CATALOGUE_SCHEMA } from "./schema.ts";
import { isSealed, seal } from "./seal.ts";
import type { WriteFile } from "./write-file.ts";

export const CATALOGUE_NAME = "davy.sqlite";
const KINDS: readonly FileKind[] = ["readings", "minutes", "hours", "keys"];

/** What the archive knows without opening any other file. */
export interface Catalogue {
  readonly files: Map<string, FileInfo>;
  /** Readings per device. */
  readonly devices: Map<string, number>;
  /** Last stored row per import source. */
  readonly imports: Map<string, number>;
  fleet: FleetSnapshot;
  /** All files have all entries up to here. */
  checkpointSeq: number;
  /** Some file has entries up to here: the log must not number below. */
  highestSeq: number;
}

function emptyCatalogue(): Catalogue {
  return {
    files: new Map(),
    devices: new Map(),
    imports: new Map(),
    fleet: { seq: 0, devices: [] },
    checkpointSeq: 0,
    highestSeq: 0,
  };
}

function rowsOf(db: Database, sql: string) {
  return db.exec(sql)[0]?.values ?? [];
}

function readCatalogue(db: Database): Catalogue {
  const catalogue = emptyCatalogue();
  for (const row of rowsOf(db, "SELECT * FROM files")) {
    const [path, kind, day, bytes, rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt] = row;
    catalogue.files.set(String(path), {
      path: String(path),
      kind: String(kind) as FileKind,
      day: String(day),
      bytes: Number(bytes),
      rows: Number(rows),
      minSeq: Number(minSeq),
      maxSeq: Number(maxSeq),
      maxReceivedAt: Number(maxReceivedAt),
      lastAdditionAt: Number(lastAdditionAt),
    });
  }
  for (const [name, readings] of rowsOf(db, "SELECT * FROM devices"))
    catalogue.devices.set(String(name), Number(readings));
  for (const [source, row] of rowsOf(db, "SELECT * FROM imports"))
    catalogue.imports.set(String(source), Number(row));
  const [fleet] = rowsOf(db, "SELECT seq, devices FROM fleet");
  if (fleet) catalogue.fleet = { seq: Number(fleet[0]), devices: JSON.parse(String(fleet[1])) };
  const about = new Map(
    rowsOf(db, "SELECT name, value FROM about").map(([name, value]) => [name, Number(value)]),
  );
  catalogue.checkpointSeq = about.get("applied_seq") ?? 0;
  catalogue.highestSeq = about.get("highest_seq") ?? 0;
  return catalogue;
}

/** The whole catalogue as bytes of an SQLite file. */
function catalogueBytes(SQL: SqlJsStatic, catalogue: Catalogue): Uint8Array {
  const db = new SQL.Database();
  try {
    db.run(CATALOGUE_SCHEMA);
    db.run("BEGIN");
    for (const info of catalogue.files.values()) {
      const { path, kind, day, bytes, rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt } = info;
      const row = [path, kind, day, bytes, rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt];
      if (bytes > 0) db.run("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row);
    }
    for (const row of catalogue.devices) db.run("INSERT INTO devices VALUES (?, ?)", row);
    for (const row of catalogue.imports) db.run("INSERT INTO imports VALUES (?, ?)", row);
    db.run("INSERT INTO fleet VALUES (?, ?)", [catalogue.fleet.seq, JSON.stringify(catalogue.fleet.devices)]);
    const { checkpointSeq, highestSeq } = catalogue;
    db.run("INSERT INTO about VALUES ('applied_seq', ?), ('highest_seq', ?)", [checkpointSeq, highestSeq]);
    db.run("COMMIT");
    const bytes = db.export();
    seal(bytes);
    return bytes;
  } finally {
    db.close();
  }
}

/** Writes the catalogue; from then on the log may forget entries up to `checkpointSeq`. */
export function saveCatalogue(
  catalogue: Catalogue,
  { SQL, folder, write }: { SQL: SqlJsStatic; folder: string; write: WriteFile },
): void {
  write(join(folder, CATALOGUE_NAME), catalogueBytes(SQL, catalogue));
}

interface OpenOptions {
  readonly SQL: SqlJsStatic;
  readonly folder: string;
  readonly now: number;
  /** Told in words what was found damaged. */
  readonly onProblem: (problem: string) => void;
}

/** Opens the catalogue; a damaged one is moved aside, and a missing one is made from the files that there are. */
export function openCatalogue({ SQL, folder, now, onProblem }: OpenOptions): Catalogue {
  const path = join(folder, CATALOGUE_NAME);
  if (existsSync(path)) {
    try {
      const bytes = readFileSync(path);
      if (!isSealed(bytes)) throw new Error("its checksum is not that of its bytes");
      const db = new SQL.Database(bytes);
      try {
        return readCatalogue(db);
      } finally {
        db.close();
      }
    } catch (error) {
      const movedTo = `${path}.damaged-${new Date(now).toISOString().replaceAll(":", "-")}`;
      renameSync(path, movedTo);
      onProblem(
        `${CATALOGUE_NAME} is damaged (${error instanceof Error ? error.message : error}) and was moved to ${movedTo}`,
      );
    }
  }
  return rebuild({ SQL, folder, now, onProblem });
}

function rebuild({ SQL, folder, now, onProblem }: OpenOptions): Catalogue {
  const catalogue = emptyCatalogue();
  for (const kind of KINDS) {
    const directory = join(folder, kind);
    const names = existsSync(directory)
      ? readdirSync(directory).filter((name) => name.endsWith(".sqlite"))
      : [];
    for (const name of names.sort()) {
      const info = newFileInfo(kind, name.slice(0, kind === "hours" ? 7 : 10), `${kind}/${name}`);
      try {
        const file = openDataFile(SQL, folder, { info, now });
        if (kind === "readings") countReadings(file, catalogue.devices);
        info.bytes = file.bytes;
        catalogue.highestSeq = Math.max(catalogue.highestSeq, file.appliedSeq);
        file.close();
        catalogue.files.set(info.path, info);
      } catch (error) {
        onProblem(error instanceof Error ? error.message : String(error));
      }
    }
  }
  return catalogue;
}

function countReadings(file: DataFile, devices: Map<string, number>): void {
  const perDevice = file.rows(
    "SELECT name, count(*) FROM readings JOIN devices ON devices.id = device GROUP BY name",
  );
  for (const [name, count] of perDevice)
    devices.set(String(name), (devices.get(String(name)) ?? 0) + Number(count));
}
