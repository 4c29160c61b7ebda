// How many kinds of readings a device sends. An instrument has a handful; a garbled line makes new ones without end, and each
// would be a series of its own for every question after it.

import { crc32 } from "node:zlib";
import { DAY_MS } from "../../shared/ground/time.ts";
import { identitiesOf, identityText, isSameSet, type SensorValue } from "../../shared/rules/reading.ts";

/** Different sets of sensors (their types and units) that are taken in of a device for one UTC day; as many in the order they came in. */
export const MAX_SETS = 64;
/** Different sensors (key, type and unit) that are taken in of a device for one UTC day. */
export const MAX_TYPES = 256;
/** Sets and sensors that are remembered of all devices together; beyond it the device-days seen longest ago begin anew. */
const MAX_REMEMBERED = 300_000;

interface Seen {
  /** The latest set, which most readings repeat. */
  latest: readonly SensorValue[];
  /** CRC-32s: what two texts share by chance is taken in, nothing is refused for it. */
  readonly sets: Set<number>;
  /** The sets in the orders that they came in; beyond as many, sensors are put in order. */
  readonly orders: Set<number>;
  readonly types: Set<number>;
}

function sizeOf({ sets, orders, types }: Seen): number {
  return sets.size + orders.size + types.size + 1;
}

/** The sensors in one order for all orders in which they may come; those of one type stay as they came, so each keeps its key. */
function inOrder(sensors: readonly SensorValue[]): readonly SensorValue[] {
  return sensors.toSorted((a, b) => (a.type < b.type ? -1 : Number(a.type > b.type)));
}

/** Counts the sets and sensors of each device and day. */
export class SensorSets {
  /** By device and day, in order of the latest change. */
  readonly #seen = new Map<string, Seen>();
  #size = 0;

  /**
   * Takes note of a reading's sensors, of a device and the day of `measuredAt` (unix ms). Answers them as they are to be
   * stored: as they came, or in another order where they come in too many, as with tables that are listed at random. Answers in
   * words why the reading cannot be taken in when it would be one kind too many; nothing is noted then.
   */
  admit(
    device: string,
    measuredAt: number,
    sensors: readonly SensorValue[],
  ): readonly SensorValue[] | string {
    const day = Math.floor(measuredAt / DAY_MS);
    const name = `${day} ${device}`;
    const seen = this.#seen.get(name);
    if (seen && isSameSet(seen.latest, sensors)) return sensors;
    const texts = identitiesOf(sensors).map(identityText);
    const order = crc32(texts.join());
    if (seen?.orders.has(order)) {
      seen.latest = sensors;
      return sensors;
    }
    return this.#admitNew(name, { order, texts, sensors, seen });
  }

  #admitNew(
    name: string,
    {
      order,
      texts,
      sensors,
      seen = { latest: [], sets: new Set(), orders: new Set(), types: new Set() },
    }: NewSet,
  ): readonly SensorValue[] | string {
    const set = crc32(texts.toSorted().join());
    if (!seen.sets.has(set) && seen.sets.size >= MAX_SETS)
      return `the device has sent ${MAX_SETS} different sets of sensors for this day, and no further ones are taken in; name its sensors alike in every reading`;
    const types = texts.map((text) => crc32(text)).filter((type) => !seen.types.has(type));
    if (seen.types.size + new Set(types).size > MAX_TYPES)
      return `the device has sent ${seen.types.size} different sensors (type and unit) for this day, and at most ${MAX_TYPES} are taken in; call each sensor by the same type in every reading`;
    this.#size -= this.#seen.delete(name) ? sizeOf(seen) : 0;
    seen.sets.add(set);
    for (const type of types) seen.types.add(type);
    const isKept = seen.orders.size < MAX_SETS;
    if (isKept) {
      seen.orders.add(order);
      seen.latest = sensors;
    }
    this.#seen.set(name, seen);
    this.#size += sizeOf(seen);
    this.#forgetOldest();
    return isKept ? sensors : inOrder(sensors);
  }

  #forgetOldest(): void {
    for (const [name, seen] of this.#seen) {
      if (this.#size <= MAX_REMEMBERED) return;
      this.#seen.delete(name);
      this.#size -= sizeOf(seen);
    }
  }
}

interface NewSet {
  readonly order: number;
  readonly texts: readonly string[];
  readonly sensors: readonly SensorValue[];
  readonly seen: Seen | undefined;
}
