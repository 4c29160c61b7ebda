// How many sensors a device sends of. An instrument has a handful; a garbled line makes new ones without end, and each would be a
// series of its own for every question after it. Which of its sensors are in a reading is the device's business: one that
// reports what changed has as many sets of them as there are combinations.

import { crc32 } from "node:zlib";
import { DAY_MS } from "../../shared/ground/time.ts";
import { identitiesOf, identityText, isSameSet, type SensorValue } from "../../shared/rules/reading.ts";

/** Different sensors (key, type and unit) that are taken in of a device for one UTC day. */
const MAX_SENSORS_A_DAY = 256;
/** Lists of sensors that a device's readings of one UTC day keep as they came; sensors of further lists are put in order. */
const MAX_LISTS = 64;
/** Lists and sensors that are remembered of all devices together; beyond it the device-days seen longest ago begin anew. */
const MAX_REMEMBERED = 300_000;

/** A device's day. */
interface Seen {
  readonly device: string;
  readonly day: number;
  /** The latest list that is kept as it came, which most readings repeat. */
  latest: readonly SensorValue[];
  /** CRC-32s: what two texts share by chance is taken in, nothing is refused for it. */
  readonly lists: Set<number>;
  readonly sensors: Set<number>;
}

function sizeOf({ lists, sensors }: Seen): number {
  return lists.size + sensors.size + 1;
}

function nameOf({ device, day }: Pick<Seen, "device" | "day">): string {
  return `${day} ${device}`;
}

/** The sensors in one order for all orders in which they may come; those of one type stay as they came, so each keeps its key. */
function inOrder(sensors: readonly SensorValue[]): readonly SensorValue[] {
  return sensors.toSorted((a, b) => (a.type < b.type ? -1 : Number(a.type > b.type)));
}

/** Counts the sensors of each device and day. */
export class SensorSets {
  /** By device and day, in order of the latest change. */
  readonly #seen = new Map<string, Seen>();
  /** Of each device one of those, as a rule the day that its next reading is of: no name needs to be made for that. */
  readonly #latest = new Map<string, Seen>();
  #size = 0;

  /**
   * Takes note of a reading's sensors, of a device and the day of `measuredAt` (unix ms). Answers them as they are to be
   * stored: as they came, or in another order where they come in too many, as with tables that are listed at random. Answers in
   * words why the reading cannot be taken in when it has too many new sensors; nothing is noted then.
   */
  admit(
    device: string,
    measuredAt: number,
    sensors: readonly SensorValue[],
  ): readonly SensorValue[] | string {
    const day = Math.floor(measuredAt / DAY_MS);
    const latest = this.#latest.get(device);
    const seen = latest?.day === day ? latest : this.#find(device, day);
    if (isSameSet(seen.latest, sensors)) return sensors;
    const texts = identitiesOf(sensors).map(identityText);
    const list = crc32(texts.join());
    if (!seen.lists.has(list)) return this.#admitNew(seen, { list, texts, sensors });
    seen.latest = sensors;
    return sensors;
  }

  #find(device: string, day: number): Seen {
    const seen = this.#seen.get(nameOf({ device, day }));
    if (!seen) return { device, day, latest: [], lists: new Set(), sensors: new Set() };
    this.#latest.set(device, seen);
    return seen;
  }

  #admitNew(seen: Seen, { list, texts, sensors }: NewList): readonly SensorValue[] | string {
    const added = new Set(texts.map((text) => crc32(text)).filter((text) => !seen.sensors.has(text)));
    if (seen.sensors.size + added.size > MAX_SENSORS_A_DAY)
      return `the device has sent ${seen.sensors.size} different sensors (type and unit) for this day, and at most ${MAX_SENSORS_A_DAY} are taken in; call each sensor by the same type in every reading`;
    const isKept = seen.lists.size < MAX_LISTS;
    if (!isKept && added.size === 0) return inOrder(sensors);
    const name = nameOf(seen);
    this.#size -= this.#seen.delete(name) ? sizeOf(seen) : 0;
    for (const sensor of added) seen.sensors.add(sensor);
    if (isKept) {
      seen.lists.add(list);
      seen.latest = sensors;
    }
    this.#seen.set(name, seen);
    this.#latest.set(seen.device, seen);
    this.#size += sizeOf(seen);
    this.#forgetOldest();
    return isKept ? sensors : inOrder(sensors);
  }

  #forgetOldest(): void {
    for (const [name, seen] of this.#seen) {
      if (this.#size <= MAX_REMEMBERED) return;
      this.#seen.delete(name);
      if (this.#latest.get(seen.device) === seen) this.#latest.delete(seen.device);
      this.#size -= sizeOf(seen);
    }
  }
}

interface NewList {
  readonly list: number;
  readonly texts: readonly string[];
  readonly sensors: readonly SensorValue[];
}
