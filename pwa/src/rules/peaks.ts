// Alarms that were over before anybody could see them: a peak of one reading leaves a trace for a while.

import { MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import {
  alarmState,
  figureOf,
  type SensorPresentation,
  type SensorScale,
} from "../../../shared/present/present-sensor.ts";
import type { Level } from "../../../shared/rules/level.ts";
import { sensorId } from "./new-alarms.ts";

/** How long a peak's trace stays, ms by server time from when it was measured. */
export const PEAK_STAYS_MS = MINUTE_MS;
/** The worst within this time is one peak; a later one takes its place, so that it is seen as long, ms. */
const ONE_PEAK_MS = 10 * SECOND_MS;

/** A value that was at a level; its sensor may be below it since. */
export interface Peak {
  readonly level: Exclude<Level, "normal">;
  readonly value: number;
  readonly scale: SensorScale;
  /** From when its age counts, unix ms by server time. */
  readonly at: number;
}

/** Peaks by `sensorId`. */
export type PeaksBySensor = ReadonlyMap<string, Peak>;

const RANK = { normal: 0, a1: 1, a2: 2 } as const;

function peakOf(sensor: SensorPresentation): Peak | undefined {
  const level = alarmState(sensor);
  const shown = figureOf(sensor);
  if ((level !== "a1" && level !== "a2") || !shown) return undefined;
  return { level, value: shown.value, scale: sensor.scale, at: sensor.at };
}

function isHigh({ value, scale }: Peak): boolean {
  return value >= (scale.limits.a1 ?? scale.limits.a2 ?? Number.POSITIVE_INFINITY);
}

function takesPlaceOf(peak: Peak, before: Peak): boolean {
  if (peak.level !== before.level) return RANK[peak.level] > RANK[before.level];
  if (peak.at - before.at >= ONE_PEAK_MS) return true;
  return isHigh(peak) ? peak.value > before.value : peak.value < before.value;
}

/** The traces of a fleet; bounded by its sensors, since `list` lets go of what is over. */
export class Peaks {
  readonly #peaks = new Map<string, Peak>();

  /** Takes in a reading's sensors at a moment (server time, unix ms). */
  add(device: DevicePresentation, now: number): void {
    for (const sensor of device.sensors) {
      const peak = peakOf(sensor);
      if (!peak) continue;
      const id = sensorId(device, sensor);
      const before = this.#peaks.get(id);
      if (!before || now - before.at >= PEAK_STAYS_MS || takesPlaceOf(peak, before))
        this.#peaks.set(id, peak);
    }
  }

  /** Those whose trace is to be seen at a moment. */
  list(now: number): PeaksBySensor {
    for (const [id, { at }] of this.#peaks) if (now - at >= PEAK_STAYS_MS) this.#peaks.delete(id);
    return new Map(this.#peaks);
  }
}

/** The peak of a sensor, where it was worse than what the sensor shows. */
export function peakBeside(sensor: SensorPresentation, peak: Peak | undefined): Peak | undefined {
  const shown = figureOf(sensor)?.level ?? "normal";
  return peak && RANK[peak.level] > RANK[shown] ? peak : undefined;
}

/** The worst level among the peaks that are worse than what their sensors show. */
export function worstPeak(
  devices: readonly DevicePresentation[],
  peaks: PeaksBySensor,
): "a1" | "a2" | undefined {
  const levels = devices.flatMap((device) =>
    device.sensors.map((sensor) => peakBeside(sensor, peaks.get(sensorId(device, sensor)))?.level),
  );
  if (levels.includes("a2")) return "a2";
  return levels.includes("a1") ? "a1" : undefined;
}
