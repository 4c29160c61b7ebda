// The slices of a range as one, with no more of them than a reduced history needs.

import type { SliceSensor } from "../../shared/api.ts";
import { emptyColumn, type SensorColumns, type SliceColumns, sensorOf } from "./slice-columns.ts";

export type RangeSensor = SliceSensor & Pick<SensorColumns, "lows" | "highs">;

/** `t` ascending unix ms; NaN where there is no number. */
export interface RangeColumns {
  readonly t: Float64Array;
  readonly sensors: readonly RangeSensor[];
}

/** Slices put one after the other; a sensor that a slice lacks has no numbers there. */
export function joinSlices(slices: readonly SliceColumns[]): RangeColumns {
  const known: SliceSensor[] = [];
  for (const sensor of slices.flatMap(({ sensors }) => sensors))
    if (!find(known, sensor)) known.push(sensorOf(sensor));
  return { t: join(slices.map(({ t }) => t)), sensors: known.map((sensor) => joinSensor(slices, sensor)) };
}

function joinSensor(slices: readonly SliceColumns[], sensor: SliceSensor): RangeSensor {
  const own = slices.map(({ t, sensors }) => {
    const columns = find(sensors, sensor);
    const { lows, highs } = columns ?? { lows: emptyColumn(t.length), highs: undefined };
    // Raw readings have one column under both names; it is joined once.
    return { lows, highs: highs ?? lows };
  });
  const lows = join(own.map((columns) => columns.lows));
  const isOne = own.every((columns) => columns.lows === columns.highs);
  return { ...sensor, lows, highs: isOne ? lows : join(own.map(({ highs }) => highs)) };
}

function find<Sensor extends SliceSensor>(sensors: readonly Sensor[], { key, type, unit }: SliceSensor) {
  return sensors.find((own) => own.key === key && own.type === type && own.unit === unit);
}

function join(columns: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  return whole;
}
