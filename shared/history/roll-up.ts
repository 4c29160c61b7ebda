import { HOUR_MS, MINUTE_MS } from "../ground/time.ts";
import { beyond, possibleRange, type SensorRange } from "../rules/sensor-range.ts";
import type { SensorSettings, SensorsSettings } from "../rules/settings.ts";
import type { HistoryColumns, SensorColumns } from "./columns.ts";
import { higher, lower } from "./extremes.ts";

const ROW_MS = { minute: MINUTE_MS, hour: HOUR_MS } as const;

/** Whether there is a number, and it can be a measurement. */
function isWithin(value: number, range: SensorRange): boolean {
  return !Number.isNaN(value) && beyond(value, range) === undefined;
}

/** The rows of a roll-up: how many, and of each reading which it belongs to. */
interface Rows {
  readonly rowOf: Int32Array;
  readonly rows: number;
}

/** Sums one sensor's numbers up. */
function rollUpSensor(
  sensor: SensorColumns,
  { rowOf, rows }: Rows,
  settings: SensorSettings | undefined,
): SensorColumns {
  const empty = () => new Float64Array(rows).fill(Number.NaN);
  const { min, max, values } = { min: empty(), max: empty(), values: new Float64Array(rows) };
  const count = new Float64Array(rows);
  const range = possibleRange(sensor, settings);
  for (const [index, value] of sensor.values.entries()) {
    const row = rowOf[index] ?? 0;
    if (!isWithin(value, range)) continue;
    // A row of minutes stands for as many readings as it was made of.
    const numbers = sensor.count?.[index] ?? 1;
    const [low, high] = [sensor.min?.[index] ?? value, sensor.max?.[index] ?? value];
    count[row] = (count[row] ?? 0) + numbers;
    values[row] = (values[row] ?? 0) + value * numbers;
    if (isWithin(low, range)) min[row] = lower(min[row] ?? Number.NaN, low);
    if (isWithin(high, range)) max[row] = higher(max[row] ?? Number.NaN, high);
  }
  for (const [row, numbers] of count.entries()) {
    values[row] = numbers > 0 ? (values[row] ?? 0) / numbers : Number.NaN;
  }
  return { ...sensor, values, min, max, count };
}

/**
 * Readings, or minutes, as rows of a minute or an hour, by the rule of the server's archive: count, mean, minimum, maximum, lowest
 * battery. `settings` say what the numbers can mean, where the device does not.
 */
export function rollUp(
  raw: HistoryColumns,
  resolution: "minute" | "hour",
  settings?: SensorsSettings,
): HistoryColumns {
  const rowMs = ROW_MS[resolution];
  const times: number[] = [];
  const rowOf = Int32Array.from(raw.t, (time) => {
    const start = Math.floor(time / rowMs) * rowMs;
    if (times.at(-1) !== start) times.push(start);
    return times.length - 1;
  });
  const battery = new Float32Array(times.length).fill(Number.NaN);
  for (const [index, row] of rowOf.entries()) {
    const percent = raw.battery[index] ?? Number.NaN;
    // False for a row that has none so far.
    if (!Number.isNaN(percent) && !((battery[row] ?? Number.NaN) <= percent)) battery[row] = percent;
  }
  return {
    ...raw,
    resolution,
    t: Float64Array.from(times),
    battery,
    sensors: raw.sensors.map((sensor) =>
      rollUpSensor(sensor, { rowOf, rows: times.length }, settings?.[sensor.key]),
    ),
  };
}
