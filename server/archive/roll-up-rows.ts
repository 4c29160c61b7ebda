// A device's figures out of the roll-up files of a period. Each part has a stretch of time to itself.

import type { SliceSensor } from "../../shared/api.ts";
import type { DataFile } from "./data-file.ts";
import { Places } from "./places.ts";

/** One row: start, place of the sensor in `sensors`, count, faults, sum, lowest, highest. */
export type RollUpRow = [number, number, number, number, number, number | null, number | null];
/** Start and lowest battery. */
export type BatteryRow = [number, number];

/** The rows of a device, in order of start. */
export interface RollUpRows {
  readonly rows: readonly RollUpRow[];
  readonly batteries: readonly BatteryRow[];
  readonly sensors: readonly SliceSensor[];
}

/** A device's rows in the files of one period. */
export function readRollUps(files: readonly DataFile[], device: string): RollUpRows {
  const identities = new Places();
  const inOrder = [...files].sort((a, b) => a.info.firstMeasuredAt - b.info.firstMeasuredAt);
  const parts = inOrder.map((file) => readPart(file, device, identities));
  return {
    rows: parts.flatMap(({ rows }) => rows),
    batteries: parts.flatMap(({ batteries }) => batteries),
    sensors: identities.texts.map((text) => JSON.parse(text) as SliceSensor),
  };
}

/**
 * Row by row: as one text built inside SQLite they take three times as long, because its printf needs 17 digits to tell doubles
 * apart.
 */
function readPart(
  file: DataFile,
  device: string,
  identities: Places,
): { rows: RollUpRow[]; batteries: BatteryRow[] } {
  const id = file.findId("devices", device);
  if (id === undefined) return { rows: [], batteries: [] };
  const figures =
    "SELECT start, sensor, count, faults, sum, min, max FROM roll_ups WHERE device = ? ORDER BY start, sensor";
  const lowest = "SELECT start, lowest FROM batteries WHERE device = ? ORDER BY start";
  // What the schema says of these columns.
  const rows = file.rows(figures, [id]) as unknown as RollUpRow[];
  const places = new Map<number, number>();
  for (const row of rows) {
    const place = places.get(row[1]) ?? identities.of(file.nameOf("sensors", row[1]));
    places.set(row[1], place);
    row[1] = place;
  }
  return { rows, batteries: file.rows(lowest, [id]) as unknown as BatteryRow[] };
}
