// Devices of one name are told apart by their ids where they are shown beside each other.

import { deviceName, shownName } from "./shown-name.ts";

/** A device as far as its name goes. */
interface Named {
  readonly device: string;
  readonly settings: { readonly name?: string | undefined };
}

/** The devices, by id, that are called as another of them is. */
export function namesakesOf(
  devices: readonly { readonly device: string; readonly name: string }[],
): ReadonlySet<string> {
  const first = new Map<string, string>();
  const namesakes = new Set<string>();
  for (const { device, name } of devices) {
    const other = first.get(name);
    if (other === undefined) first.set(name, device);
    else namesakes.add(other).add(device);
  }
  return namesakes;
}

/** A device's name with its id behind it, where others are called so as well. */
export function nameWithId(name: string, device: string): string {
  return `${name} (${shownName(device)})`;
}

/** What devices that are shown beside each other are called, by id: of several that were given one name each has its id behind it. */
export function namesApart(devices: readonly Named[]): ReadonlyMap<string, string> {
  const named = devices.map(({ device, settings }) => ({ device, name: deviceName(device, settings) }));
  const namesakes = namesakesOf(named);
  return new Map(
    named.map(({ device, name }) => [device, namesakes.has(device) ? nameWithId(name, device) : name]),
  );
}
