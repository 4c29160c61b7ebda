// What a place says beside alarms: of each gas the value that is nearest to a limit, and how many sensors are in order. Pure.

import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import {
  figureOf,
  type SensorPresentation,
  type SensorStatus,
} from "../../../../shared/present/present-sensor.ts";
import { byPlace, commonGases } from "./calm-table.ts";

/** The value of a gas that is nearest to a limit, and on which side that is. */
export interface WorstValue {
  readonly sensor: SensorPresentation;
  readonly side: "high" | "low";
}

export interface MiniPanel {
  readonly place: string | undefined;
  readonly worst: readonly WorstValue[];
  readonly sensors: number;
  /** Of a state that is not normal the worst, and how many sensors are in it. */
  readonly abnormal: { readonly state: SensorStatus; readonly count: number } | undefined;
}

const WORST_FIRST: readonly SensorStatus[] = ["a2", "a1", "fault", "offline", "stale", "late"];

/** How near a value is to its first limit: 1 is at it. */
function nearness(sensor: SensorPresentation): { readonly share: number; readonly side: "high" | "low" } {
  const value = figureOf(sensor)?.value ?? 0;
  const { a1, a2, lowA1, lowA2 } = sensor.scale.limits;
  const [high, low] = [a1 ?? a2, lowA1 ?? lowA2];
  const above = high === undefined || high === 0 ? 0 : value / high;
  const below = low === undefined ? 0 : low / Math.max(value, Number.EPSILON);
  return below > above ? { share: below, side: "low" } : { share: above, side: "high" };
}

function worstOf(sensors: readonly SensorPresentation[]): WorstValue | undefined {
  let worst: (WorstValue & { readonly share: number }) | undefined;
  for (const sensor of sensors) {
    if (!figureOf(sensor)) continue;
    const near = nearness(sensor);
    if (!worst || near.share > worst.share) worst = { sensor, ...near };
  }
  return worst && { sensor: worst.sensor, side: worst.side };
}

function panelOf(
  place: string | undefined,
  devices: readonly DevicePresentation[],
  isApart: (device: DevicePresentation, sensor: SensorPresentation) => boolean,
): MiniPanel {
  const all = devices.flatMap(({ sensors }) => sensors);
  const calm = devices.flatMap((device) => device.sensors.filter((sensor) => !isApart(device, sensor)));
  const worst = commonGases(devices).flatMap(({ type, unit }) => {
    const found = worstOf(calm.filter(({ scale }) => scale.type === type && scale.unit === unit));
    return found ? [found] : [];
  });
  const state = WORST_FIRST.find((each) => all.some((sensor) => sensor.state === each));
  const count = all.filter((sensor) => sensor.state === state).length;
  return { place, worst, sensors: all.length, abnormal: state && { state, count } };
}

/** The panels of all places; `isApart` says which sensors have a block of their own, and are not shown again. */
export function miniPanels(
  devices: readonly DevicePresentation[],
  isApart: (device: DevicePresentation, sensor: SensorPresentation) => boolean,
): MiniPanel[] {
  const measuring = devices.filter(({ sensors }) => sensors.length > 0);
  return byPlace(measuring).map(([place, members]) => panelOf(place, members, isApart));
}
