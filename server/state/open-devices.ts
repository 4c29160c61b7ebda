// The devices of a fleet. Readings change a device in place, and its state is made when somebody asks, which is seldom: a state
// for each of a thousand readings a second would cost more than all else that is done with them here.

import type { ReadingEntry } from "../../shared/entries/entry.ts";
import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { DeviceFold, observe } from "../../shared/fleet/observe-readings.ts";

/** Devices that are changed in place at a time; beyond it the states of all are made. */
const MAX_OPEN = 1_000;

/** What is known of a device whether its state is made or not. */
export type KnownDevice = Pick<DeviceFold, "clock" | "lastReceivedAt" | "settings">;

/** States by device. */
export class OpenDevices {
  /** Of all devices, without what the open ones have taken in since. */
  readonly #states: Map<string, DeviceState>;
  readonly #open = new Map<string, DeviceFold>();
  #sensorCount = 0;

  constructor(states: readonly DeviceState[]) {
    this.#states = new Map(states.map((state) => [state.device, state]));
    for (const { sensors } of states) this.#sensorCount += sensors.length;
  }

  observe(reading: ReadingEntry): void {
    const { device } = reading;
    const open = this.#open.get(device) ?? this.#openAnew(device);
    if (open) {
      const before = open.sensorCount;
      open.observe(reading);
      this.#sensorCount += open.sensorCount - before;
    } else {
      const state = observe(undefined, reading);
      this.#states.set(device, state);
      this.#sensorCount += state.sensors.length;
    }
  }

  /** How many sensors all of them have together. */
  get sensorCount(): number {
    return this.#sensorCount;
  }

  /** Costs little, at any time. */
  known(device: string): KnownDevice | undefined {
    const open = this.#open.get(device);
    if (open) return open;
    const state = this.#states.get(device);
    return state && { clock: state.clock, lastReceivedAt: state.lastReceivedAt, settings: state.settings };
  }

  get size(): number {
    return this.#states.size;
  }

  /** The state of one device as it is; the others stay open. */
  state(device: string): DeviceState | undefined {
    const state = this.#open.get(device)?.state;
    if (state) this.#states.set(device, state);
    // What is asked of an open one must not change any more.
    this.#open.delete(device);
    return this.#states.get(device);
  }

  /** All states as they are. */
  states(): ReadonlyMap<string, DeviceState> {
    for (const [device, { state }] of this.#open) if (state) this.#states.set(device, state);
    this.#open.clear();
    return this.#states;
  }

  /** Changes states that are there. */
  change(device: string, to: (state: DeviceState) => DeviceState): void {
    const state = this.states().get(device);
    if (state) this.#states.set(device, to(state));
  }

  delete(device: string): void {
    this.#sensorCount -= this.state(device)?.sensors.length ?? 0;
    this.#open.delete(device);
    this.#states.delete(device);
  }

  #openAnew(device: string): DeviceFold | undefined {
    const state = this.#states.get(device);
    if (!state) return undefined;
    if (this.#open.size >= MAX_OPEN) this.states();
    const open = new DeviceFold(state);
    this.#open.set(device, open);
    return open;
  }
}
