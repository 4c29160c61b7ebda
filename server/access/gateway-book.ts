// What posts, as the log tells it: how much, when, and of which devices.

import { formatVia } from "../../shared/entries/admission.ts";
import type { Entry, ReadingEntry } from "../../shared/entries/entry.ts";
import { HOUR_MS } from "../../shared/ground/time.ts";

/** Gateways that are remembered; beyond it the one goes that was silent for longest. */
const MAX_GATEWAYS = 2_000;
/** Devices of one gateway that are remembered; beyond it the one goes that was silent for longest. */
const MAX_DEVICES = 1_000;
const DAY_HOURS = 24;

/** A key or an allowed address by its id, or all that post without either. */
export type Gateway = { readonly how: "key" | "address"; readonly id: string } | { readonly how: "open" };

/** What a gateway has posted. Times are unix ms. */
export interface Posted {
  readonly lastAt: number;
  /** Of the last 24 hours, to the hour. */
  readonly readingsADay: number;
  /** When each device's last reading came by it, unix ms. */
  readonly devices: ReadonlyMap<string, number>;
}

interface Kept {
  lastAt: number;
  /** Readings by hour since 1970; those of the last 25 hours. */
  readonly hours: Map<number, number>;
  readonly devices: Map<string, number>;
}

interface KeptAsJson {
  readonly name: string;
  readonly lastAt: number;
  readonly hours: readonly (readonly [number, number])[];
  readonly devices: readonly (readonly [string, number])[];
}

const OPEN = "";

function nameOf(gateway: Gateway): string {
  return gateway.how === "open" ? OPEN : formatVia(gateway);
}

/** By what a reading came: a key in a header and the same one in a path are one. */
function nameOfVia(via: string | undefined): string {
  if (via === undefined) return OPEN;
  return via.startsWith("p") ? `k${via.slice(1)}` : via;
}

/** Lets go what is oldest of a map that has grown too large, a tenth at a time: that is rare, and costs a look at all. */
function trim<Value>(map: Map<string, Value>, most: number, atOf: (value: Value) => number): void {
  if (map.size <= most) return;
  const byAge = [...map].sort(([, one], [, other]) => atOf(one) - atOf(other));
  for (const [key] of byAge.slice(0, map.size - Math.floor(most * 0.9))) map.delete(key);
}

/** The projection `gateways`. */
export class GatewayBook {
  readonly name = "gateways";
  #gateways = new Map<string, Kept>();

  restore(state: unknown): void {
    const list = Array.isArray(state) ? (state as KeptAsJson[]) : [];
    this.#gateways = new Map(
      list.map(({ name, lastAt, hours, devices }) => [
        name,
        { lastAt, hours: new Map(hours), devices: new Map(devices) },
      ]),
    );
  }

  observe({ entries }: { readonly entries: readonly Entry[] }): void {
    for (const entry of entries) {
      if (entry.kind === "reading") this.#take(entry);
      else if (entry.kind === "forget") this.#forget(entry.device);
    }
  }

  snapshot(): unknown {
    return [...this.#gateways].map(
      ([name, { lastAt, hours, devices }]): KeptAsJson => ({
        name,
        lastAt,
        hours: [...hours],
        devices: [...devices],
      }),
    );
  }

  /** What a gateway has posted, its readings counted up to a moment (unix ms); undefined for one that has posted nothing. */
  posted(gateway: Gateway, now: number): Posted | undefined {
    const kept = this.#gateways.get(nameOf(gateway));
    if (!kept) return undefined;
    const first = Math.floor(now / HOUR_MS) - DAY_HOURS;
    let readingsADay = 0;
    for (const [hour, readings] of kept.hours) if (hour > first) readingsADay += readings;
    return { lastAt: kept.lastAt, readingsADay, devices: kept.devices };
  }

  /** Each reading passes here. */
  #take({ via, device, at, source }: ReadingEntry): void {
    // What was imported, no gateway has posted.
    if (source !== undefined || typeof device !== "string") return;
    const gateway = this.#of(nameOfVia(via));
    gateway.lastAt = at;
    const hour = Math.floor(at / HOUR_MS);
    const readings = gateway.hours.get(hour);
    gateway.hours.set(hour, (readings ?? 0) + 1);
    if (readings === undefined)
      for (const one of gateway.hours.keys()) if (one < hour - DAY_HOURS) gateway.hours.delete(one);
    gateway.devices.set(device, at);
    trim(gateway.devices, MAX_DEVICES, (lastAt) => lastAt);
  }

  #of(name: string): Kept {
    const known = this.#gateways.get(name);
    if (known) return known;
    const added: Kept = { lastAt: 0, hours: new Map(), devices: new Map() };
    this.#gateways.set(name, added);
    trim(this.#gateways, MAX_GATEWAYS, ({ lastAt }) => lastAt || Number.POSITIVE_INFINITY);
    return added;
  }

  #forget(device: string): void {
    for (const { devices } of this.#gateways.values()) devices.delete(device);
  }
}
