// Senders for the crash test: a gateway that sends a batch again until it is acknowledged, and a device that does not.

import { expect } from "vitest";
import { DAY_MS } from "../../shared/ground/time.ts";
import { PATHS } from "../../shared/wire/api.ts";
import type { FoundData } from "../helpers/inspect-data.ts";

type Random = () => number;

interface PostedReading {
  readonly id: string;
  readonly pct: number;
  readonly ts: number;
  readonly uid?: string;
  readonly sensors: readonly { readonly type: string; readonly val: number | null }[];
}

/** Numbers that repeat with the seed, 0 ≤ n < 1 (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What the senders know of their readings; each has a number of its own as the value of its first sensor. */
export class Ledger {
  readonly #random: Random;
  #next = 1;
  readonly acknowledged = new Set<number>();
  readonly sent = new Set<number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** A reading of the last three days, so that several files of each kind change at once. */
  create(hasUid: boolean): PostedReading {
    const number = this.#next;
    this.#next += 1;
    this.sent.add(number);
    const ts = Date.now() - Math.floor(this.#random() * 3 * DAY_MS);
    const second = this.#random() < 0.2 ? null : Math.floor(this.#random() * 100);
    const sensors = [
      { type: "CH4", val: number },
      { type: "CO", val: second },
    ];
    const reading = { id: `d${number % 5}`, pct: 90, ts, sensors };
    return hasUid ? { ...reading, uid: `u${number}` } : reading;
  }

  acknowledge(readings: readonly PostedReading[]): void {
    for (const { sensors } of readings) this.acknowledged.add(sensors[0]?.val ?? 0);
  }
}

/** Places that an operator gives to a device, each another one: what was sent, and when it was acknowledged, unix ms. */
export class Places {
  readonly sent = new Set<string>();
  readonly acknowledged = new Map<string, number>();

  create(): string {
    const place = `place ${this.sent.size + 1}`;
    this.sent.add(place);
    return place;
  }

  /** The places in events, in their order; none of them may be one that nobody sent. */
  foundIn(events: FoundData["events"]): string[] {
    const settings = events.filter(({ kind }) => kind === "setting");
    const inOrder = settings.sort((a, b) => a.seq - b.seq);
    const places = inOrder.map(({ entry }) => (entry["patch"] as { place: string }).place);
    expect(places.filter((place) => !this.sent.has(place))).toEqual([]);
    return places;
  }
}

/** The keys of the steps of alarms that were raised, in no order. */
export function stepsIn(events: FoundData["events"]): string[] {
  return events.flatMap(({ kind, entry }) => (kind === "alarm" ? [String(entry["key"])] : []));
}

/** Gives a device one place after the other until the server is gone. */
export async function changePlaces(url: string, places: Places): Promise<void> {
  for (;;) {
    const place = places.create();
    const request = { method: "PATCH", body: JSON.stringify({ place }) };
    const answer = await fetch(`${url}${PATHS.devices}/d0`, request).catch(() => undefined);
    // Nobody knows the device before its first reading.
    if (!answer || (!answer.ok && answer.status !== 404)) return;
    await answer.arrayBuffer().catch(() => undefined);
    if (answer.ok) places.acknowledged.set(place, performance.timeOrigin + performance.now());
  }
}

async function isTaken(url: string, path: string, body: unknown): Promise<boolean> {
  try {
    const answer = await fetch(url + path, { method: "POST", body: JSON.stringify(body) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // The server is gone; whether it has the readings is not known.
    return false;
  }
}

/** Sends batches until the server is gone. What was not acknowledged is sent again first, next time. */
export class Gateway {
  readonly #ledger: Ledger;
  readonly #random: Random;
  #waiting: PostedReading[] = [];

  constructor(ledger: Ledger, random: Random) {
    this.#ledger = ledger;
    this.#random = random;
  }

  async send(url: string): Promise<void> {
    for (;;) {
      if (this.#waiting.length === 0) {
        const length = 1 + Math.floor(this.#random() * 40);
        this.#waiting = Array.from({ length }, () => this.#ledger.create(true));
      }
      if (!(await isTaken(url, PATHS.readings, this.#waiting))) return;
      this.#ledger.acknowledge(this.#waiting);
      this.#waiting = [];
    }
  }

  /** Sends once more what was not acknowledged. */
  async finish(url: string): Promise<void> {
    if (this.#waiting.length > 0 && (await isTaken(url, PATHS.readings, this.#waiting)))
      this.#ledger.acknowledge(this.#waiting);
  }
}

/** Posts single readings without any key, one after the other, until the server is gone. */
export async function postSingly(url: string, ledger: Ledger): Promise<void> {
  for (;;) {
    const reading = ledger.create(false);
    if (!(await isTaken(url, PATHS.receiveJson, reading))) return;
    ledger.acknowledge([reading]);
  }
}
