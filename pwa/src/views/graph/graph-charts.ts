// Which charts the page has, and what each shows: pure, from the state, the devices and their history.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
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

/** One chart: its strips, each of one gas and unit. */
export interface GraphChart {
  readonly id: string;
  readonly title: string;
  /** The gas type, where the chart has only one. */
  readonly type: string | undefined;
  readonly strips: readonly ChartStrip[];
}

interface SensorLine {
  readonly type: string;
  readonly scale: SensorScale;
  readonly line: ChartLine;
}

/** The sensors of a device, today's first and then those that only its history knows. */
export function sensorsOf(state: DeviceState, columns: HistoryColumns | undefined): SensorId[] {
  const present = new Set(state.sensors.map(identityText));
  const past = (columns?.sensors ?? []).filter((sensor) => !present.has(identityText(sensor)));
  return [...state.sensors, ...past];
}

function linesOf({ state, columns }: DeviceHistory, viewing: Viewing, withDevice: boolean): SensorLine[] {
  const name = state.settings.name || state.device;
  return sensorsOf(state, columns).map((sensor) => {
    const scale = scaleOf(sensor, state.settings.sensors?.[sensor.key], viewing);
    return {
      type: sensor.type,
      scale,
      line: {
        id: fleetWideText(state.device, sensor),
        name: withDevice ? `${name} · ${sensorName(scale)}` : sensorName(scale),
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

/** A strip for each gas and unit, in the order in which they come. Colours count through all of them. */
function stripsOf(lines: readonly SensorLine[]): ChartStrip[] {
  const coloured = lines.map((one, colour) => ({ ...one, line: { ...one.line, colour } }));
  const groups = new Map<string, SensorLine[]>();
  for (const one of coloured) {
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

function chartOf(title: string, lines: readonly SensorLine[]): GraphChart {
  const types = new Set(lines.map(({ type }) => symbolOf(type)));
  const [first] = lines;
  const type = types.size === 1 ? first?.type : undefined;
  return { id: type ?? "all", title, type, strips: stripsOf(lines) };
}

/** What the charts are made of. The first device is the one that is looked at, the others are compared with it. */
export interface ChartsNeeds {
  readonly histories: readonly DeviceHistory[];
  /** Keys of the sensors to show; empty means all. */
  readonly sensors: readonly string[];
  readonly layout: "split" | "one";
  readonly viewing: Viewing;
  readonly allTitle: string;
}

/** The charts: one per gas, or all in one. A device that is compared adds only the gases that the first one shows. */
export function graphCharts({ histories, sensors, layout, viewing, allTitle }: ChartsNeeds): GraphChart[] {
  const withDevice = histories.length > 1;
  const [own = [], ...others] = histories.map((history) => linesOf(history, viewing, withDevice));
  const chosen = own.filter(({ scale }) => sensors.length === 0 || sensors.includes(scale.key));
  const gases = [...new Set(chosen.map(({ type }) => symbolOf(type)))];
  const compared = others.flat().filter(({ type }) => gases.includes(symbolOf(type)));
  const lines = [...chosen, ...compared];
  if (lines.length === 0) return [];
  if (layout === "one") return [chartOf(allTitle, lines)];
  return gases.map((gas) =>
    chartOf(
      gas,
      lines.filter(({ type }) => symbolOf(type) === gas),
    ),
  );
}
