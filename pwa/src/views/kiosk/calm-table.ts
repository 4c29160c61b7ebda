// The table of a calm wall: of each place its gases as columns and its devices as rows. Pure.

import { compareNaturally } from "../../../../shared/ground/natural-order.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../../../shared/present/present-sensor.ts";

/** Most gases of a place that are columns of their own; what is left stands in further lines of its row. */
const MOST_GASES = 4;

/** A gas of a place. */
export interface GasColumn {
  readonly type: string;
  readonly unit: string;
}

export interface TableRow {
  readonly device: DevicePresentation;
  /** As the columns; undefined where the device has no such sensor. */
  readonly cells: readonly (SensorPresentation | undefined)[];
  readonly others: readonly SensorPresentation[];
  /** Lines of cells for the others. */
  readonly more: number;
  /** Lines that it takes. */
  readonly lines: number;
}

export interface PlaceTable {
  /** Undefined for devices that have none. */
  readonly place: string | undefined;
  readonly columns: readonly GasColumn[];
  readonly rows: readonly TableRow[];
}

/** Devices by place, the places by name, those without one last. */
export function byPlace(
  devices: readonly DevicePresentation[],
): (readonly [string | undefined, readonly DevicePresentation[]])[] {
  const places = new Map<string | undefined, DevicePresentation[]>();
  for (const device of devices) places.set(device.place, [...(places.get(device.place) ?? []), device]);
  return [...places].sort(([a], [b]) =>
    a === undefined || b === undefined
      ? Number(a === undefined) - Number(b === undefined)
      : compareNaturally(a, b),
  );
}

/** The gases that most of some devices have, the most common first; of equals by name. */
export function commonGases(devices: readonly DevicePresentation[]): GasColumn[] {
  const counts = new Map<string, GasColumn & { count: number }>();
  for (const { scale } of devices.flatMap(({ sensors }) => sensors)) {
    const id = JSON.stringify([scale.type, scale.unit]);
    const known = counts.get(id);
    if (known) known.count += 1;
    else counts.set(id, { type: scale.type, unit: scale.unit, count: 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || compareNaturally(a.type, b.type))
    .slice(0, MOST_GASES)
    .sort((a, b) => compareNaturally(a.type, b.type));
}

function rowOf(device: DevicePresentation, columns: readonly GasColumn[]): TableRow {
  const rest = [...device.sensors];
  const cells = columns.map(({ type, unit }) => {
    const at = rest.findIndex(({ scale }) => scale.type === type && scale.unit === unit);
    return at < 0 ? undefined : rest.splice(at, 1)[0];
  });
  // What is in doubt about a device is a sentence under its name.
  const doubt = device.isClockUnset || device.sensors.some(({ behindMs }) => behindMs !== undefined) ? 1 : 0;
  const more = Math.ceil(rest.length / Math.max(1, columns.length));
  return { device, cells, others: rest, more, lines: 1 + Math.max(more, doubt) };
}

/** The tables of some devices; one without sensors has no row. */
export function tablesOf(devices: readonly DevicePresentation[]): PlaceTable[] {
  const measuring = devices.filter(({ sensors }) => sensors.length > 0);
  return byPlace(measuring).map(([place, members]) => {
    const columns = commonGases(members);
    const rows = [...members]
      .sort((a, b) => compareNaturally(a.name, b.name) || compareNaturally(a.device, b.device))
      .map((device) => rowOf(device, columns));
    return { place, columns, rows };
  });
}
