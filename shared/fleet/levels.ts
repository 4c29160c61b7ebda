// Levels of what devices say, as the server tells them: the same on stream, API and metrics as on every screen.

import { countMembers } from "../ground/count-members.ts";
import { levelOfRaw } from "../rules/judge.ts";
import type { Level } from "../rules/level.ts";
import { type SensorValue, sensorKeys } from "../rules/reading.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import type { DeviceSettings } from "../rules/settings.ts";
import type { DeviceState } from "./fleet.ts";
import type { SensorState } from "./sensor-states.ts";

/** The level of a sensor's last word; null where it is no number, or no limit is known. Its age is another matter. */
export interface Leveled {
  readonly level: Level | null;
}

/** The last word of a sensor, judged. */
export interface JudgedState extends SensorState, Leveled {}

/** A device whose sensors are judged. */
export interface JudgedDevice extends Omit<DeviceState, "sensors"> {
  readonly sensors: readonly JudgedState[];
}

/** A sensor's part of a reading, judged. What a device posts as its `level` gives way. */
export type JudgedValue = SensorValue & Leveled;

/** The level of a sensor's last word. */
export function levelOfSensor(
  sensor: Pick<SensorState, "key" | "type" | "unit" | "value">,
  settings: DeviceSettings,
  rules: Rulebook,
): Level | null {
  return levelOfRaw(sensor.value, rules.of(sensor, settings.sensors?.[sensor.key]));
}

/** The state of a device with the level of each sensor. */
export function withLevels(state: DeviceState, rules: Rulebook): JudgedDevice {
  const sensors = state.sensors.map((sensor) => ({
    ...sensor,
    level: levelOfSensor(sensor, state.settings, rules),
  }));
  return { ...state, sensors };
}

/** The sensors of a reading with their levels. Costs little, since it is done for each reading that is told live. */
export function judgeValues(
  sensors: readonly SensorValue[],
  settings: DeviceSettings,
  rules: Rulebook,
): readonly JudgedValue[] {
  const own = settings.sensors;
  // Few devices have settings of sensors, and only those need keys.
  const keys = own && sensorKeys(sensors.map(({ type }) => type));
  return sensors.map((sensor, place) => {
    const { type, val } = sensor;
    const level = levelOfRaw(val, rules.of(sensor, keys && own[keys[place] ?? type]));
    // Most sensors have nothing else, and copying whatever there may be takes three times as long.
    return countMembers(sensor) === 2 ? { type, val, level } : { ...sensor, level };
  });
}
