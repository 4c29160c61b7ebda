// What a file says of itself: its kind and the version of its format. Files of version 1 say neither.

import type { Database } from "sql.js";
import type { FileKind } from "./data-file.ts";

/** The version of the format that is written: 2 since batteries may be missing and sums have room for every double. */
export const FORMAT = 2;

const ROLL_UPS = `UPDATE sqlite_schema SET sql = replace(sql, 'lowest REAL NOT NULL', 'lowest REAL') WHERE name = 'batteries'`;
const RAW = `UPDATE sqlite_schema SET sql = replace(sql, 'battery REAL NOT NULL', 'battery REAL') WHERE name = 'readings'`;
const LARGE = "ALTER TABLE roll_ups ADD COLUMN large REAL NOT NULL DEFAULT 0";

/** To take NOT NULL away is a change of the schema's text alone: https://www.sqlite.org/lang_altertable.html#otheralter */
function reword(update: string): string {
  return `PRAGMA writable_schema = ON; ${update}; PRAGMA writable_schema = RESET;`;
}

const UPGRADES: Readonly<Record<FileKind, string>> = {
  readings: reword(RAW),
  minutes: `${reword(ROLL_UPS)} ${LARGE};`,
  hours: `${reword(ROLL_UPS)} ${LARGE};`,
  keys: "",
};

/** The row of `about` that says so, for a new file. */
export function formatRows(kind: FileKind | "catalogue"): string {
  return `INSERT OR REPLACE INTO about VALUES ('kind', '${kind}'), ('format', ${FORMAT});`;
}

/** Brings an opened database up to the present format. Its file stays as it is until it is written for another reason. */
export function upgrade(db: Database, kind: FileKind, format: number): void {
  if (format < FORMAT) db.run(`${UPGRADES[kind]} ${formatRows(kind)}`);
}
