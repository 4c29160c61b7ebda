// What a screen shows of a device and of the whole fleet.

import type { DeviceState } from "./fleet.ts";
import { type Freshness, freshnessOf, type Moment } from "./freshness.ts";
import {
  presentSensor,
  type SensorPresentation,
  type SensorStatus,
  scaleOf,
  urgencyOf,
  type Viewing,
} from "./present-sensor.ts";

/** Below this charge (percent) a battery is worth a word. */
export const LOW_BATTERY = 20;

/** A silent device without sensors stands where a silent sensor would. */
const SILENT_URGENCY = 20;

const collator = new Intl.Collator("en", { numeric: true });

export interface DevicePresentation {
  readonly device: string;
  /** The name that was given, else the id. */
  readonly name: string;
  readonly place: string | undefined;
  readonly freshness: Freshness;
  readonly battery: number;
  readonly sensors: readonly SensorPresentation[];
  /** The most urgent sensor; undefined when the device has none. */
  readonly worst: SensorPresentation | undefined;
  /** The urgency of the worst sensor, by which devices are ordered. */
  readonly urgency: number;
}

function mostUrgent(sensors: readonly SensorPresentation[]): SensorPresentation | undefined {
  return sensors.reduce<SensorPresentation | undefined>(
    (worst, sensor) => (worst && urgencyOf(worst) >= urgencyOf(sensor) ? worst : sensor),
    undefined,
  );
}

/** What to show of a device at a moment. */
export function presentDevice(state: DeviceState, moment: Moment, viewing: Viewing): DevicePresentation {
  const freshness = freshnessOf(state, moment);
  const sensors = state.sensors.map((sensor) =>
    presentSensor(sensor, scaleOf(sensor, state.settings.sensors?.[sensor.key], viewing), freshness),
  );
  const worst = mostUrgent(sensors);
  return {
    device: state.device,
    name: state.settings.name || state.device,
    place: state.settings.place || undefined,
    freshness,
    battery: state.battery,
    sensors,
    worst,
    urgency: worst ? urgencyOf(worst) : freshness.status === "live" ? 0 : SILENT_URGENCY,
  };
}

/** How many sensors are in each state. */
export type StateCounts = { readonly [S in SensorStatus]: number };

/** Counts the sensors of a fleet by state. */
export function countStates(devices: Iterable<DevicePresentation>): StateCounts {
  const counts = { normal: 0, a1: 0, a2: 0, fault: 0, stale: 0, offline: 0 };
  for (const { sensors } of devices) for (const { state } of sensors) counts[state] += 1;
  return counts;
}

/** As `countStates`, but a silent device counts once, since its sensors fall silent together. */
export function countForSummary(devices: Iterable<DevicePresentation>): StateCounts {
  const all = [...devices];
  const silent = (status: "stale" | "offline") =>
    all.filter(({ freshness }) => freshness.status === status).length;
  return { ...countStates(all), stale: silent("stale"), offline: silent("offline") };
}

/** Worst first; equals by name, so that the order is the same on every screen. */
export function byUrgency(a: DevicePresentation, b: DevicePresentation): number {
  return b.urgency - a.urgency || collator.compare(a.name, b.name);
}
