// Reads the database of the original Flask application (table sensor_data) as rows ready to post.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import initSqlJs, { type Database } from "sql.js";

const COLUMNS = ["id", "pct", "device_id", "timestamp", "sensors", "system_time"] as const;

/** One row on its way to the server: a reading as a device posts it, its row id, and when it was received (unix s). */
export interface RecordedRow {
  readonly row: number;
  readonly id: unknown;
  readonly pct: unknown;
  readonly ts: unknown;
  readonly sensors: unknown;
  readonly system_time: unknown;
}

/** An opened recording. `source` names it for good, also when rows were added since. */
export interface FlaskRecording {
  readonly source: string;
  readonly total: number;
  /** How many rows come after a row id. */
  countAfter(row: number): number;
  /** The rows after a row id, in the order of their ids. */
  rowsAfter(row: number): Generator<RecordedRow>;
  close(): void;
}

/** Sensors are JSON text there; text that is no JSON goes on as it is, for the server to refuse and keep. */
function parseSensors(text: unknown): unknown {
  if (typeof text !== "string") return text ?? [];
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function checkTable(database: Database, file: string): void {
  const columns =
    database.exec("PRAGMA table_info(sensor_data)")[0]?.values.map((row) => String(row[1])) ?? [];
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length === 0) return;
  throw new Error(
    `${file} is no database of the original application: table sensor_data lacks ${missing.join(", ")}.`,
  );
}

function countAfter(database: Database, row: number): number {
  return Number(database.exec("SELECT count(*) FROM sensor_data WHERE id > ?", [row])[0]?.values[0]?.[0]);
}

function* rowsAfter(database: Database, row: number): Generator<RecordedRow> {
  const statement = database.prepare(
    `SELECT ${COLUMNS.join(", ")} FROM sensor_data WHERE id > ? ORDER BY id`,
    [row],
  );
  try {
    while (statement.step()) {
      const [id, pct, device, timestamp, sensors, systemTime] = statement.get();
      yield {
        row: Number(id),
        id: device,
        pct,
        ts: timestamp,
        sensors: parseSensors(sensors),
        system_time: systemTime,
      };
    }
  } finally {
    statement.free();
  }
}

/** Opens a recording. Throws a sentence when the file is none. */
export async function openFlaskRecording(file: string): Promise<FlaskRecording> {
  const SQL = await initSqlJs();
  const database = new SQL.Database(readFileSync(file));
  try {
    checkTable(database, file);
  } catch (error) {
    database.close();
    if (error instanceof Error && error.message.startsWith(file)) throw error;
    throw new Error(`${file} is no SQLite database.`, { cause: error });
  }
  const first =
    database.exec(`SELECT ${COLUMNS.join(", ")} FROM sensor_data ORDER BY id LIMIT 1`)[0]?.values ?? [];
  const digest = createHash("sha256").update(JSON.stringify(first)).digest("hex");
  return {
    source: `flask-${digest.slice(0, 16)}`,
    total: countAfter(database, 0),
    countAfter: (row) => countAfter(database, row),
    rowsAfter: (row) => rowsAfter(database, row),
    close: () => database.close(),
  };
}
