// Which slices late readings changed, or that all of a device may have, so that a client that comes back need not ask for all that it keeps.

import type { Entry } from "../../shared/entries/entry.ts";
import { HOUR_MS } from "../../shared/ground/time.ts";
import { isLate, slicesAt } from "../../shared/history/late.ts";
import { type SliceName, sliceKey } from "../../shared/history/slice.ts";
import { changesMeaning } from "../../shared/rules/number-meaning.ts";
import type { Audience } from "./scopes.ts";

/** Hours of devices that are remembered; the longest unchanged are forgotten first. */
const MAX_HOURS = 5_000;
/** Most slices that are named; whoever would need more asks for all that it keeps. */
const MAX_NAMED = 1_000;

interface LateHour {
  readonly device: string;
  readonly hour: number;
  /** The late reading that gave it its place among the others. */
  readonly placedBy: number;
  /** The latest late reading of it. */
  seq: number;
}

/** A bounded memory of late readings, from some entry on. After a start it begins with what the log still has. */
export class ChangedSlices {
  /** In order of `placedBy`. */
  readonly #hours = new Map<string, LateHour>();
  /** The hour that each device's latest late reading was of: a backlog has many readings of one. */
  readonly #latest = new Map<string, LateHour>();
  /** Everything after this entry is known; undefined before the first. */
  #knownAfter: number | undefined;
  /**
   * The last time that any slice of a device may have become another: it went with its history, and may have begun anew since under
   * the same name, or its numbers got another meaning.
   */
  #allChangedAt = 0;

  /** Takes in consecutive entries. */
  observe(entries: readonly Entry[]): void {
    const [first] = entries;
    if (!first) return;
    this.beginAfter(first.seq - 1);
    for (const entry of entries) {
      if (entry.kind === "reading" && isLate(entry)) this.#note(entry);
      if (entry.kind === "forget" && entry.data === "delete") this.#allChangedAt = entry.seq;
      if (entry.kind === "setting" && changesMeaning(entry.patch)) this.#allChangedAt = entry.seq;
    }
  }

  /** Nothing before this entry will be told of, unless it has been already. */
  beginAfter(seq: number): void {
    this.#knownAfter ??= seq;
  }

  /** What changed after an entry, of the devices that are heard of; null when that is not known any more, too much, or all of a device. */
  since(seq: number, audience?: Pick<Audience, "hears">): readonly SliceName[] | null {
    if (this.#knownAfter === undefined || seq < this.#knownAfter || seq < this.#allChangedAt) return null;
    const named = new Map<string, SliceName>();
    for (const hour of this.#hours.values()) {
      if (hour.seq <= seq || audience?.hears(hour.device) === false) continue;
      for (const slice of slicesAt(hour.device, hour.hour * HOUR_MS)) named.set(sliceKey(slice), slice);
      if (named.size > MAX_NAMED) return null;
    }
    return [...named.values()];
  }

  #note({ device, measuredAt, seq }: Entry & { kind: "reading" }): void {
    const hour = Math.floor(measuredAt / HOUR_MS);
    const latest = this.#latest.get(device);
    if (latest?.hour === hour) latest.seq = seq;
    else this.#place({ device, hour, placedBy: seq, seq });
  }

  #place(late: LateHour): void {
    const key = keyOf(late);
    this.#hours.delete(key);
    this.#hours.set(key, late);
    this.#latest.set(late.device, late);
    while (this.#hours.size > MAX_HOURS) this.#forgetFirst();
  }

  /** Forgets the first hour, if it is the longest unchanged one: else that gets the place that it has by now. */
  #forgetFirst(): void {
    for (const [key, late] of this.#hours) {
      const { device, hour, placedBy, seq } = late;
      this.#hours.delete(key);
      if (this.#latest.get(device) === late) this.#latest.delete(device);
      if (seq > placedBy) this.#place({ device, hour, placedBy: seq, seq });
      else this.#knownAfter = seq;
      return;
    }
  }
}

function keyOf({ hour, device }: LateHour): string {
  return `${hour} ${device}`;
}
