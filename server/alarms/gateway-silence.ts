// Which gateways are silent: those by whose key or address nothing came for longer than any of their devices may be silent. Of one
// that carries a single device that device's own silence tells it.

import type { Gateway, Posted } from "../access/access.ts";
import { LEAST_SILENCE_MS } from "./timers.ts";

/** A gateway with its name. */
export interface NamedGateway {
  readonly gateway: Exclude<Gateway, { readonly how: "open" }>;
  readonly name: string;
}

export interface SilenceParts {
  /** Those whose key or address was not taken away. */
  readonly gateways: () => readonly NamedGateway[];
  readonly posted: (gateway: Gateway, now: number) => Posted | undefined;
  /**
   * How long a device may be silent, ms, whose last reading by a gateway came at a moment, unix ms; undefined for one out of service or
   * silent by itself, and for one that was heard another way since.
   */
  readonly allowedMs: (device: string, lastAt: number) => number | undefined;
  /** Unix ms. */
  readonly startedAt: number;
}

/** Since so long a gateway counts as back, and its devices have their own time from then on. */
interface Carried {
  readonly isSilent: boolean;
  readonly changedAt: number;
  readonly devices: ReadonlySet<string>;
}

export class GatewaySilence {
  readonly #parts: SilenceParts;
  readonly #carried = new Map<string, Carried>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SilenceParts) {
    this.#parts = parts;
  }

  /** The silent ones at a time, unix ms. */
  look(now: number): NamedGateway[] {
    this.#lookedAt = now;
    const silent: NamedGateway[] = [];
    const known = new Set<string>();
    for (const named of this.#parts.gateways()) {
      const id = `${named.gateway.how} ${named.gateway.id}`;
      known.add(id);
      const devices = this.#silentDevices(named.gateway, now);
      if (devices) silent.push(named);
      this.#note(id, devices, now);
    }
    for (const id of this.#carried.keys()) if (!known.has(id)) this.#carried.delete(id);
    return silent;
  }

  /** Whether a device's silence is that of its gateway, or of one that came back less than `allowedMs` ago. */
  covers(device: string, { allowedMs, now }: { readonly allowedMs: number; readonly now: number }): boolean {
    // Who asks first must not take the devices for silent by themselves.
    if (now !== this.#lookedAt) this.look(now);
    for (const { isSilent, changedAt, devices } of this.#carried.values())
      if (devices.has(device) && (isSilent || now - changedAt <= allowedMs)) return true;
    return false;
  }

  #note(id: string, devices: ReadonlySet<string> | undefined, now: number): void {
    const before = this.#carried.get(id);
    if (devices) {
      const changedAt = before?.isSilent ? before.changedAt : now;
      this.#carried.set(id, { isSilent: true, changedAt, devices });
    } else if (before?.isSilent) this.#carried.set(id, { ...before, isSilent: false, changedAt: now });
  }

  /** The devices of a gateway that is silent; undefined where it is not. */
  #silentDevices(gateway: Gateway, now: number): ReadonlySet<string> | undefined {
    const { posted, allowedMs, startedAt } = this.#parts;
    const known = posted(gateway, now);
    if (!known || known.devices.size < 2) return undefined;
    // While the server was away nobody could be heard.
    const silentMs = now - Math.max(known.lastAt, startedAt);
    if (silentMs <= LEAST_SILENCE_MS) return undefined;
    const devices = new Map<string, number>();
    for (const [device, lastAt] of known.devices) {
      const allowed = allowedMs(device, lastAt);
      if (allowed !== undefined) devices.set(device, allowed);
    }
    if (devices.size < 2) return undefined;
    const least = Math.min(...devices.values());
    return silentMs > Math.max(LEAST_SILENCE_MS, least) ? new Set(devices.keys()) : undefined;
  }
}
