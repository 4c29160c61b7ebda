import type { ReadingEntry } from "../../../../shared/entries/entry.ts";
import { completeState, type DeviceState, withSettings } from "../../../../shared/fleet/fleet.ts";
import { observe } from "../../../../shared/fleet/observe-readings.ts";
import type { SensorsSettings } from "../../../../shared/rules/settings.ts";
import type { ForgottenEvent, SettingsEvent, SnapshotEvent } from "../../../../shared/wire/events.ts";

/** The fleet as the stream tells it, by the server's own rule. */
export class LiveFleet {
  #devices = new Map<string, DeviceState>();
  #seq = 0;
  #isLoaded = false;
  #isFromStream = false;

  get devices(): ReadonlyMap<string, DeviceState> {
    return this.#devices;
  }

  /** Whether the stream or an earlier visit has said what there is. */
  get loaded(): boolean {
    return this.#isLoaded;
  }

  /** Takes over what an earlier visit knew, unless the stream has spoken already. */
  restore(devices: readonly DeviceState[]): void {
    if (this.#isFromStream) return;
    this.#devices = new Map(devices.map((state) => [state.device, completeState(state)]));
    this.#isLoaded = true;
  }

  replace({ devices, lastId }: SnapshotEvent): void {
    this.#devices = new Map(devices.map((state) => [state.device, completeState(state)]));
    this.#seq = lastId;
    this.#isLoaded = true;
    this.#isFromStream = true;
  }

  /** Answers the device's state after the reading; undefined for one that is in already. */
  observe(entry: ReadingEntry): DeviceState | undefined {
    if (entry.seq <= this.#seq) return undefined;
    this.#seq = entry.seq;
    const state = observe(this.#devices.get(entry.device), entry);
    this.#devices.set(entry.device, state);
    return state;
  }

  /** Answers whether it is gone: a reading that the fleet has already is of the new device of that name. */
  forget({ device, seq }: ForgottenEvent): boolean {
    if (seq <= this.#seq) return false;
    this.#devices.delete(device);
    this.#seq = seq;
    return true;
  }

  /** Answers what was set of its sensors before. */
  adopt({ device, settings, seq }: SettingsEvent): SensorsSettings | undefined {
    const state = this.#devices.get(device);
    if (state) this.#devices.set(device, withSettings(state, settings));
    this.#seq = Math.max(this.#seq, seq);
    return state?.settings.sensors;
  }
}
