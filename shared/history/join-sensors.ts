// Columns of the same sensors put one after the other. A sensor is the same by key, type and unit.

import { identityOf, identityText } from "../rules/reading.ts";
import type { DeviceColumns, SensorColumns } from "./columns.ts";

/** The columns of a sensor that hold one number per row. */
export type Field = "values" | "min" | "max" | "count";

/** Columns one after the other. */
export function concatenate(columns: readonly (Float32Array | Float64Array)[]): Float64Array {
  const whole = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  return whole;
}

/** The sensors of a table by their identity. */
export function byIdentity({ sensors }: Pick<DeviceColumns, "sensors">): Map<string, SensorColumns> {
  return new Map(sensors.map((sensor) => [identityText(sensor), sensor]));
}

/**
 * The sensors of parts that follow each other in time, with the given fields. A sensor that a part lacks has no numbers there; where
 * a part has readings and others have rows of minutes, each reading is its own lowest and highest. `isKept` leaves sensors out.
 */
export function joinSensors(
  parts: readonly Pick<DeviceColumns, "t" | "sensors">[],
  fields: readonly Field[],
  isKept: (identity: string) => boolean = () => true,
): SensorColumns[] {
  const own = parts.map((part) => ({ rows: part.t.length, sensors: byIdentity(part) }));
  const known = new Map(own.flatMap(({ sensors }) => [...sensors]));
  return [...known]
    .filter(([identity]) => isKept(identity))
    .map(([identity, sensor]) => {
      const columns = fields.map((field) => {
        const pieces = own.map(
          ({ rows, sensors }) =>
            fieldOf(sensors.get(identity), field) ?? new Float64Array(rows).fill(Number.NaN),
        );
        return [field, concatenate(pieces)] as const;
      });
      return { values: new Float64Array(), ...identityOf(sensor), ...Object.fromEntries(columns) };
    });
}

function fieldOf(sensor: SensorColumns | undefined, field: Field): Float64Array | undefined {
  if (!sensor) return undefined;
  return sensor[field] ?? (field === "min" || field === "max" ? sensor.values : undefined);
}
