// What their own systems call devices becomes their name here, unless somebody has named them.

import type { Actor } from "../../shared/entries/actor.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { Fleet } from "../state/fleet.ts";

/** Devices whose name was told since the start. When full, all are let go. */
const MAX_KNOWN = 10_000;

interface NameParts {
  readonly fleet: Pick<Fleet, "known" | "inTurn">;
  readonly log: Pick<Log, "append">;
  readonly report: Pick<Report, "warn">;
}

/** Names devices. A name that somebody gave stays. */
export class DeviceNames {
  readonly #parts: NameParts;
  readonly #told = new Map<string, string>();

  constructor(parts: NameParts) {
    this.#parts = parts;
  }

  /** Takes a name over. It never rejects: what fails is tried again with the next uplink. */
  async learn(device: string, name: string, by: Actor): Promise<void> {
    if (this.#told.get(device) === name || name.trim() === "") return;
    await this.#parts.fleet.inTurn(() => this.#learn(device, name, by));
  }

  async #learn(device: string, name: string, by: Actor): Promise<void> {
    const before = this.#told.get(device);
    const known = this.#parts.fleet.known(device);
    // Nothing is set of a device that has no reading.
    if (!known) return;
    if (this.#told.size >= MAX_KNOWN) this.#told.clear();
    this.#told.set(device, name);
    const now = known.settings.name;
    if (now === name || (now !== undefined && now !== before)) return;
    const entry = { kind: "setting", device, patch: { name }, was: { name: now ?? null }, by } as const;
    try {
      await this.#parts.log.append([entry]);
    } catch (error) {
      this.#told.delete(device);
      this.#parts.report.warn({ error, device }, "The name of a device could not be kept");
    }
  }
}
