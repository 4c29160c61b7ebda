// Which lanes the chart has, and what each shows: pure, from the state, the devices and their history.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { namesApart } from "../../../../shared/present/names-apart.ts";
import {
  type SensorId,
  type SensorScale,
  scaleOf,
  type Viewing,
} from "../../../../shared/present/present-sensor.ts";
import { decimalsOf, symbolOf } from "../../../../shared/rules/gases.ts";
import { fleetWideText, identityText } from "../../../../shared/rules/reading.ts";
import type { Limits } from "../../../../shared/rules/settings.ts";
import type { ChartLine, ChartStrip } from "../../charts/chart-picture.ts";
import { lineColumns } from "../../charts/line-columns.ts";
import { sensorName } from "../../i18n/state-texts.ts";

/** A device with its history. */
export interface DeviceHistory {
  readonly state: DeviceState;
  readonly columns: HistoryColumns;
}

/** Whose a line is, beside what is drawn of it. */
export interface LineOwner {
  readonly device: string;
  readonly name: string;
  /** What settings and addresses call its sensor. */
  readonly key: string;
  /** The one that is looked at, and not one that is compared with it. */
  readonly isOwn: boolean;
}

/** The lanes of the chart, each of one gas and unit, and whose lines they have, by the lines' ids. */
export interface GraphLanes {
  readonly strips: readonly ChartStrip[];
  readonly owners: ReadonlyMap<string, LineOwner>;
}

interface SensorLine {
  readonly type: string;
  readonly owner: LineOwner;
  readonly scale: SensorScale;
  readonly line: ChartLine;
}

/** The sensors of a device, today's first and then those that only its history knows. */
export function sensorsOf(state: DeviceState, columns: HistoryColumns | undefined): SensorId[] {
  const present = new Set(state.sensors.map(identityText));
  const past = (columns?.sensors ?? []).filter((sensor) => !present.has(identityText(sensor)));
  return [...state.sensors, ...past];
}

interface LinesWish {
  readonly viewing: Viewing;
  readonly name: string;
  readonly isOwn: boolean;
}

function linesOf({ state, columns }: DeviceHistory, { viewing, name, isOwn }: LinesWish): SensorLine[] {
  return sensorsOf(state, columns).map((sensor) => {
    const scale = scaleOf(sensor, state.settings.sensors?.[sensor.key], viewing);
    return {
      type: sensor.type,
      scale,
      owner: { device: state.device, name, key: sensor.key, isOwn },
      line: {
        id: fleetWideText(state.device, sensor),
        name: isOwn ? sensorName(scale) : `${name} · ${sensorName(scale)}`,
        unit: scale.unit,
        decimals: decimalsOf(scale.gas, scale.unit),
        limits: scale.limits,
        range: scale.range,
        columns: lineColumns(columns, sensor),
        toShown: scale.toShown,
        colour: 0,
      },
    };
  });
}

/** Limits are drawn only where they hold for every line of a strip. */
function commonLimits(lines: readonly SensorLine[]): Limits {
  const all = lines.map(({ scale }) => JSON.stringify(scale.limits));
  return new Set(all).size === 1 ? (lines[0]?.scale.limits ?? {}) : {};
}

/** A colour for each device and for each further sensor of a gas: a device has the same one in all lanes. */
function coloured(lines: readonly SensorLine[]): SensorLine[] {
  const seen = new Map<string, number>();
  const places = lines.map(({ owner, type, scale }) => {
    const gas = JSON.stringify([owner.device, symbolOf(type), scale.unit]);
    const ordinal = seen.get(gas) ?? 0;
    seen.set(gas, ordinal + 1);
    return { ordinal, place: JSON.stringify([owner.device, ordinal]) };
  });
  const byOrdinal = [...places].sort((a, b) => a.ordinal - b.ordinal);
  const colours = [...new Set(byOrdinal.map(({ place }) => place))];
  return lines.map((one, index) => {
    return { ...one, line: { ...one.line, colour: colours.indexOf(places[index]?.place ?? "") } };
  });
}

/** A strip for each gas and unit, in the order in which they come. */
function stripsOf(lines: readonly SensorLine[]): ChartStrip[] {
  const groups = new Map<string, SensorLine[]>();
  for (const one of coloured(lines)) {
    const key = JSON.stringify([symbolOf(one.type), one.scale.unit]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { type, scale } = first;
    const name = group.length === 1 ? first.line.name : symbolOf(type);
    return [{ name, unit: scale.unit, lines: group.map(({ line }) => line), limits: commonLimits(group) }];
  });
}

/** What the lanes are made of. The first device is the one that is looked at, the others are compared with it. */
export interface LanesNeeds {
  readonly histories: readonly DeviceHistory[];
  /** Keys of the sensors to show; empty means all. */
  readonly sensors: readonly string[];
  readonly viewing: Viewing;
}

/** The lanes: one per gas and unit. A device that is compared adds only the gases that the first one shows. */
export function graphLanes({ histories, sensors, viewing }: LanesNeeds): GraphLanes {
  const names = namesApart(histories.map(({ state }) => state));
  const [own = [], ...others] = histories.map((history, index) => {
    const name = names.get(history.state.device) ?? history.state.device;
    return linesOf(history, { viewing, name, isOwn: index === 0 });
  });
  const chosen = own.filter(({ scale }) => sensors.length === 0 || sensors.includes(scale.key));
  const gases = [...new Set(chosen.map(({ type }) => symbolOf(type)))];
  const compared = others.flat().filter(({ type }) => gases.includes(symbolOf(type)));
  const lines = [...chosen, ...compared];
  return { strips: stripsOf(lines), owners: new Map(lines.map(({ line, owner }) => [line.id, owner])) };
}
