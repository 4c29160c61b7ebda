// What the toolbar lets a person choose from.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { type SensorId, scaleOf, type Viewing } from "../../../../shared/present/present-sensor.ts";
import { sensorName } from "../../i18n/state-texts.ts";
import { sensorsOf } from "./graph-charts.ts";

/** A choice of the toolbar: a device or a sensor, with what it is called. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

export interface GraphChoices {
  readonly devices: readonly Choice[];
  readonly sensors: readonly (SensorId & Choice)[];
  /** Devices that have a gas of the shown device, and so can be compared with it. */
  readonly comparable: readonly Choice[];
}

const collator = new Intl.Collator("en", { numeric: true });

function named(states: readonly DeviceState[]): Choice[] {
  return states
    .map(({ device, settings }) => ({ id: device, name: settings.name || device }))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/** The choices beside a device, by name; `columns` is its history, which may know sensors that it has no more. */
export function graphChoices(
  all: readonly DeviceState[],
  { first, columns, viewing }: { first: DeviceState; columns: HistoryColumns | undefined; viewing: Viewing },
): GraphChoices {
  const types = new Set(first.sensors.map(({ type }) => type));
  const others = all.filter((state) => state !== first && state.sensors.some(({ type }) => types.has(type)));
  const byKey = new Map<string, GraphChoices["sensors"][number]>();
  for (const sensor of sensorsOf(first, columns)) {
    const name = sensorName(scaleOf(sensor, first.settings.sensors?.[sensor.key], viewing));
    // An address names keys: of two units under one key both are shown.
    if (!byKey.has(sensor.key)) byKey.set(sensor.key, { ...sensor, id: sensor.key, name });
  }
  const sensors = [...byKey.values()];
  return { devices: named(all), sensors, comparable: named(others) };
}
