// Roll-ups computed anew from readings, in the plainest way, for comparison with those that were kept along the way.

import type { ReadingEntry } from "../../shared/entries/entry.ts";
import { sensorKeys } from "../../shared/rules/reading.ts";

/** One sensor in one minute or hour. */
export interface Figures {
  count: number;
  faults: number;
  sum: number;
  min: number | null;
  max: number | null;
}

type Reading = Pick<ReadingEntry, "device" | "measuredAt" | "sensors">;

const newFigures = (): Figures => ({ count: 0, faults: 0, sum: 0, min: null, max: null });

function take(figures: Figures, value: number | null): void {
  if (value === null) {
    figures.faults += 1;
    return;
  }
  figures.count += 1;
  figures.sum += value;
  figures.min = Math.min(figures.min ?? value, value);
  figures.max = Math.max(figures.max ?? value, value);
}

/** The figures by `device start key unit`; `unitMs` is the length of a row's time. */
export function recomputeRollUps(readings: Iterable<Reading>, unitMs: number): Map<string, Figures> {
  const all = new Map<string, Figures>();
  for (const { device, measuredAt, sensors } of readings) {
    const start = Math.floor(measuredAt / unitMs) * unitMs;
    const keys = sensorKeys(sensors.map(({ type }) => type));
    for (const [index, sensor] of sensors.entries()) {
      const name = `${device} ${start} ${keys[index]} ${sensor["unit"] ?? ""}`;
      const figures = all.get(name) ?? newFigures();
      all.set(name, figures);
      take(figures, sensor.val);
    }
  }
  return all;
}
