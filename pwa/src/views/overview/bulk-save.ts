// One change of many devices: each is asked of the server by itself, and what went wrong with one costs the others nothing.

import type { DeviceSettingsPatch } from "../../../../shared/rules/settings.ts";
import { type ChangeOptions, NeedsConfirmation } from "../../data/base/needs-confirmation.ts";

export type SaveOne = (device: string, patch: DeviceSettingsPatch, options?: ChangeOptions) => Promise<void>;

/** What is to become of a device; undefined where nothing is. */
export type PatchOf = (device: string) => DeviceSettingsPatch | undefined;

/** Saves a change of many devices; asking again goes on with those that are not saved yet. */
export class BulkSave {
  readonly #save: SaveOne;
  readonly #waiting: Map<string, DeviceSettingsPatch>;

  constructor(devices: Iterable<string>, patchOf: PatchOf, save: SaveOne) {
    this.#save = save;
    this.#waiting = new Map();
    for (const device of devices) {
      const patch = patchOf(device);
      if (patch) this.#waiting.set(device, patch);
    }
  }

  /**
   * Saves what waits. Rejects with `NeedsConfirmation` when changes hide alarms, which then wait for a yes to all that was said of
   * them; with a sentence for each device of which a change failed.
   */
  async run(options: ChangeOptions): Promise<void> {
    const doubts: string[] = [];
    const failures: string[] = [];
    for (const [device, patch] of this.#waiting) {
      try {
        await this.#save(device, patch, options);
        this.#waiting.delete(device);
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        const list = error instanceof NeedsConfirmation && !options.confirmed ? doubts : failures;
        list.push(`${device}: ${words}`);
      }
    }
    if (failures.length > 0) throw new Error(failures.join(" "));
    if (doubts.length > 0) throw new NeedsConfirmation(doubts.join(" "));
  }
}
