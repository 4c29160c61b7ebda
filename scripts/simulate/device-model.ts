// A plausible gas detector: baselines, drift, leaks, sensor faults, a battery that declines, a device that falls silent.

import type { SensorValue } from "../../shared/rules/reading.ts";

/** Draws from [0, 1). */
export type Random = () => number;

/** What is peculiar about a device: all is well, it falls silent for minutes at times, or its clock says 3600 for ever. */
export type Habit = "steady" | "falls-silent" | "frozen-clock";

interface SensorModel {
  readonly type: string;
  readonly baseline: number;
  readonly noise: number;
  /** What a leak adds at its height. */
  readonly leak: number;
  readonly decimals: number;
}

/** Clean air and leaks in ppm, O2 in ppm of volume too, as the field's devices post it. */
const SENSORS: readonly SensorModel[] = [
  { type: "CH4", baseline: 2, noise: 1.5, leak: 9_000, decimals: 0 },
  { type: "CO", baseline: 1, noise: 0.6, leak: 140, decimals: 1 },
  { type: "H2S", baseline: 0, noise: 0.2, leak: 28, decimals: 1 },
  { type: "O2", baseline: 209_000, noise: 250, leak: -22_000, decimals: 0 },
  { type: "CO2", baseline: 620, noise: 35, leak: 6_500, decimals: 0 },
  { type: "NO2", baseline: 0, noise: 0.05, leak: 5, decimals: 2 },
];

const LEAK_CHANCE = 1 / 1_800;
const LEAK_SECONDS = 180;
const FAULT_CHANCE = 1 / 3_000;
const FAULT_SECONDS = 45;
const SILENCE_CHANCE = 1 / 300;
const SILENCE_SECONDS = 120;
const BATTERY_HOURS = 14;

interface SensorProcess {
  readonly model: SensorModel;
  drift: number;
  leakLeft: number;
  faultLeft: number;
}

/** One reading as a device posts it; `ts` in unix seconds. */
export interface PostedReading {
  readonly id: string;
  readonly pct: number;
  readonly ts: number;
  readonly sensors: readonly SensorValue[];
}

/** Steps one device through time. `step(seconds, now)` answers what it posts, or undefined while it is silent. */
export interface DeviceModel {
  step(seconds: number, now: number): PostedReading | undefined;
}

/** A leak rises within a sixth of its time and decays over the rest. */
function leakShape(left: number): number {
  const passed = 1 - left / LEAK_SECONDS;
  return passed < 1 / 6 ? passed * 6 : (1 - passed) * 1.2;
}

function stepSensor(sensor: SensorProcess, seconds: number, random: Random): SensorValue {
  const { model } = sensor;
  sensor.drift = sensor.drift * 0.995 + (random() - 0.5) * model.noise * 0.2;
  if (sensor.leakLeft <= 0 && random() < LEAK_CHANCE * seconds) sensor.leakLeft = LEAK_SECONDS;
  if (sensor.faultLeft <= 0 && random() < FAULT_CHANCE * seconds) sensor.faultLeft = FAULT_SECONDS;
  const leak = sensor.leakLeft > 0 ? model.leak * leakShape(sensor.leakLeft) : 0;
  const faulty = sensor.faultLeft > 0;
  sensor.leakLeft -= seconds;
  sensor.faultLeft -= seconds;
  if (faulty) return { type: model.type, val: null };
  const value = model.baseline + sensor.drift + (random() - 0.5) * model.noise + leak;
  return { type: model.type, val: Number(Math.max(0, value).toFixed(model.decimals)) };
}

/** A device that begins with a nearly full battery. `index` decides which sensors it carries. */
export function createDeviceModel(
  id: string,
  index: number,
  options: { habit: Habit; random: Random },
): DeviceModel {
  const { habit, random } = options;
  const carried = index % 3 === 0 ? SENSORS : SENSORS.slice(0, 4);
  const sensors: SensorProcess[] = carried.map((model) => ({ model, drift: 0, leakLeft: 0, faultLeft: 0 }));
  let battery = 100 - random() * 20;
  let silentLeft = 0;
  return {
    step(seconds, now) {
      battery -= (100 * seconds) / (BATTERY_HOURS * 3_600);
      if (battery < 4) battery = 100;
      silentLeft -= seconds;
      if (habit === "falls-silent" && silentLeft <= 0 && random() < SILENCE_CHANCE * seconds)
        silentLeft = SILENCE_SECONDS;
      const values = sensors.map((sensor) => stepSensor(sensor, seconds, random));
      if (silentLeft > 0) return undefined;
      const ts = habit === "frozen-clock" ? 3_600 : Math.floor(now / 1_000);
      return { id, pct: Math.round(battery), ts, sensors: values };
    },
  };
}
