// Which devices the overview shows, in which groups and order. Pure; when the order may change is CalmController's matter.

import { isLongAgo } from "../../../shared/fleet/freshness.ts";
import { byUrgency, type DevicePresentation } from "../../../shared/present/present-device.ts";
import { alarmState, lastStatus, type SensorStatus } from "../../../shared/present/present-sensor.ts";

export type FleetFilter = "all" | "alarm" | "fault" | "silent" | "mine";

const has = (device: DevicePresentation, states: readonly SensorStatus[]) =>
  device.sensors.some((sensor) => states.includes(sensor.state) || states.includes(alarmState(sensor)));

const PASSES: { readonly [F in Exclude<FleetFilter, "mine">]: (device: DevicePresentation) => boolean } = {
  all: () => true,
  alarm: (device) => has(device, ["a1", "a2"]),
  fault: (device) => has(device, ["fault"]),
  silent: (device) => device.freshness.status !== "live" || has(device, ["late", "stale", "offline"]),
};

export interface DeviceGroup {
  /** Undefined for devices without a place. */
  readonly place: string | undefined;
  /** The devices that somebody chose as theirs, of whatever place. */
  readonly isMine?: boolean;
  readonly devices: readonly DevicePresentation[];
}

function matches(
  device: DevicePresentation,
  words: readonly string[],
  gasNames: (type: string) => string,
): boolean {
  const gases = device.sensors.flatMap(({ scale }) => [scale.type, scale.label ?? "", gasNames(scale.type)]);
  const text = [device.name, device.device, device.place ?? "", ...gases].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What somebody looks for, and which devices are theirs. */
export interface FleetWish {
  readonly search: string;
  readonly filter: FleetFilter;
  readonly mine: ReadonlySet<string>;
}

/** The devices that a search and a filter leave. A search's words may stand in name, id, place or gas, in any order. */
export function selectDevices(
  devices: readonly DevicePresentation[],
  { search, filter, mine }: FleetWish,
  gasNames: (type: string) => string,
): DevicePresentation[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = filter === "mine" ? ({ device }: DevicePresentation) => mine.has(device) : PASSES[filter];
  return devices.filter(
    (device) => passes(device) && (words.length === 0 || matches(device, words, gasNames)),
  );
}

/** Groups ordered devices by place; a group stands where its first device stood. */
export function groupByPlace(devices: readonly DevicePresentation[]): DeviceGroup[] {
  const groups = new Map<string | undefined, DevicePresentation[]>();
  for (const device of devices) {
    const group = groups.get(device.place);
    if (group) group.push(device);
    else groups.set(device.place, [device]);
  }
  return [...groups].map(([place, members]) => ({ place, devices: members }));
}

/** The groups of the overview: somebody's own devices first, which are not in their places again. */
export function groupFleet(devices: readonly DevicePresentation[], mine: ReadonlySet<string>): DeviceGroup[] {
  const own = devices.filter(({ device }) => mine.has(device));
  const rest = groupByPlace(devices.filter(({ device }) => !mine.has(device)));
  return own.length > 0 ? [{ place: undefined, isMine: true, devices: own }, ...rest] : rest;
}

/**
 * Whether a device may be folded away: silent for more than a day, and nothing was wrong when it was last heard. Nobody may read
 * silence as safety.
 */
export function isLongSilent({ freshness, sensors }: DevicePresentation): boolean {
  return (
    freshness.status === "stale" &&
    isLongAgo(freshness) &&
    sensors.every((sensor) => "last" in sensor && lastStatus(sensor.last) === "normal")
  );
}

/** Parts of at most so many, as equal as can be, so that a long list fills the columns of a wide screen. */
export function inParts<T>(list: readonly T[], most: number): (readonly T[])[] {
  const count = Math.max(1, Math.ceil(list.length / most));
  const size = Math.ceil(list.length / count);
  return Array.from({ length: count }, (_, part) => list.slice(part * size, (part + 1) * size));
}

/** Devices in an order taken earlier; what was not in it comes at the end, worst first. */
export function inOrder(
  devices: readonly DevicePresentation[],
  order: readonly string[],
): DevicePresentation[] {
  const added = new Map(devices.map((presentation) => [presentation.device, presentation]));
  const kept = order.flatMap((device) => {
    const presentation = added.get(device);
    return presentation && added.delete(device) ? [presentation] : [];
  });
  return [...kept, ...[...added.values()].sort(byUrgency)];
}
