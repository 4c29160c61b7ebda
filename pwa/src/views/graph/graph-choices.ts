// What the page lets a person choose from.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { compareNaturally } from "../../../../shared/ground/natural-order.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { type SensorId, scaleOf, type Viewing } from "../../../../shared/present/present-sensor.ts";
import { sensorName } from "../../i18n/state-texts.ts";
import { sensorsOf } from "./graph-lanes.ts";

/** A sensor with what it is called. */
export interface SensorChoice extends SensorId {
  readonly id: string;
  readonly name: string;
}

/** A device with what it is called and where it is. */
export interface DeviceChoice {
  readonly id: string;
  readonly name: string;
  readonly place: string;
}

/** All devices, by place and name; those without a place last. */
export function deviceChoices(states: Iterable<DeviceState>): DeviceChoice[] {
  const all = [...states].map(({ device, settings: { name, place } }) => {
    return { id: device, name: name || device, place: place ?? "" };
  });
  return all.sort(
    (a, b) =>
      Number(a.place === "") - Number(b.place === "") ||
      compareNaturally(a.place, b.place) ||
      compareNaturally(a.name, b.name),
  );
}

/** Whether two devices have a gas in common, and so can be compared. */
export function isComparable(one: DeviceState, other: DeviceState): boolean {
  const types = new Set(one.sensors.map(({ type }) => type));
  return one.device !== other.device && other.sensors.some(({ type }) => types.has(type));
}

/** The sensors of a device by name, also those that only its history knows. */
export function sensorChoices(
  state: DeviceState,
  columns: HistoryColumns | undefined,
  viewing: Viewing,
): SensorChoice[] {
  const byKey = new Map<string, SensorChoice>();
  for (const sensor of sensorsOf(state, columns)) {
    const name = sensorName(scaleOf(sensor, state.settings.sensors?.[sensor.key], viewing));
    // An address names keys: of two units under one key both are shown.
    if (!byKey.has(sensor.key)) byKey.set(sensor.key, { ...sensor, id: sensor.key, name });
  }
  return [...byKey.values()];
}

/** The devices whose name, id or place has all words of what was typed. */
export function matching(devices: readonly DeviceChoice[], typed: string): DeviceChoice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return devices.filter(({ id, name, place }) => {
    const text = `${name}\n${id}\n${place}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The keys to show once a sensor was shown or hidden; empty means all. The last one cannot be hidden. */
export function toggledSensors(all: readonly string[], shown: readonly string[], key: string): string[] {
  const now = shown.length === 0 ? all : shown;
  const next = now.includes(key)
    ? now.filter((other) => other !== key)
    : all.filter((other) => other === key || now.includes(other));
  if (next.length === 0) return [...now];
  return next.length === all.length ? [] : [...next];
}
