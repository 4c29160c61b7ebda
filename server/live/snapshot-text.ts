import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { withLevels } from "../../shared/fleet/levels.ts";
import type { Fleet } from "../state/fleet.ts";
import type { SiteState } from "../state/site.ts";
import type { EventIds } from "./event-id.ts";
import type { Audience } from "./scopes.ts";
import { CHUNK_BYTES, inPieces } from "./sse-format.ts";

interface SnapshotOptions {
  readonly serverTime: number;
  readonly lastId: number;
  /** Whose devices are shown. */
  readonly audience: Audience;
}

/** The fleet as an event. The devices are serialised once for all streams that open between two readings. */
export class SnapshotText {
  readonly #fleet: Pick<Fleet, "seq" | "states">;
  readonly #site: Pick<SiteState, "rules">;
  readonly #ids: EventIds;
  #seq = -1;
  #devices = Buffer.alloc(0);

  constructor(fleet: Pick<Fleet, "seq" | "states">, site: Pick<SiteState, "rules">, ids: EventIds) {
    this.#fleet = fleet;
    this.#site = site;
    this.#ids = ids;
  }

  /** The event in pieces of bounded size, since a large fleet is too much for one write. Its id is that of `lastId`. */
  pieces({ serverTime, lastId, audience }: SnapshotOptions): readonly Buffer[] {
    const devices = audience.devices ? this.#someDevices(audience.devices) : this.#allDevices();
    const id = this.#ids.of(lastId);
    const head = Buffer.from(
      `event: snapshot\nid: ${id}\ndata: {"serverTime":${serverTime},"lastId":${lastId},"devices":`,
    );
    const tail = Buffer.from("}\n\n");
    if (devices.length <= CHUNK_BYTES) return [Buffer.concat([head, devices, tail])];
    return [head, ...inPieces(devices), tail];
  }

  #someDevices(devices: ReadonlySet<string>): Buffer {
    const states = this.#fleet.states();
    const known = [...devices].map((device) => states.get(device)).filter((state) => state !== undefined);
    return this.#text(known);
  }

  #allDevices(): Buffer {
    if (this.#seq !== this.#fleet.seq) {
      this.#devices = this.#text([...this.#fleet.states().values()]);
      this.#seq = this.#fleet.seq;
    }
    return this.#devices;
  }

  #text(states: readonly DeviceState[]): Buffer<ArrayBuffer> {
    const rules = this.#site.rules();
    return Buffer.from(JSON.stringify(states.map((state) => withLevels(state, rules))));
  }
}
