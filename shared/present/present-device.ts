// What a screen shows of a device and of the whole fleet.

import type { DeviceState } from "../fleet/fleet.ts";
import {
  type Freshness,
  freshnessOf,
  isLongAgo,
  type Moment,
  sensorFreshnessOf,
} from "../fleet/freshness.ts";
import type { SensorState } from "../fleet/sensor-states.ts";
import { compareNaturally } from "../ground/natural-order.ts";
import {
  alarmState,
  presentSensor,
  type SensorPresentation,
  type SensorScale,
  type SensorStatus,
  scaleOf,
  urgencyOf,
  type Viewing,
} from "./present-sensor.ts";
import { deviceName } from "./shown-name.ts";

/** Below this charge (percent) a battery is worth a word. */
export const LOW_BATTERY = 20;

/** A silent device without sensors stands where a silent sensor would. */
const SILENT_URGENCY = 20;

export interface DevicePresentation {
  readonly device: string;
  /** The name that was given, else the id. */
  readonly name: string;
  readonly place: string | undefined;
  readonly freshness: Freshness;
  /** Percent; null for a device that says nothing of a battery. */
  readonly battery: number | null;
  readonly sensors: readonly SensorPresentation[];
  /** The most urgent sensor; undefined when the device has none. */
  readonly worst: SensorPresentation | undefined;
  /** Its clock stands still or was never set; the time of arrival counts. */
  readonly isClockUnset: boolean;
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
  return presentOn(state, moment, (sensor) => scaleOf(sensor, state.settings.sensors?.[sensor.key], viewing));
}

/** The same with the sensors' scales as somebody knows them already. */
export function presentOn(
  state: DeviceState,
  moment: Moment,
  scaleAt: (sensor: SensorState, place: number) => SensorScale,
): DevicePresentation {
  const freshness = freshnessOf(state, moment);
  const sensors = state.sensors.map((sensor, place) =>
    presentSensor(sensor, scaleAt(sensor, place), sensorFreshnessOf(sensor, state, moment)),
  );
  const worst = mostUrgent(sensors);
  return {
    device: state.device,
    name: deviceName(state.device, state.settings),
    place: state.settings.place || undefined,
    freshness,
    battery: state.battery,
    sensors,
    worst,
    isClockUnset: state.clockUnset === true,
    urgency: worst ? urgencyOf(worst) : freshness.status === "live" ? 0 : SILENT_URGENCY,
  };
}

/** How many are in each state: sensors or devices. */
export type StateCounts = { readonly [S in SensorStatus]: number };

function count(states: Iterable<SensorStatus>): StateCounts {
  const counts = { normal: 0, a1: 0, a2: 0, fault: 0, late: 0, stale: 0, offline: 0 };
  for (const state of states) counts[state] += 1;
  return counts;
}

/** A sensor whose time is in doubt counts as that, and with its alarm. */
function statesOfSensor(sensor: SensorPresentation): SensorStatus[] {
  const alarm = alarmState(sensor);
  return alarm === sensor.state || alarm === "normal" ? [sensor.state] : [sensor.state, alarm];
}

/** Counts the sensors of a fleet by state. */
export function countSensors(devices: readonly DevicePresentation[]): StateCounts {
  return count(devices.flatMap(({ sensors }) => sensors.flatMap(statesOfSensor)));
}

/** A device's alarm is its worst; beside it, it may have a fault and a silent sensor. */
function statesOf({ sensors, freshness }: DevicePresentation): SensorStatus[] {
  if (freshness.status === "stale" || freshness.status === "offline") return [freshness.status];
  const states = new Set(sensors.flatMap(statesOfSensor).filter((state) => state !== "normal"));
  if (states.has("a2")) states.delete("a1");
  return states.size > 0 ? [...states] : ["normal"];
}

/** Counts the devices of a fleet by state. One with an alarm and a faulty sensor counts in both. */
export function countDevices(devices: readonly DevicePresentation[]): StateCounts {
  return count(devices.flatMap(statesOf));
}

/** 1 for a device that is silent for so long that of equals the others come first. */
function longSilence({ freshness }: DevicePresentation): number {
  const { status } = freshness;
  return (status === "stale" || status === "offline") && isLongAgo(freshness) ? 1 : 0;
}

/** Worst first; of equals the long silent last, then by name and id, so that the order is the same on every screen. */
export function byUrgency(a: DevicePresentation, b: DevicePresentation): number {
  return (
    b.urgency - a.urgency ||
    longSilence(a) - longSilence(b) ||
    compareNaturally(a.name, b.name) ||
    compareNaturally(a.device, b.device)
  );
}
