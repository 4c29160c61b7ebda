// The table of a place: one column per gas, the most common ones, in the same order on every sheet.

import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../../shared/present/present-sensor.ts";
import { GAS_IDS, symbolOf } from "../../../shared/rules/gases.ts";

/** What has no column stands in a second line of its row. */
const MAX_GAS_COLUMNS = 4;

export interface GasColumn {
  /** Gas and unit: figures in another unit are not to be read down the same column. */
  readonly id: string;
  readonly symbol: string;
  readonly unit: string;
}

/** A device's sensors by the columns of its sheet; `rest` is what has none. */
export interface GasRow {
  readonly cells: readonly (SensorPresentation | undefined)[];
  readonly rest: readonly SensorPresentation[];
}

function columnId({ scale }: SensorPresentation): string {
  return `${scale.type} ${scale.unit}`;
}

/** The rank of a gas in the catalogue; one that is not in it comes last. */
function rankOf({ scale }: SensorPresentation): number {
  return GAS_IDS.indexOf(scale.gas.id);
}

/** The columns of some devices: the gases that most of them have, in the catalogue's order. */
export function gasColumns(devices: readonly DevicePresentation[]): GasColumn[] {
  const found = new Map<string, { sensor: SensorPresentation; count: number }>();
  for (const { sensors } of devices)
    for (const id of new Set(sensors.map(columnId))) {
      const sensor = sensors.find((one) => columnId(one) === id);
      if (sensor) found.set(id, { sensor, count: (found.get(id)?.count ?? 0) + 1 });
    }
  return [...found.values()]
    .sort((a, b) => b.count - a.count || rankOf(a.sensor) - rankOf(b.sensor))
    .slice(0, MAX_GAS_COLUMNS)
    .sort((a, b) => rankOf(a.sensor) - rankOf(b.sensor))
    .map(({ sensor }) => ({
      id: columnId(sensor),
      symbol: symbolOf(sensor.scale.type),
      unit: sensor.scale.unit,
    }));
}

/** A device's row. Of several sensors of a gas the first has the column, as nothing is said of a mean. */
export function gasRow({ sensors }: DevicePresentation, columns: readonly GasColumn[]): GasRow {
  const cells = columns.map(({ id }) => sensors.find((sensor) => columnId(sensor) === id));
  return { cells, rest: sensors.filter((sensor) => !cells.includes(sensor)) };
}
