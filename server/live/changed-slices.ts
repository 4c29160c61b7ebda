// Which slices late readings changed, or that some went with their device, so that a client that comes back need not ask for all that it keeps.

import type { Entry } from "../../shared/entries/entry.ts";
import { HOUR_MS } from "../../shared/ground/time.ts";
import { isLate, slicesAt } from "../../shared/history/late.ts";
import type { SliceName } from "../../shared/history/slice.ts";
import type { Audience } from "./scopes.ts";

/** Hours of devices that are remembered; the longest unchanged are forgotten first. */
const MAX_HOURS = 5_000;
/** Most slices that are named; whoever would need more asks for all that it keeps. */
const MAX_NAMED = 1_000;

interface LateHour {
  readonly device: string;
  readonly hour: number;
  /** The latest late reading of it. */
  seq: number;
}

/** A bounded memory of late readings, from some entry on. After a start it begins with what the log still has. */
export class ChangedSlices {
  /** In order of `seq`. */
  readonly #hours = new Map<string, LateHour>();
  #latest: LateHour | undefined;
  /** Everything after this entry is known; undefined before the first. */
  #knownAfter: number | undefined;
  /** The last time a device went with its history; it may have begun anew since, under the same name. */
  #deletedAt = 0;

  /** Takes in consecutive entries. */
  observe(entries: readonly Entry[]): void {
    const [first] = entries;
    if (!first) return;
    this.beginAfter(first.seq - 1);
    for (const entry of entries) {
      if (entry.kind === "reading" && isLate(entry)) this.#note(entry);
      if (entry.kind === "forget" && entry.data === "delete") this.#deletedAt = entry.seq;
    }
  }

  /** Nothing before this entry will be told of, unless it has been already. */
  beginAfter(seq: number): void {
    this.#knownAfter ??= seq;
  }

  /** What changed after an entry, of the devices that are heard of; null when that is not known any more, too much, or all of a device. */
  since(seq: number, audience?: Pick<Audience, "hears">): readonly SliceName[] | null {
    if (this.#knownAfter === undefined || seq < this.#knownAfter || seq < this.#deletedAt) return null;
    const named = new Map<string, SliceName>();
    for (const hour of this.#hours.values()) {
      if (hour.seq <= seq || audience?.hears(hour.device) === false) continue;
      for (const slice of slicesAt(hour.device, hour.hour * HOUR_MS))
        named.set(`${slice.resolution} ${slice.slice} ${slice.device}`, slice);
      if (named.size > MAX_NAMED) return null;
    }
    return [...named.values()];
  }

  #note({ device, measuredAt, seq }: Entry & { kind: "reading" }): void {
    const hour = Math.floor(measuredAt / HOUR_MS);
    // A backlog has many readings of one hour in a row.
    if (this.#latest?.device === device && this.#latest.hour === hour) {
      this.#latest.seq = seq;
      return;
    }
    const key = `${hour} ${device}`;
    this.#hours.delete(key);
    this.#latest = { device, hour, seq };
    this.#hours.set(key, this.#latest);
    if (this.#hours.size <= MAX_HOURS) return;
    for (const [oldest, forgotten] of this.#hours) {
      this.#hours.delete(oldest);
      this.#knownAfter = forgotten.seq;
      return;
    }
  }
}
