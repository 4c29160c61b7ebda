// Which alarms are open, as the server's answers and the steps of the stream tell it together.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { isUnanswered, worstFirst } from "../../../../shared/present/alarm-order.ts";
import type { AlarmEvent } from "../../../../shared/wire/alarms.ts";

/** Most alarms that are held; of more, the least urgent are left out, and that is said. */
export const MAX_OPEN = 10_000;
/** Ended ones that are remembered, so that a late word of one does not bring it back; the oldest are forgotten first. */
const MAX_ENDED = 1_000;

function recordOf({ seq: _seq, to: _to, ...alarm }: AlarmEvent): Alarm {
  return alarm;
}

/** The open alarms. An answer says what there is; the steps that were heard while it was on its way come on top of it. */
export class AlarmList {
  #alarms = new Map<string, Alarm>();
  /** The same, by device and id. */
  #byDevice = new Map<string | null, Map<string, Alarm>>();
  #isCut = false;
  /** An id that ended never comes again. */
  readonly #ended = new Set<string>();
  /** Heard since an answer was asked for; undefined while none is. */
  #heard: Map<string, Alarm> | undefined;
  #sorted: readonly Alarm[] | undefined;
  readonly #most: number;

  constructor(most = MAX_OPEN) {
    this.#most = most;
  }

  /** The worst first; the same array for as long as nothing changes. */
  get open(): readonly Alarm[] {
    this.#sorted ??= worstFirst(this.#alarms.values());
    return this.#sorted;
  }

  get unanswered(): number {
    return this.open.filter(isUnanswered).length;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  of(id: string): Alarm | undefined {
    return this.#alarms.get(id);
  }

  ofDevice(device: string): Alarm[] {
    return [...(this.#byDevice.get(device)?.values() ?? [])];
  }

  /** From here on steps are put on top of the answer that is asked for now; they are bounded by the alarms themselves. */
  ask(): void {
    this.#heard = new Map();
  }

  /** Takes the answer that was asked for. */
  answer(alarms: readonly Alarm[]): void {
    const heard = this.#heard ?? new Map<string, Alarm>();
    this.#heard = undefined;
    this.#isCut = false;
    const before = this.#alarms;
    this.#begin([]);
    for (const alarm of [...alarms, ...heard.values()]) {
      const known = before.get(alarm.id);
      this.#put(known && known.rev === alarm.rev ? withPeak(alarm, known) : alarm);
    }
    this.#bound();
  }

  /** Begins with what an earlier visit knew. */
  restore(alarms: readonly Alarm[]): void {
    for (const alarm of alarms) this.#put(alarm);
    this.#bound();
  }

  /** Takes a step in; answers whether it was news. */
  take(event: AlarmEvent): boolean {
    const alarm = recordOf(event);
    if (this.#ended.has(alarm.id)) return false;
    this.#heard?.set(alarm.id, alarm);
    const isNews = this.#put(alarm);
    this.#bound();
    return isNews;
  }

  /** An alarm as a reading changes it: its steps stay what they are. */
  replace(alarm: Alarm): void {
    const { id, device } = alarm;
    this.#alarms.set(id, alarm);
    const siblings = this.#byDevice.get(device);
    if (siblings) siblings.set(id, alarm);
    else this.#byDevice.set(device, new Map([[id, alarm]]));
    this.#sorted = undefined;
  }

  #put(alarm: Alarm): boolean {
    const { id } = alarm;
    if (this.#ended.has(id)) return false;
    const before = this.#alarms.get(id);
    if (before && before.rev > alarm.rev) return false;
    if (alarm.state === "ended") this.#end(alarm);
    else this.replace(before ? withPeak(alarm, before) : alarm);
    return before?.rev !== alarm.rev;
  }

  #end({ id, device }: Alarm): void {
    this.#sorted = undefined;
    this.#alarms.delete(id);
    const siblings = this.#byDevice.get(device);
    siblings?.delete(id);
    if (siblings?.size === 0) this.#byDevice.delete(device);
    this.#ended.add(id);
    if (this.#ended.size <= MAX_ENDED) return;
    for (const oldest of this.#ended) {
      this.#ended.delete(oldest);
      return;
    }
  }

  #bound(): void {
    if (this.#alarms.size <= this.#most) return;
    this.#isCut = true;
    this.#begin(this.open.slice(0, this.#most));
  }

  #begin(alarms: readonly Alarm[]): void {
    this.#alarms = new Map();
    this.#byDevice = new Map();
    this.#sorted = undefined;
    for (const alarm of alarms) this.replace(alarm);
  }
}

/** Whether a value is worse than another on the alarm's side of its limits. */
export function isWorse(alarm: Pick<Alarm, "side">, value: number, than: number | null): boolean {
  if (than === null) return true;
  return alarm.side === "high" ? value > than : value < than;
}

/** A peak that this page saw itself is not taken back by a word of the server that is older than it. */
function withPeak(alarm: Alarm, before: Alarm): Alarm {
  const { value, at } = before.highest;
  if (alarm.side !== before.side || value === null || alarm.late) return alarm;
  return isWorse(alarm, value, alarm.highest.value) ? { ...alarm, highest: { value, at } } : alarm;
}
