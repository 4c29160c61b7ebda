// What the engine looks up: open alarms by id, the ids of ended ones, what became of acts, what has a timer.

import type { Alarm } from "../../shared/entries/alarm.ts";
import type { DeviceAlarms } from "./device-alarms.ts";
import type { DueTimer } from "./episode.ts";
import type { Outcome } from "./gas-acts.ts";
import type { Found } from "./record.ts";
import type { Track } from "./track.ts";
import { UnratedNotices } from "./unrated-notices.ts";

/** Most ended alarms that are remembered, and most acts; the oldest go first. All of them are in the events store. */
const MAX_ENDED = 500;
const MAX_OUTCOMES = 1_000;

/** Drops the oldest of what stands in order of time. */
function bound(kept: Map<unknown, unknown>, most: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}

export class Ledger {
  readonly #open = new Map<string, Found>();
  readonly #ended = new Map<string, Alarm>();
  /** By the seq of the act, and by its key. */
  readonly #outcomes = new Map<number, Outcome>();
  readonly #byKey = new Map<string, Outcome>();
  readonly #timed = new Map<Track, DeviceAlarms>();
  /** Of the open ones those of sensors without limits. */
  readonly unrated = new UnratedNotices();

  find(id: string): Found | undefined {
    return this.#open.get(id);
  }

  /** An alarm that ended, as it was then. */
  ended(id: string): Alarm | undefined {
    return this.#ended.get(id);
  }

  /** Takes down an alarm of which a step was told, and what it is after that. */
  note(found: Found, record: Alarm): void {
    const { id, state } = found.alarm;
    if (state !== "N") {
      if (!this.#open.has(id)) this.#count(found, 1);
      this.#open.set(id, found);
      return;
    }
    this.#close(id, found);
    this.#ended.set(id, record);
    bound(this.#ended, MAX_ENDED);
  }

  #close(id: string, found: Found): void {
    if (this.#open.delete(id)) this.#count(found, -1);
  }

  #count({ device, alarm }: Found, change: 1 | -1): void {
    if (alarm.family === "unrated") this.unrated.note(device.device, change);
  }

  /** Drops all of a device. */
  forget(name: string): void {
    for (const [id, found] of this.#open) if (found.device.device === name) this.#close(id, found);
    for (const [id, { device }] of this.#ended) if (device === name) this.#ended.delete(id);
    for (const [track, { device }] of this.#timed) if (device === name) this.#timed.delete(track);
  }

  /** Takes down a track that may have a timer now. */
  watch(track: Track, device: DeviceAlarms): void {
    if (track.rearm || track.shelf) this.#timed.set(track, device);
  }

  /** What becomes of an act; one that comes again with its key is not made again. */
  settle(seq: number, key: string | undefined, act: () => Outcome): void {
    const outcome = (key === undefined ? undefined : this.#byKey.get(key)) ?? act();
    this.#outcomes.set(seq, outcome);
    bound(this.#outcomes, MAX_OUTCOMES);
    if (key === undefined) return;
    this.#byKey.set(key, outcome);
    bound(this.#byKey, MAX_OUTCOMES);
  }

  /** What became of the act with that seq; undefined when that is long ago. */
  outcomeOf(seq: number): Outcome | undefined {
    return this.#outcomes.get(seq);
  }

  /** The timers that are due at a time, unix ms. */
  *due(now: number): Generator<DueTimer> {
    for (const [track, { device }] of this.#timed) {
      const { subject, rearm, shelf } = track;
      if (rearm && rearm.due <= now) yield { timer: "rearm", device, subject, ...rearm };
      if (shelf && shelf.due <= now) yield { timer: "unshelve", device, subject, ...shelf };
      if (!rearm && !shelf) this.#timed.delete(track);
    }
  }

  /** For the next start. */
  snapshot() {
    return { ended: [...this.#ended.values()], byKey: [...this.#byKey] };
  }

  restore({
    ended,
    byKey,
  }: {
    readonly ended: readonly Alarm[];
    readonly byKey: readonly (readonly [string, Outcome])[];
  }): void {
    for (const alarm of ended) this.#ended.set(alarm.id, alarm);
    for (const [key, outcome] of byKey) this.#byKey.set(key, outcome);
  }
}
