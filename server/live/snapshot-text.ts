import type { SnapshotEvent } from "../../shared/wire/events.ts";
import type { Fleet } from "../state/fleet.ts";
import { CHUNK_BYTES } from "./feed.ts";
import { formatEvent } from "./sse-format.ts";

interface SnapshotOptions {
  readonly serverTime: number;
  readonly lastId: number;
  /** Only this device. */
  readonly device: string | undefined;
}

/** The fleet as an event. The devices are serialised once for all streams that open between two readings. */
export class SnapshotText {
  readonly #fleet: Pick<Fleet, "seq" | "states">;
  #seq = -1;
  #devices = Buffer.alloc(0);

  constructor(fleet: Pick<Fleet, "seq" | "states">) {
    this.#fleet = fleet;
  }

  /** The event in pieces of bounded size, since a large fleet is too much for one write. The id is `lastId`. */
  pieces({ serverTime, lastId, device }: SnapshotOptions): readonly Buffer[] {
    if (device !== undefined) return [this.#oneDevice({ serverTime, lastId, device })];
    const devices = this.#allDevices();
    const head = Buffer.from(
      `event: snapshot\nid: ${lastId}\ndata: {"serverTime":${serverTime},"lastId":${lastId},"devices":`,
    );
    const tail = Buffer.from("}\n\n");
    if (devices.length <= CHUNK_BYTES) return [Buffer.concat([head, devices, tail])];
    const pieces: Buffer[] = [head];
    for (let at = 0; at < devices.length; at += CHUNK_BYTES)
      pieces.push(devices.subarray(at, at + CHUNK_BYTES));
    return [...pieces, tail];
  }

  #oneDevice({ serverTime, lastId, device }: SnapshotOptions & { device: string }): Buffer {
    const state = this.#fleet.states().get(device);
    const snapshot: SnapshotEvent = { serverTime, lastId, devices: state ? [state] : [] };
    return Buffer.from(formatEvent({ event: "snapshot", id: lastId, data: JSON.stringify(snapshot) }));
  }

  #allDevices(): Buffer {
    if (this.#seq !== this.#fleet.seq) {
      this.#devices = Buffer.from(JSON.stringify([...this.#fleet.states().values()]));
      this.#seq = this.#fleet.seq;
    }
    return this.#devices;
  }
}
