// The yardstick: sql.js as one would use it at first. Each reading is inserted by itself, each of its values is added to its minute
// and its hour by itself. Or: the raw readings alone, a transaction per batch, and no roll-ups at all.

import initSqlJs, { type Database } from "sql.js";
import { READINGS_SCHEMA, ROLL_UPS_SCHEMA } from "../../../server/archive/sqlite/files/schema.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import { answerParent } from "../process.ts";
import { batchAt, type Series } from "./series.ts";

/** What is to be inserted, and how. */
export interface PlainFilling {
  readonly how: "unbatched" | "raw only";
  readonly series: Series;
  readonly readings: number;
  readonly batch: number;
}

const IN_MEMORY = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";
const INSERT = "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
const ADD = `INSERT INTO roll_ups VALUES (?, ?, ?, 1, 0, ?, ?, ?) ON CONFLICT DO UPDATE SET
  count = count + 1, sum = sum + excluded.sum, min = min(min, excluded.min), max = max(max, excluded.max)`;

const SQL = await initSqlJs();

function create(schema: string): Database {
  const db = new SQL.Database();
  db.run(`${IN_MEMORY}${schema}`);
  return db;
}

function deviceOf({ device }: ReadingEntry): number {
  return Number(device.slice("bench ".length));
}

function createReadings() {
  const db = create(READINGS_SCHEMA);
  const insert = db.prepare(INSERT);
  return {
    run: (sql: string) => db.run(sql),
    add(entry: ReadingEntry) {
      const { seq, measuredAt, at, battery, sensors, deviceTime } = entry;
      const vals = JSON.stringify(sensors.map(({ val }) => val));
      insert.run([seq, deviceOf(entry), measuredAt, at, battery, 1, vals, deviceTime, null]);
    },
    close: () => db.close(),
  };
}

function createRollUps(unitMs: number) {
  const db = create(ROLL_UPS_SCHEMA);
  const add = db.prepare(ADD);
  return {
    add(entry: ReadingEntry) {
      const start = entry.measuredAt - (entry.measuredAt % unitMs);
      for (const [index, { val }] of entry.sensors.entries())
        add.run([deviceOf(entry), start, index, val, val, val]);
    },
    close: () => db.close(),
  };
}

async function insertAll({ how, series, readings, batch }: PlainFilling): Promise<{ seconds: number }> {
  const batches = Array.from({ length: readings / batch }, (_, index) =>
    batchAt(series, index * batch, batch),
  );
  const raw = createReadings();
  const rollUps = how === "unbatched" ? [createRollUps(MINUTE_MS), createRollUps(HOUR_MS)] : [];
  const started = performance.now();
  for (const { entries } of batches) {
    if (how === "raw only") raw.run("BEGIN");
    for (const entry of entries) {
      raw.add(entry);
      for (const rollUp of rollUps) rollUp.add(entry);
    }
    if (how === "raw only") raw.run("COMMIT");
  }
  const seconds = (performance.now() - started) / 1_000;
  for (const part of [raw, ...rollUps]) part.close();
  return { seconds };
}

answerParent(insertAll);
