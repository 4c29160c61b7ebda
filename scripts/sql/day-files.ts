// The files of raw readings of a range of days, each day as one database in memory. sql.js cannot attach a file on the disk, so a day
// whose readings go on in further files is put together.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Database, SqlJsStatic } from "sql.js";
import { DataFile } from "../../server/archive/sqlite/files/data-file.ts";
import { checkFile, readAbout } from "../../server/archive/sqlite/files/file-format.ts";
import { newFileInfo } from "../../server/archive/sqlite/files/file-info.ts";
import { readState } from "../../server/archive/sqlite/files/kept-state.ts";
import { READINGS_SCHEMA } from "../../server/archive/sqlite/files/schema.ts";
import { isSealed } from "../../server/archive/sqlite/files/seal.ts";
import { ValueRules } from "../../server/archive/sqlite/files/value-rules.ts";
import { Layouts } from "../../server/archive/sqlite/layouts/layouts.ts";

/** A UTC day and its files, in their order. */
export interface Day {
  readonly day: string;
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** Both days are in it. */
export interface DayRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const NAME = /^(\d{4}-\d\d-\d\d)(?:\.(\d+))?\.sqlite$/;

/** The days of a range of which the data folder has readings. */
export function daysIn(folder: string, { from = "", to = "9999-12-31" }: DayRange): Day[] {
  const parts = readdirSync(join(folder, "readings")).flatMap((name) => {
    const [, day = "", part = "1"] = NAME.exec(name) ?? [];
    const path = join("readings", name);
    const bytes = statSync(join(folder, path), { throwIfNoEntry: false })?.size;
    return day !== "" && day >= from && day <= to && bytes !== undefined
      ? [{ day, path, bytes, part: Number(part) }]
      : [];
  });
  parts.sort((a, b) => a.part - b.part);
  const days = [...new Set(parts.map(({ day }) => day))].sort();
  return days.map((day) => {
    const own = parts.filter((part) => part.day === day);
    return { day, paths: own.map(({ path }) => path), bytes: own.reduce((sum, part) => sum + part.bytes, 0) };
  });
}

/** Names may have other ids in each file. What an earlier attempt has taken already stays as it is. */
const TAKE_OVER = `
INSERT OR IGNORE INTO devices (name) SELECT name FROM other.devices;
INSERT OR IGNORE INTO layouts (sensors) SELECT sensors FROM other.layouts;
INSERT OR IGNORE INTO readings
  SELECT seq, own.id, measured_at, at, battery, list.id, vals, device_time, more
  FROM other.readings AS reading
  JOIN other.devices AS named ON named.id = reading.device JOIN devices AS own ON own.name = named.name
  JOIN other.layouts AS laid ON laid.id = reading.layout JOIN layouts AS list ON list.sensors = laid.sensors;
DETACH other;`;

/** The file that SQLite itself says a database to be in, within the memory that all databases of sql.js share. */
function placeOf(db: Database): string {
  const [list] = db.exec("SELECT file FROM pragma_database_list WHERE name = 'main'");
  return String(list?.values[0]?.[0] ?? "");
}

/** Opens days of a data folder in memory. Nothing on the disk is changed. */
export class DayFiles {
  readonly #SQL: SqlJsStatic;
  readonly #folder: string;
  readonly #rules = new ValueRules(new Layouts());

  /** Values are judged by the settings as of the last checkpoint. */
  constructor(SQL: SqlJsStatic, folder: string) {
    this.#SQL = SQL;
    this.#folder = folder;
    const catalogue = new SQL.Database(readFileSync(join(folder, "davy.sqlite")));
    try {
      this.#rules.set(readState(catalogue));
    } finally {
      catalogue.close();
    }
  }

  /** All readings of some days as one database, with `readings_in_words` and `values_in_words`. Throws words for a file that cannot be read. */
  open(days: readonly Day[]): Database {
    const files = days.flatMap(({ day, paths }) => paths.map((path) => ({ day, path })));
    const [first, ...others] = files;
    const db = first && others.length === 0 ? this.#read(first) : this.#join(files);
    const info = newFileInfo("readings", first?.day ?? "", first?.path ?? "");
    this.#rules.write(new DataFile(info, db, new Map()));
    return db;
  }

  #join(files: readonly { readonly day: string; readonly path: string }[]): Database {
    const db = new this.#SQL.Database();
    db.run(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; ${READINGS_SCHEMA}`);
    for (const file of files) {
      const other = this.#read(file);
      db.run("ATTACH ? AS other", [placeOf(other)]);
      db.run(TAKE_OVER);
      other.close();
    }
    return db;
  }

  #read({ day, path }: { readonly day: string; readonly path: string }): Database {
    const bytes = readFileSync(join(this.#folder, path));
    if (!isSealed(bytes)) throw new Error(`${path} is damaged: its checksum is not that of its bytes.`);
    const db = new this.#SQL.Database(bytes);
    checkFile(db, readAbout(db), { path, kind: "readings", day });
    return db;
  }
}
