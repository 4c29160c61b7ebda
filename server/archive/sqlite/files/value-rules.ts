// One value a row, for people with an SQLite tool: what a screen makes of the raw values of a day's file, in the file itself. A file is
// written with the rules that hold then; `davy sql` puts those of today in their place.

import type { SqlValue } from "sql.js";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { SensorRule } from "../../../../shared/rules/judge.ts";
import type { SensorIdentity } from "../../../../shared/rules/reading.ts";
import { Rulebook } from "../../../../shared/rules/rulebook.ts";
import { parseSite } from "../../../../shared/rules/site.ts";
import type { Layouts } from "../layouts/layouts.ts";
import type { DataFile } from "./data-file.ts";
import { devicesIn, type KeptState, stateIn } from "./kept-state.ts";
import { lookUpText } from "./stored-text.ts";

/**
 * By what the values of a sensor are judged; `device` is 0 for all that have no settings of that sensor. `(raw − zero) × gain` keeps 12
 * digits and is compared with bounds that count as reached, as in shared/rules/judge.ts. What is no measurement is a fault: it has
 * neither value nor level. Without a limit there is no level either.
 */
const VALUES_VIEW = `
CREATE TABLE IF NOT EXISTS rules (
  layout INTEGER NOT NULL REFERENCES layouts,
  place INTEGER NOT NULL,
  device INTEGER NOT NULL,
  sensor TEXT NOT NULL,
  gas TEXT NOT NULL,
  unit TEXT NOT NULL,
  zero REAL NOT NULL,
  gain REAL NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  low_a2 REAL,
  low_a1 REAL,
  a1 REAL,
  a2 REAL,
  PRIMARY KEY (layout, place, device)
) WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS values_in_words AS
  WITH raws AS (
    SELECT readings.*, numbers.key AS place, numbers.value AS raw FROM readings, json_each(readings.vals) AS numbers
  ),
  scaled AS (
    SELECT raws.*, sensor, gas, unit, zero, gain, low, high, low_a2, low_a1, a1, a2, (raw - zero) * gain AS product FROM raws LEFT JOIN rules
    ON rules.layout = raws.layout AND rules.place = raws.place AND rules.device = (
      SELECT max(own.device) FROM rules AS own
      WHERE own.layout = raws.layout AND own.place = raws.place AND own.device IN (0, raws.device))
  ),
  calibrated AS (
    SELECT *, CASE
      WHEN zero = 0 AND gain = 1 THEN raw
      WHEN abs(product) < 1e300 THEN CAST(printf('%.12g', product) AS REAL)
      ELSE product END AS shown
    FROM scaled
  ),
  judged AS (
    SELECT *, CASE WHEN shown BETWEEN low AND high THEN shown END AS value FROM calibrated
  )
  SELECT seq, devices.name AS device,
    strftime('%Y-%m-%dT%H:%M:%fZ', measured_at / 1000.0, 'unixepoch') AS measured_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS received_at,
    sensor, gas, raw, value, unit,
    CASE
      WHEN value IS NULL OR coalesce(a1, a2, low_a1, low_a2) IS NULL THEN NULL
      WHEN value >= a2 OR value <= low_a2 THEN 'a2'
      WHEN value >= a1 OR value <= low_a1 THEN 'a1'
      ELSE 'normal' END AS level,
    CASE
      WHEN raw IS NULL THEN coalesce(json_extract(more, '$.members."' || place || '".fault'), 'no number')
      WHEN shown < low THEN 'below what can be'
      WHEN shown > high THEN 'above what can be' END AS fault,
    battery
  FROM judged JOIN devices ON devices.id = judged.device;`;

/** Most rules that are written into a file: of more sensors than that it has none, and `davy sql` alone tells their values. */
export const MAX_KEPT_RULES = 20_000;
const COLUMNS = 14;
const INSERT = `INSERT INTO rules VALUES (${"?,".repeat(COLUMNS - 1)}?)`;

/** What of a file is looked at and changed. */
type RuledFile = Pick<DataFile, "db" | "names" | "rows" | "statement">;

/** By what all sensors are judged, as of a moment. */
export class ValueRules {
  readonly #layouts: Layouts;
  #rulebook = new Rulebook(parseSite(undefined).preset);
  #calibrated = new Map<string, DeviceState["settings"]["sensors"]>();

  constructor(layouts: Layouts) {
    this.#layouts = layouts;
  }

  /** Goes by the settings of a state from here on. */
  set(state: KeptState): void {
    this.#rulebook = new Rulebook(parseSite(stateIn(state, "site")).preset);
    // What a file says of a device is not looked at when it is opened: it may lack what others have.
    const own = devicesIn(state).filter((device) => device.settings?.sensors !== undefined);
    this.#calibrated = new Map(own.map(({ device, settings }) => [device, settings.sensors]));
  }

  /** Writes the rules of all sensors into a day's file, in the place of those that it has; none where there are more than `most`. */
  write(file: RuledFile, most = Number.POSITIVE_INFINITY): void {
    file.db.run(`${VALUES_VIEW} DELETE FROM rules`);
    const rows = [...this.#usual(file), ...this.#own(file)];
    if (rows.length > most) return;
    const insert = file.statement(INSERT);
    for (const row of rows) insert.run(row);
  }

  *#usual(file: RuledFile): Generator<SqlValue[]> {
    for (const [layout] of file.rows("SELECT id FROM layouts"))
      for (const [place, sensor] of this.#sensorsOf(file, Number(layout)).entries())
        yield rowOf([Number(layout), place, 0], sensor, this.#rulebook.of(sensor));
  }

  *#own(file: RuledFile): Generator<SqlValue[]> {
    for (const [name, settings] of this.#calibrated) {
      const device = file.names.findId("devices", name);
      if (device === undefined) continue;
      const own = new Map(Object.entries(settings ?? {}));
      for (const [layout] of file.rows("SELECT DISTINCT layout FROM readings WHERE device = ?", [device]))
        for (const [place, sensor] of this.#sensorsOf(file, Number(layout)).entries()) {
          const set = own.get(sensor.key);
          if (set) yield rowOf([Number(layout), place, device], sensor, this.#rulebook.of(sensor, set));
        }
    }
  }

  #sensorsOf(file: RuledFile, layout: number): readonly SensorIdentity[] {
    return this.#layouts.parse(file.names.nameOf("layouts", layout)).sensors;
  }
}

function rowOf(place: readonly number[], { key, type }: SensorIdentity, rule: SensorRule): SqlValue[] {
  const { limits, range, settings } = rule;
  const texts = [key, type, rule.unit].map(lookUpText);
  const scale = [settings?.zero ?? 0, settings?.gain ?? 1, range.low, range.high];
  const bounds = [limits.lowA2, limits.lowA1, limits.a1, limits.a2].map((bound) => bound ?? null);
  return [...place, ...texts, ...scale, ...bounds];
}
