import { identitiesOf, identityText, type SensorValue } from "../rules/reading.ts";
import type { HistoryColumns, SensorColumns } from "./columns.ts";

/** A reading of the live stream, as far as history goes. `t` is when it was measured, unix ms; `battery` percent, null for none. */
export interface LiveReading {
  readonly t: number;
  readonly battery: number | null;
  readonly sensors: readonly SensorValue[];
}

/** Readings in any order as raw columns, ascending. What is known beyond the readings themselves is for the caller to say. */
export function columnsOfReadings(device: string, readings: readonly LiveReading[]): HistoryColumns {
  const rows = [...readings].sort((a, b) => a.t - b.t);
  const sensors = new Map<string, SensorColumns>();
  for (const [row, reading] of rows.entries()) {
    for (const [index, identity] of identitiesOf(reading.sensors).entries()) {
      const name = identityText(identity);
      const known = sensors.get(name);
      const values = known?.values ?? new Float64Array(rows.length).fill(Number.NaN);
      values[row] = reading.sensors[index]?.val ?? Number.NaN;
      if (!known) sensors.set(name, { ...identity, values });
    }
  }
  return {
    device,
    resolution: "raw",
    t: Float64Array.from(rows, ({ t }) => t),
    battery: Float32Array.from(rows, ({ battery }) => battery ?? Number.NaN),
    sensors: [...sensors.values()],
    known: [],
  };
}
