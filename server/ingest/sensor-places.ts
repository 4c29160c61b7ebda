// How many sensors all devices have together: each takes memory of its own. What is no gas that is known has fewer places, so that whoever
// makes up types keeps no gas out.

import type { ReadingDraft } from "../../shared/entries/entry.ts";
import type { SensorState } from "../../shared/fleet/sensor-states.ts";
import { gasOf } from "../../shared/rules/gases.ts";
import { identitiesOf, isSameSensor, type SensorValue } from "../../shared/rules/reading.ts";
import type { ParsedReading } from "./parse-reading.ts";

/** Beyond so many no new sensor of an unknown gas is taken in, and beyond the other none at all. */
export const MAX_SENSORS_IN_ALL = { unknown: 40_000, gas: 60_000 } as const;

interface PlacesParts {
  readonly count: () => number;
  /** The sensors that a device has by now. */
  readonly sensorsOf: (device: string) => readonly SensorState[];
}

/** A reading that could be parsed. */
type Parsed = Pick<
  Exclude<ParsedReading, { readonly problems: readonly string[] }>,
  "draft" | "warnings" | "isCut" | "uid"
>;

/** Those of a reading's sensors that are known or find a place beside `count` others. */
function placedOf(
  { sensors }: ReadingDraft,
  known: readonly SensorState[],
  count: number,
): readonly SensorValue[] {
  const identities = identitiesOf(sensors);
  return sensors.filter((_, place) => {
    const own = identities[place];
    if (own === undefined || known.some((sensor) => isSameSensor(sensor, own))) return true;
    return count < MAX_SENSORS_IN_ALL.gas && gasOf(own.type).id !== "unknown";
  });
}

/** Lets new sensors in as long as there are places. */
export class SensorPlaces {
  readonly #parts: PlacesParts;

  constructor(parts: PlacesParts) {
    this.#parts = parts;
  }

  /**
   * The reading without those new sensors for which there is no place, which is said; or why nothing of it finds one. What a device has
   * had keeps its own. Costs nothing as long as there are places.
   */
  admit(parsed: Parsed): Parsed | { readonly reason: string } {
    const count = this.#parts.count();
    if (count < MAX_SENSORS_IN_ALL.unknown) return parsed;
    const { draft, warnings = [] } = parsed;
    const known = this.#parts.sensorsOf(draft.device);
    const kept = placedOf(draft, known, count);
    const left = draft.sensors.length - kept.length;
    if (left === 0) return parsed;
    const isFull = count >= MAX_SENSORS_IN_ALL.gas;
    const reason = `all devices have ${count} sensors together, and no new ones ${isFull ? "" : "of an unknown gas "}are taken in; forget devices on their pages, or call each sensor by the same type in every reading`;
    // What is heard of a device that is known counts, be it no more than that it lives.
    if (kept.length === 0 && known.length === 0) return { reason };
    const warning = `${left} new sensors were left out, the rest is stored: ${reason}`;
    return { ...parsed, draft: { ...draft, sensors: kept }, warnings: [...warnings, warning], isCut: true };
  }
}
