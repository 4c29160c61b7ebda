// Series of devices and sensors, bounded: whoever invents ids must not fill Prometheus.

import { isInDoubt, isRetired, isSensorStale, isStale } from "../../../shared/fleet/fleet.ts";
import { ageFrom, type SensorState } from "../../../shared/fleet/sensor-states.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { applyCalibration } from "../../../shared/rules/calibration.ts";
import { levelOfRaw } from "../../../shared/rules/judge.ts";
import type { Level } from "../../../shared/rules/level.ts";
import type { Fleet } from "../../state/fleet.ts";
import type { SiteState } from "../../state/site.ts";

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
  readonly site: Pick<SiteState, "rules">;
  readonly now: () => number;
  /** Most series of values, and of batteries; 0 for none of either. */
  readonly maxValueSeries: number;
}

type Device = ReturnType<Fleet["states"]> extends ReadonlyMap<string, infer State> ? State : never;

/** What is told of devices. */
export function deviceGauges(sources: DeviceMetricsSources): LabelledGauge[] {
  const values = [batteries(sources), sensorValues(sources), sensorLevels(sources)];
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

/** Levels as figures. */
const LEVEL_FIGURES = { normal: 0, a1: 1, a2: 2 } as const;

interface CurrentSensor {
  readonly labels: Readonly<Record<string, string>>;
  /** With zero and gain applied, in the unit of the labels. */
  readonly value: number;
  readonly level: Level | null;
}

/** What a sensor says, undefined where that is no current number. */
function currentSensor(sensor: SensorState, state: Device, { now, site }: DeviceMetricsSources) {
  const { key, type, value } = sensor;
  if (value === null || isSensorStale(sensor, state, now()) || isInDoubt(sensor, state)) return undefined;
  const settings = state.settings.sensors?.[key];
  const rule = site.rules().of(sensor, settings);
  const labels = { device: state.device, sensor: key, type, unit: rule.unit };
  return { labels, value: applyCalibration(value, settings), level: levelOfRaw(value, rule) };
}

function currentSensors(sources: DeviceMetricsSources): CurrentSensor[] {
  const sensors = heardOf(sources).flatMap((state) =>
    state.sensors.flatMap((sensor) => currentSensor(sensor, state, sources) ?? []),
  );
  return sensors.slice(0, sources.maxValueSeries);
}

const SENSOR_LABELS = ["device", "sensor", "type", "unit"];

function sensorValues(sources: DeviceMetricsSources): LabelledGauge {
  return {
    name: "davy_sensor_value",
    help: "Latest value of the sensors that are not silent, in their unit, zero and gain applied",
    labelNames: SENSOR_LABELS,
    tell(set) {
      for (const { labels, value } of currentSensors(sources)) set(labels, value);
    },
  };
}

function sensorLevels(sources: DeviceMetricsSources): LabelledGauge {
  return {
    name: "davy_sensor_level",
    help: "Level of these values as every screen shows it: 0 normal, 1 above the first limit, 2 above the second; none where no limit is known or the value is a fault",
    labelNames: SENSOR_LABELS,
    tell(set) {
      for (const { labels, level } of currentSensors(sources))
        if (level !== null) set(labels, LEVEL_FIGURES[level]);
    },
  };
}
