// What their own systems call devices becomes their name here, unless somebody has named them.

import type { Actor } from "../../shared/entries/actor.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { Fleet } from "../state/fleet.ts";

/** Names that were told since the start, by device and who told them. When full, all are let go. */
const MAX_KNOWN = 10_000;

interface NameParts {
  readonly fleet: Pick<Fleet, "known" | "inTurn">;
  readonly log: Pick<Log, "append">;
  readonly report: Pick<Report, "warn">;
}

/** A name, where it comes from and who passed it on. */
export interface ToldName {
  readonly name: string;
  readonly source: string;
  readonly by: Actor;
}

/** Names devices. A name that somebody gave stays. */
export class DeviceNames {
  readonly #parts: NameParts;
  readonly #told = new Map<string, string>();

  constructor(parts: NameParts) {
    this.#parts = parts;
  }

  /**
   * Takes a name over: the first, and a new one from where that came from, so that two network servers do not rename a device by turns.
   * It never rejects: what fails is tried again with the next uplink.
   */
  async learn(device: string, told: ToldName): Promise<void> {
    const place = JSON.stringify([device, told.source]);
    if (this.#told.get(place) === told.name || told.name.trim() === "") return;
    await this.#parts.fleet.inTurn(() => this.#learn(device, place, told));
  }

  async #learn(device: string, place: string, { name, by }: ToldName): Promise<void> {
    const before = this.#told.get(place);
    const known = this.#parts.fleet.known(device);
    // Nothing is set of a device that has no reading.
    if (!known) return;
    if (this.#told.size >= MAX_KNOWN) this.#told.clear();
    this.#told.set(place, name);
    const now = known.settings.name;
    if (now === name || (now !== undefined && now !== before)) return;
    const entry = { kind: "setting", device, patch: { name }, was: { name: now ?? null }, by } as const;
    try {
      await this.#parts.log.append([entry]);
    } catch (error) {
      this.#told.delete(place);
      this.#parts.report.warn({ error, device }, "The name of a device could not be kept");
    }
  }
}
