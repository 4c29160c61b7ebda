// The slices of a range as one, with no more of them than a reduced history needs.

import type { SliceSensor } from "../../shared/api.ts";
import { identityText } from "../../shared/reading.ts";
import { emptyColumn, type SensorColumns, type SliceColumns, sensorOf } from "./slice-columns.ts";

export type RangeSensor = SliceSensor & Pick<SensorColumns, "lows" | "highs">;

/** `t` ascending unix ms; NaN where there is no number. */
export interface RangeColumns {
  readonly t: Float64Array;
  readonly sensors: readonly RangeSensor[];
}

/** Slices put one after the other; a sensor that a slice lacks has no numbers there. */
export function joinSlices(slices: readonly SliceColumns[]): RangeColumns {
  const own = slices.map(({ t, sensors }) => ({
    length: t.length,
    sensors: new Map(sensors.map((sensor) => [identityText(sensor), sensor])),
  }));
  const known = new Map(own.flatMap(({ sensors }) => [...sensors]));
  const sensors = [...known].map(([identity, sensor]) => {
    const parts = own.map((slice) => ({ length: slice.length, columns: slice.sensors.get(identity) }));
    return joinSensor(parts, sensorOf(sensor));
  });
  return { t: join(slices.map(({ t }) => t)), sensors };
}

interface SensorPart {
  readonly length: number;
  readonly columns: SensorColumns | undefined;
}

function joinSensor(parts: readonly SensorPart[], sensor: SliceSensor): RangeSensor {
  const own = parts.map(({ length, columns }) => {
    const { lows, highs } = columns ?? { lows: emptyColumn(length), highs: undefined };
    // Raw readings have one column under both names; it is joined once.
    return { lows, highs: highs ?? lows };
  });
  const lows = join(own.map((columns) => columns.lows));
  const isOne = own.every((columns) => columns.lows === columns.highs);
  return { ...sensor, lows, highs: isOne ? lows : join(own.map(({ highs }) => highs)) };
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
