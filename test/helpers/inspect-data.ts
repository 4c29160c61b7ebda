// Looks into the files of a data folder as an operator would, with SQL and without the archive's code.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import initSqlJs, { type Database } from "sql.js";
import { HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import type { SensorValue } from "../../shared/rules/reading.ts";
import { type Figures, recomputeRollUps } from "./recompute-roll-ups.ts";

/** A reading as a file has it. */
export interface FoundReading {
  readonly seq: number;
  readonly device: string;
  readonly measuredAt: number;
  readonly sensors: readonly SensorValue[];
}

/** An entry that is no reading, as a file has it. */
export interface FoundEvent {
  readonly seq: number;
  readonly kind: string;
  readonly entry: { readonly [member: string]: unknown };
}

/** What the files of a stopped server hold. */
export interface FoundData {
  readonly events: readonly FoundEvent[];
  readonly readings: readonly FoundReading[];
  readonly minutes: ReadonlyMap<string, Figures>;
  readonly hours: ReadonlyMap<string, Figures>;
  /** Files that SQLite itself finds fault with. */
  readonly broken: readonly string[];
}

function rowsOf(db: Database, sql: string) {
  return db.exec(sql)[0]?.values ?? [];
}

function readingsOf(db: Database): FoundReading[] {
  const rows = rowsOf(
    db,
    `SELECT seq, devices.name, measured_at, sensors, vals FROM readings
     JOIN devices ON devices.id = device JOIN layouts ON layouts.id = layout`,
  );
  return rows.map(([seq, device, measuredAt, layout, vals]) => {
    const values = JSON.parse(String(vals)) as (number | null)[];
    const sensors = (JSON.parse(String(layout)) as { type: string }[]).map((sensor, index) => ({
      ...sensor,
      val: values[index] ?? null,
    }));
    return { seq: Number(seq), device: String(device), measuredAt: Number(measuredAt), sensors };
  });
}

function eventsOf(db: Database): FoundEvent[] {
  const rows = rowsOf(db, "SELECT seq, kind, entry FROM events");
  return rows.map(([seq, kind, entry]) => ({
    seq: Number(seq),
    kind: String(kind),
    entry: JSON.parse(String(entry)),
  }));
}

function rollUpsOf(db: Database): [string, Figures][] {
  const rows = rowsOf(
    db,
    `SELECT devices.name || ' ' || start || ' ' || json_extract(identity, '$.key') || ' '
       || coalesce(json_extract(identity, '$.unit'), ''), count, faults, sum, min, max
     FROM roll_ups JOIN devices ON devices.id = device JOIN sensors ON sensors.id = sensor`,
  );
  return rows.map(([name, count, faults, sum, min, max]) => [
    String(name),
    {
      count: Number(count),
      faults: Number(faults),
      sum: Number(sum),
      min: min === null ? null : Number(min),
      max: max === null ? null : Number(max),
    },
  ]);
}

function sqliteFiles(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.filter((name) => name.endsWith(".sqlite")).sort();
}

function isBroken(db: Database): boolean {
  return rowsOf(db, "PRAGMA integrity_check")[0]?.[0] !== "ok";
}

/** The folder's SQLite files that SQLite itself finds fault with; costs a part of reading them. */
export async function brokenFiles(folder: string): Promise<string[]> {
  const SQL = await initSqlJs();
  return sqliteFiles(folder).filter((path) => {
    const db = new SQL.Database(readFileSync(join(folder, path)));
    try {
      return isBroken(db);
    } finally {
      db.close();
    }
  });
}

/** Reads everything in the folder's SQLite files; each is opened by itself and checked. */
export async function inspectData(folder: string): Promise<FoundData> {
  const SQL = await initSqlJs();
  const found = {
    readings: [] as FoundReading[],
    events: [] as FoundEvent[],
    minutes: new Map<string, Figures>(),
    hours: new Map<string, Figures>(),
    broken: [] as string[],
  };
  for (const path of sqliteFiles(folder)) {
    const db = new SQL.Database(readFileSync(join(folder, path)));
    if (isBroken(db)) found.broken.push(path);
    if (path.startsWith("readings")) found.readings.push(...readingsOf(db));
    if (path.startsWith("events")) found.events.push(...eventsOf(db));
    if (path.startsWith("minutes")) for (const [name, row] of rollUpsOf(db)) found.minutes.set(name, row);
    if (path.startsWith("hours")) for (const [name, row] of rollUpsOf(db)) found.hours.set(name, row);
    db.close();
  }
  return found;
}

/** What the roll-ups must be by the raw readings that are there. */
export function rollUpsByReadings({ readings }: FoundData) {
  const inOrder = [...readings].sort((a, b) => a.seq - b.seq);
  return { minutes: recomputeRollUps(inOrder, MINUTE_MS), hours: recomputeRollUps(inOrder, HOUR_MS) };
}
