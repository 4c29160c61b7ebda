// Which unknown ids become devices. Whoever makes up ids must neither fill the table of devices nor keep a real one out.

import { MINUTE_MS, SECOND_MS } from "../../shared/ground/time.ts";

/** Devices that are taken in; readings of more are refused until some are forgotten. `/healthz` says so from 80 % on. */
export const MAX_DEVICES = 10_000;
/** Places in that table that an import leaves for devices that post. */
const KEPT_FROM_IMPORTS = 1_000;
/** So many minutes' worth of new ids may come at once: a gateway that is put into service has many. */
const BURST_MINUTES = 10;
/** An id counts once for so many sensors, begun ones included: each takes memory of its own. */
const SENSORS_PER_COUNT = 8;
/** An id that was refused and comes again after this long is no passing invention, ms… */
const RETURNS_AFTER_MS = SECOND_MS;
/** …if it comes within this, ms. */
const RETURNS_WITHIN_MS = 10 * MINUTE_MS;
/** Refused ids that are remembered; beyond it the oldest is forgotten. */
const MAX_REMEMBERED = 10_000;

/** Why a new id is not taken in, and after how many seconds it may be, where that is known. */
export interface NotNow {
  readonly reason: string;
  readonly retryAfterS?: number;
}

/** What of a reading counts here. */
interface Newcomer {
  readonly device: string;
  readonly sensors: readonly unknown[];
}

const FULL: NotNow = {
  reason: `there are ${MAX_DEVICES} devices already, and no more are taken in; forget some on their pages, or use the ids of known ones`,
};

/** As many as were saved up, at a steady pace. */
class Allowance {
  readonly #perMs: number;
  readonly #most: number;
  #left: number;
  #at: number;

  constructor(perMinute: number, now: number) {
    this.#perMs = perMinute / MINUTE_MS;
    this.#most = perMinute * BURST_MINUTES;
    this.#left = this.#most;
    this.#at = now;
  }

  take(count: number, now: number): boolean {
    this.#left = Math.min(this.#most, this.#left + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#left < count) return false;
    this.#left -= count;
    return true;
  }

  /** Until so many are there, s, at least 1. */
  waitS(count: number): number {
    return Math.max(1, Math.ceil((count - this.#left) / this.#perMs / SECOND_MS));
  }
}

/** One way for new ids to come in. Those that come again have a share of their own, which inventions do not use up. */
class Entrance {
  readonly #fresh: Allowance;
  readonly #returning: Allowance;
  /** When a refused id was first seen, the oldest first. */
  readonly #refusedAt = new Map<string, number>();

  constructor(perMinute: number, now: number) {
    this.#fresh = new Allowance(perMinute, now);
    this.#returning = new Allowance(perMinute, now);
  }

  admit({ device, sensors }: Newcomer, now: number): NotNow | undefined {
    const count = Math.max(1, Math.ceil(sensors.length / SENSORS_PER_COUNT));
    const isTaken =
      this.#fresh.take(count, now) || (this.#isReturning(device, now) && this.#returning.take(count, now));
    if (isTaken) {
      this.#refusedAt.delete(device);
      return undefined;
    }
    this.#remember(device, now);
    const retryAfterS = this.#fresh.waitS(count);
    return { reason: `too many new device ids at present; send it again in ${retryAfterS} s`, retryAfterS };
  }

  #isReturning(device: string, now: number): boolean {
    const age = now - (this.#refusedAt.get(device) ?? Number.NaN);
    return age >= RETURNS_AFTER_MS && age <= RETURNS_WITHIN_MS;
  }

  #remember(device: string, now: number): void {
    const at = this.#refusedAt.get(device);
    if (at !== undefined && now - at <= RETURNS_WITHIN_MS) return;
    this.#refusedAt.delete(device);
    this.#refusedAt.set(device, now);
    const [oldest] = this.#refusedAt.keys();
    if (this.#refusedAt.size > MAX_REMEMBERED && oldest !== undefined) this.#refusedAt.delete(oldest);
  }
}

interface NewDevicesParts {
  readonly isKnown: (device: string) => boolean;
  readonly countKnown: () => number;
  /** New ids a minute by each entrance. */
  readonly perMinute: number;
  readonly now: () => number;
}

/** Decides about ids that are not known. Batches and single posts have an entrance each, so that neither closes the other's. */
export class NewDevices {
  readonly #parts: NewDevicesParts;
  readonly #single: Entrance;
  readonly #batch: Entrance;
  /** Let in, with their first reading on its way to the log. */
  readonly #expected = new Set<string>();

  constructor(parts: NewDevicesParts) {
    this.#parts = parts;
    this.#single = new Entrance(parts.perMinute, parts.now());
    this.#batch = new Entrance(parts.perMinute, parts.now());
  }

  /** Why a reading's id is not let in; undefined when it is. Whoever asks calls `settle` once the readings are stored or could not be. */
  admit(newcomer: Newcomer, post: "single" | "batch" | "import"): NotNow | undefined {
    const { device } = newcomer;
    if (this.#parts.isKnown(device) || this.#expected.has(device)) return undefined;
    const most = post === "import" ? MAX_DEVICES - KEPT_FROM_IMPORTS : MAX_DEVICES;
    if (this.#parts.countKnown() + this.#expected.size >= most) return FULL;
    const entrance = post === "single" ? this.#single : this.#batch;
    // An operator imports, and a row that is refused would be passed over for good: only the table bounds it.
    const notNow = post === "import" ? undefined : entrance.admit(newcomer, this.#parts.now());
    if (!notNow) this.#expected.add(device);
    return notNow;
  }

  /** Those of the ids that are stored are known by now; the others are strangers again. */
  settle(readings: readonly ({ readonly draft: { readonly device: string } } | object)[]): void {
    if (this.#expected.size === 0) return;
    for (const reading of readings) if ("draft" in reading) this.#expected.delete(reading.draft.device);
  }
}
