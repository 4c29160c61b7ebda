// Members of sensors that belong to one reading and not to what its sensors are: why a value was unfit, and whatever changes with
// each reading (a raw figure, a counter), which would make each of them a layout of its own.

import { faultOf, type Json, type SensorValue } from "../../../../shared/rules/reading.ts";
import type { Layout, Layouts } from "./layouts.ts";

/** By the sensor's place in its reading. */
export type OwnMembers = { readonly [place: number]: { readonly [member: string]: Json } };

/** Layouts with further members that a device may have before these members count as each reading's own. */
const MAX_LAYOUTS = 32;
/** Devices that are remembered; beyond it all begin anew. */
const MAX_DEVICES = 10_000;

function bareOf({ type, val, unit }: SensorValue): SensorValue {
  return unit === undefined ? { type, val } : { type, val, unit };
}

function membersOf(sensor: SensorValue, isBare: boolean): OwnMembers[number] | undefined {
  const fault = faultOf(sensor);
  if (!isBare) return fault === undefined ? undefined : { fault };
  const { type: _, val: __, unit: ___, ...members } = sensor;
  return Object.keys(members).length === 0 ? undefined : members;
}

function ownMembersOf(sensors: readonly SensorValue[], isBare: boolean): OwnMembers | undefined {
  let own: { [place: number]: OwnMembers[number] } | undefined;
  for (let place = 0; place < sensors.length; place += 1) {
    const sensor = sensors[place];
    // Nearly all have a value and nothing else.
    if (!sensor || (!isBare && sensor.val !== null)) continue;
    const members = membersOf(sensor, isBare);
    if (members) {
      own ??= {};
      own[place] = members;
    }
  }
  return own;
}

/** A reading's layout, and what of its sensors is not in it. */
export interface Described {
  readonly layout: Layout;
  readonly members: OwnMembers | undefined;
}

/** Tells what is a layout's from what is a reading's own. */
export class Describer {
  readonly #layouts: Layouts;
  readonly #byDevice = new Map<string, Set<string>>();

  constructor(layouts: Layouts) {
    this.#layouts = layouts;
  }

  describe(device: string, sensors: readonly SensorValue[]): Described {
    const layout = this.#layouts.of(sensors);
    if (!layout.hasMembers || this.#has(device, layout.text))
      return { layout, members: ownMembersOf(sensors, false) };
    return { layout: this.#layouts.of(sensors.map(bareOf)), members: ownMembersOf(sensors, true) };
  }

  /** Whether a layout is one of the device's first. */
  #has(device: string, text: string): boolean {
    let known = this.#byDevice.get(device);
    if (!known) {
      if (this.#byDevice.size >= MAX_DEVICES) this.#byDevice.clear();
      known = new Set();
      this.#byDevice.set(device, known);
    }
    if (known.size < MAX_LAYOUTS) known.add(text);
    return known.has(text);
  }
}

/** The sensors of a reading out of what is kept of them. */
export function sensorsFrom(
  layoutText: string,
  values: readonly (number | null)[],
  own: OwnMembers = {},
): SensorValue[] {
  const members = JSON.parse(layoutText) as { type: string; [member: string]: Json }[];
  return members.map(({ type, ...rest }, place) => ({
    type,
    val: values[place] ?? null,
    ...rest,
    ...own[place],
  }));
}
