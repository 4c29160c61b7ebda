// Which devices the overview shows, in which groups and order. Pure; when the order may change is CalmController's matter.

import { byUrgency, type DevicePresentation } from "../../../shared/present/present-device.ts";
import { alarmState, type SensorStatus } from "../../../shared/present/present-sensor.ts";

export type FleetFilter = "all" | "alarm" | "fault" | "silent";

const has = (device: DevicePresentation, states: readonly SensorStatus[]) =>
  device.sensors.some((sensor) => states.includes(sensor.state) || states.includes(alarmState(sensor)));

const PASSES: { readonly [F in FleetFilter]: (device: DevicePresentation) => boolean } = {
  all: () => true,
  alarm: (device) => has(device, ["a1", "a2"]),
  fault: (device) => has(device, ["fault"]),
  silent: (device) => device.freshness.status !== "live" || has(device, ["late", "stale", "offline"]),
};

export interface DeviceGroup {
  /** Undefined for devices without a place. */
  readonly place: string | undefined;
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

/** The devices that a search and a filter leave. A search's words may stand in name, id, place or gas, in any order. */
export function selectDevices(
  devices: readonly DevicePresentation[],
  wish: { readonly search: string; readonly filter: FleetFilter },
  gasNames: (type: string) => string,
): DevicePresentation[] {
  const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean);
  return devices.filter(
    (device) => PASSES[wish.filter](device) && (words.length === 0 || matches(device, words, gasNames)),
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
