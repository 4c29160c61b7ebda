// Ways in for what others send in a shape of their own: an adapter takes it apart, here it is read by the site's mappings, and it goes
// on to ingest as any post does, under the same bounds. Public file of the folder.

import type { Actor } from "../../shared/entries/actor.ts";
import { SYSTEM } from "../../shared/entries/actor.ts";
import { mappingFor } from "../../shared/rules/mapping/mapping.ts";
import { readPayload } from "../../shared/rules/mapping/read-payload.ts";
import { MAX_ID_LENGTH } from "../../shared/rules/reading.ts";
import type { ItemOutcome } from "../../shared/wire/api.ts";
import type { RecentPayload } from "../../shared/wire/entrances.ts";
import type { Ingest, Origin } from "../ingest/ingest.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { Fleet } from "../state/fleet.ts";
import type { MappingsState } from "../state/mappings.ts";
import { deviceNamed } from "./dev-eui.ts";
import { type Item, isOther, itemsOf, type ReadUplink } from "./items.ts";
import { DeviceNames } from "./names.ts";
import { RecentPayloads } from "./recent.ts";
import type { Uplink } from "./uplink.ts";

export { adaptCloudEvents, attributesIn } from "./lines/cloud-events.ts";
export { adaptLines, isPrecision } from "./lines/influx.ts";
export { adaptSenml } from "./lines/senml.ts";
export { adaptChirpStack } from "./lorawan/chirpstack.ts";
export { adaptLorawan } from "./lorawan/generic.ts";
export { adaptTts } from "./lorawan/tts.ts";
export { type MqttEntrance, openMqttEntrance } from "./mqtt/mqtt-entrance.ts";
export type { Adapted, Uplink } from "./uplink.ts";

/** Who sent uplinks. */
export interface EntranceOrigin extends Pick<Origin, "from" | "address" | "via"> {
  /** Who the logbook says has named a device; the server itself, unless somebody else is known. */
  readonly by?: Actor | undefined;
}

/** What became of an uplink. `simulated` and `passed-over` ones are no readings; a refused one is kept where the refused are. */
export type UplinkOutcome = {
  readonly how: ReadUplink["understood"]["how"];
  readonly warnings: readonly string[];
} & (
  | { readonly status: "taken"; readonly readings: readonly ItemOutcome[] }
  | { readonly status: "simulated" | "passed-over" }
  | { readonly status: "refused"; readonly reason: string }
);

export interface Entrances {
  /**
   * Reads uplinks and takes what they hold: what resolves as taken is durable, or refused and kept with its reason. Outcomes stand in
   * the order of the uplinks. Rejects with an AppendError when nothing can be kept at present.
   */
  take(uplinks: readonly Uplink[], origin: EntranceOrigin): Promise<readonly UplinkOutcome[]>;
  /** The last payload of each source, the latest first. */
  recent(): readonly RecentPayload[];
}

export interface EntranceParts {
  readonly ingest: Pick<Ingest, "receive" | "refuse">;
  readonly mappings: Pick<MappingsState, "all">;
  readonly fleet: Pick<Fleet, "known" | "inTurn">;
  readonly log: Pick<Log, "append">;
  readonly report: Pick<Report, "warn">;
  /** Unix ms. */
  readonly now: () => number;
}

/** Creates the ways in of foreign payloads. */
export function createEntrances(parts: EntranceParts): Entrances {
  return new MappedEntrances(parts);
}

class MappedEntrances implements Entrances {
  readonly #parts: EntranceParts;
  readonly #recent = new RecentPayloads();
  readonly #names: DeviceNames;

  constructor(parts: EntranceParts) {
    this.#parts = parts;
    this.#names = new DeviceNames(parts);
  }

  recent(): readonly RecentPayload[] {
    return this.#recent.list();
  }

  async take(uplinks: readonly Uplink[], origin: EntranceOrigin): Promise<readonly UplinkOutcome[]> {
    const mappings = this.#parts.mappings.all();
    const read = uplinks.map((sent): ReadUplink => {
      const uplink = this.#named(sent);
      const mapping = mappingFor(mappings, uplink);
      return { uplink, mapping, understood: readPayload(uplink, mapping) };
    });
    const items = read.map((one) =>
      one.uplink.isSimulated || isOther(one) || isWithoutGas(one) ? [] : itemsOf(one),
    );
    for (const one of read) if (isWithoutGas(one)) this.#refuse(one, origin);
    const outcomes = await this.#receive(items.flat(), origin);
    let next = 0;
    const told = read.map((one, place) => {
      const count = items[place]?.length ?? 0;
      const own = outcomes.slice(next, next + count);
      next += count;
      return outcomeOf(one, own);
    });
    await this.#after(read, origin);
    return told;
  }

  #named(uplink: Uplink): Uplink {
    const { device } = uplink;
    return device === undefined ? uplink : { ...uplink, device: deviceNamed(device, this.#parts.fleet) };
  }

  async #receive(items: readonly Item[], { from, address, via }: EntranceOrigin): Promise<ItemOutcome[]> {
    if (items.length === 0) return [];
    const values = items.map(({ value }) => value);
    return this.#parts.ingest.receive(values, { from, address, via, keys: items.map(({ key }) => key) });
  }

  #refuse({ uplink }: ReadUplink, { from, address }: EntranceOrigin): void {
    const device = uplink.likelyDevice?.slice(0, MAX_ID_LENGTH);
    const body = JSON.stringify(uplink.members) ?? "";
    this.#parts.ingest.refuse({ reason: NO_GAS, from, address, device, body });
  }

  /** Remembers what came, and what the devices are called where it came from. */
  async #after(read: readonly ReadUplink[], { by = SYSTEM }: EntranceOrigin): Promise<void> {
    const at = this.#parts.now();
    for (const one of read) {
      const { device, name, source, isStatus, isSimulated } = one.uplink;
      if (!isStatus) this.#recent.note(one, at);
      if (device !== undefined && name !== undefined && !isSimulated)
        await this.#names.learn(device, { name: name.slice(0, MAX_ID_LENGTH), source, by });
    }
  }
}

const SIMULATED =
  "it is simulated: it was read as it would be, is shown under Entrances with what it becomes, and is no reading and no alarm";

const NO_GAS =
  "There is no gas in it. Send what has gas alone, or say under Entrances which of its values is one, or that it is to be passed over";

/** Whether it comes among much else, and tells neither of gas nor of a battery. */
function isWithoutGas({ uplink, understood: { how, readings } }: ReadUplink): boolean {
  return uplink.needsGas === true && how === "nothing" && readings.every(({ pct }) => pct === undefined);
}

function outcomeOf(read: ReadUplink, readings: readonly ItemOutcome[]): UplinkOutcome {
  const { how } = read.understood;
  const warnings = remarksOn(read);
  if (read.uplink.isSimulated) return { status: "simulated", how, warnings };
  if (isWithoutGas(read)) return { status: "refused", how, warnings: [], reason: NO_GAS };
  if (how === "passed-over" || isOther(read)) return { status: "passed-over", how, warnings };
  return { status: "taken", how, warnings, readings };
}

/** What the sender should hear of how its payload was read. */
function remarksOn({ uplink, understood }: ReadUplink): string[] {
  const { how, unitless, missing, unread, isCut } = understood;
  if (uplink.isStatus) return [];
  const simulated = uplink.isSimulated ? [SIMULATED] : [];
  const list = (paths: readonly string[]) => paths.slice(0, 5).join(", ");
  return [
    ...simulated,
    ...(how === "raw"
      ? [
          "no codec has read these bytes and no mapping says what they mean: they are kept, and show no gas; say it under Entrances",
        ]
      : []),
    ...(how === "nothing"
      ? [
          `no gas was found in it, so it is kept as a sign of life${unread.length > 0 ? `; ${list(unread)} may be one: say so under Entrances` : ""}`,
        ]
      : []),
    ...(unitless.length > 0
      ? [`nothing says the unit of ${list(unitless)}: ppm was taken; a mapping under Entrances says another`]
      : []),
    ...(isCut ? ["it has more values than are looked at: the rest is kept, and shows no gas"] : []),
    ...(missing.length > 0 && how === "mapping" ? [`the mapping's ${list(missing)} is not in it`] : []),
  ];
}
