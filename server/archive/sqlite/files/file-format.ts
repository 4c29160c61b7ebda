// What a file says of itself: its kind, its period and the version of its format. Files of version 1, which 0.1.0 wrote, say
// none of it; they are known by their tables and times.

import type { Database, SqlValue } from "sql.js";
import { HOUR_MS } from "../../../../shared/ground/time.ts";
import type { FileKind } from "./file-info.ts";
import { filePeriod } from "./file-periods.ts";

/** The version of the format that is written: 2 since batteries may be missing and sums have room for every double. */
const FORMAT = 2;

/** A file that a later version of Davy wrote. Nothing is wrong with it, so it stays where it is. */
export class NewerFormat extends Error {
  constructor(path: string, format: number) {
    super(
      `${path} was written by a later version of Davy (format ${format}; this one reads up to ${FORMAT}). Start that version, or restore a backup of this one`,
    );
    this.name = "NewerFormat";
  }
}

/** Which file is expected: its place, and of which kind and UTC day or month it is. */
export interface Expected {
  readonly path: string;
  readonly kind: FileKind | "catalogue";
  readonly day: string;
}

type About = ReadonlyMap<string, SqlValue>;

function rowsOf(db: Database, sql: string): SqlValue[][] {
  return db.exec(sql)[0]?.values ?? [];
}

/** What a file says in its table `about`. Throws when it has none. */
export function readAbout(db: Database): About {
  return new Map(
    rowsOf(db, "SELECT name, value FROM about").map(([name, value = null]) => [String(name), value]),
  );
}

/** The table that only files of a kind have. */
const TABLES = {
  readings: "readings",
  minutes: "roll_ups",
  hours: "roll_ups",
  keys: "keys",
  events: "events",
  catalogue: "files",
} as const;

function hasRows(db: Database, sql: string): boolean {
  return rowsOf(db, `SELECT 1 FROM ${sql} LIMIT 1`).length > 0;
}

/** Whether what is in a file of version 1 may be in one of the kind and day. */
function mayBe(db: Database, { kind, day }: Expected): boolean {
  if (!hasRows(db, `sqlite_schema WHERE name = '${TABLES[kind]}'`)) return false;
  if (kind === "keys" || kind === "catalogue") return true;
  // 0.1.0 wrote none.
  if (kind === "events") return false;
  const period = filePeriod({ kind, day });
  const outside = (time: string) => `${time} < ${period?.from ?? 0} OR ${time} >= ${period?.to ?? 0}`;
  if (kind === "readings") return !hasRows(db, `readings WHERE ${outside("measured_at")}`);
  const uneven = kind === "hours" ? `OR start % ${HOUR_MS} <> 0` : "";
  return !hasRows(db, `batteries WHERE ${outside("start")} ${uneven}`);
}

/** In words, for a person. The catalogue is of all days. */
function contentOf({ kind, day }: { readonly kind: unknown; readonly day: unknown }): string {
  return day === "" ? `the ${kind}` : `${kind} of ${day}`;
}

/**
 * Makes sure that a file is the one that is expected under its name: a restore may have put another there, whole and sealed.
 * Throws with the reason, and a NewerFormat for a file that this version cannot read.
 */
export function checkFile(db: Database, about: About, expected: Expected): void {
  const format = Number(about.get("format") ?? 1);
  if (format > FORMAT) throw new NewerFormat(expected.path, format);
  if (!about.has("kind")) {
    if (!mayBe(db, expected)) throw new Error(`it holds something else than ${contentOf(expected)}`);
    return;
  }
  const [kind, day = expected.day] = [about.get("kind"), about.get("day")];
  if (kind !== expected.kind || day !== expected.day)
    throw new Error(`it holds ${contentOf({ kind, day })}, not ${contentOf(expected)}`);
}

const ROLL_UPS = `UPDATE sqlite_schema SET sql = replace(sql, 'lowest REAL NOT NULL', 'lowest REAL') WHERE name = 'batteries'`;
const RAW = `UPDATE sqlite_schema SET sql = replace(sql, 'battery REAL NOT NULL', 'battery REAL') WHERE name = 'readings'`;

/** To take NOT NULL away is a change of the schema's text alone: https://www.sqlite.org/lang_altertable.html#otheralter */
function reword(update: string): string {
  return `PRAGMA writable_schema = ON; ${update}; PRAGMA writable_schema = RESET;`;
}

const UPGRADES: Readonly<Record<FileKind, string>> = {
  readings: reword(RAW),
  minutes: reword(ROLL_UPS),
  hours: reword(ROLL_UPS),
  keys: "",
  events: "",
};

/** The rows of `about` that say what a file is. */
export function formatRows({ kind, day }: Pick<Expected, "kind" | "day">): string {
  return `INSERT OR REPLACE INTO about VALUES ('kind', '${kind}'), ('day', '${day}'), ('format', ${FORMAT});`;
}

/** Brings an opened database up to the present format. Its file stays as it is until it is written for another reason. */
export function upgrade(
  db: Database,
  about: About,
  info: { readonly kind: FileKind; readonly day: string },
): void {
  if (!about.has("day")) db.run(`${about.has("format") ? "" : UPGRADES[info.kind]} ${formatRows(info)}`);
}
