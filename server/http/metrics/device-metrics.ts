// Series of devices and sensors, bounded: whoever invents ids must not fill Prometheus.

import { isInDoubt, isRetired, isSensorStale, isStale } from "../../../shared/fleet/fleet.ts";
import { ageFrom, type SensorState } from "../../../shared/fleet/sensor-states.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { applyCalibration } from "../../../shared/rules/calibration.ts";
import type { Fleet } from "../../state/fleet.ts";

/** Devices that have a series of their own; those heard of first. */
const MAX_DEVICE_SERIES = 500;

/** A gauge with labels that is told anew at each scrape. */
export interface LabelledGauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly tell: (set: (labels: Readonly<Record<string, string>>, value: number) => void) => void;
}

export interface DeviceMetricsSources {
  readonly fleet: Pick<Fleet, "states">;
  readonly now: () => number;
  /** Most series of values, and of batteries; 0 for none of either. */
  readonly maxValueSeries: number;
}

type Device = ReturnType<Fleet["states"]> extends ReadonlyMap<string, infer State> ? State : never;

/** What is told of devices. */
export function deviceGauges(sources: DeviceMetricsSources): LabelledGauge[] {
  const values = [batteries(sources), sensorValues(sources)];
  return [counts(sources), ages(sources), ...(sources.maxValueSeries === 0 ? [] : values)];
}

function counts({ fleet, now }: DeviceMetricsSources): LabelledGauge {
  return {
    name: "davy_devices",
    help: "Devices by whether their last reading is older than their rhythm allows",
    labelNames: ["status"],
    tell(set) {
      const states = [...fleet.states().values()];
      const stale = states.filter((state) => isStale(state, now())).length;
      set({ status: "stale" }, stale);
      set({ status: "current" }, states.length - stale);
    },
  };
}

function ages({ fleet, now }: DeviceMetricsSources): LabelledGauge {
  return {
    name: "davy_device_reading_age_seconds",
    help: `Age of the last reading, for the first ${MAX_DEVICE_SERIES} devices`,
    labelNames: ["device"],
    tell(set) {
      for (const state of [...fleet.states().values()].slice(0, MAX_DEVICE_SERIES))
        set({ device: state.device }, Math.max(0, now() - ageFrom(state)) / SECOND_MS);
    },
  };
}

/** Devices that are heard of: of one that is silent nothing is told but its age, or old figures would look current. */
function heardOf({ fleet, now }: DeviceMetricsSources): Device[] {
  return [...fleet.states().values()].filter((state) => !isStale(state, now()) && !isRetired(state));
}

function batteries(sources: DeviceMetricsSources): LabelledGauge {
  return {
    name: "davy_device_battery_percent",
    help: "Battery of the devices that are not silent",
    labelNames: ["device"],
    tell(set) {
      for (const { device, battery } of heardOf(sources).slice(0, sources.maxValueSeries))
        if (battery !== null) set({ device }, battery);
    },
  };
}

/** A sensor's value with its zero, gain and unit; undefined where it is no current number. */
function currentValue(sensor: SensorState, state: Device, now: number) {
  const { key, type, value } = sensor;
  if (value === null || isSensorStale(sensor, state, now) || isInDoubt(sensor, state)) return undefined;
  const settings = state.settings.sensors?.[key];
  const unit = settings?.unit ?? sensor.unit ?? "ppm";
  const labels = { device: state.device, sensor: key, type, unit };
  return { labels, value: applyCalibration(value, settings) };
}

function sensorValues(sources: DeviceMetricsSources): LabelledGauge {
  return {
    name: "davy_sensor_value",
    help: "Latest value of the sensors that are not silent, in their unit, zero and gain applied",
    labelNames: ["device", "sensor", "type", "unit"],
    tell(set) {
      const values = heardOf(sources).flatMap((state) =>
        state.sensors.flatMap((sensor) => currentValue(sensor, state, sources.now()) ?? []),
      );
      for (const { labels, value } of values.slice(0, sources.maxValueSeries)) set(labels, value);
    },
  };
}
