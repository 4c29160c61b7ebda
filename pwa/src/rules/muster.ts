// Who is out there, to be counted at the assembly point.

import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { compareNaturally } from "../../../shared/ground/natural-order.ts";
import { deviceName } from "../../../shared/present/shown-name.ts";

/** Somebody who carries devices. */
export interface Mustered {
  readonly person: string;
  /** By name, or by id where they have none. */
  readonly devices: readonly string[];
  /** Where the device was that was heard of last; undefined where it has no place. */
  readonly place: string | undefined;
  /** When one of the devices was heard of last, unix ms. */
  readonly heardAt: number;
}

/** Everybody who carries a device, by name. */
export function musterOf(devices: Iterable<DeviceState>): Mustered[] {
  const people = new Map<string, DeviceState[]>();
  for (const state of devices) {
    const { wearer } = state.settings;
    if (wearer !== undefined) people.set(wearer, [...(people.get(wearer) ?? []), state]);
  }
  return [...people]
    .map(([person, carried]) => rowOf(person, carried))
    .sort((a, b) => compareNaturally(a.person, b.person));
}

function rowOf(person: string, carried: readonly DeviceState[]): Mustered {
  const [latest] = [...carried].sort((a, b) => b.lastReceivedAt - a.lastReceivedAt);
  return {
    person,
    devices: carried.map(({ device, settings }) => deviceName(device, settings)),
    place: latest?.settings.place,
    heardAt: latest?.lastReceivedAt ?? 0,
  };
}
