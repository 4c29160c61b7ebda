// How many alarms at once are laid out: one by one, or by place with the first of each when more come than anybody reads.

import type { Alarm } from "../../../shared/entries/alarm.ts";
import { isDanger } from "../../../shared/present/alarm-order.ts";
import { FLOOD } from "../../../shared/wire/alarm-figures.ts";

/** Whether there is a flood: it begins with more than ten new ones in ten minutes, and ends below five. */
export function isFlood(alarms: readonly Alarm[], now: number, wasFlood: boolean): boolean {
  const fresh = alarms.filter(({ knownAt }) => now - knownAt < FLOOD.withinMs).length;
  return wasFlood ? fresh >= FLOOD.end : fresh > FLOOD.begin;
}

/** The alarms of a place. */
export interface AlarmGroup {
  /** Undefined for what has no place. */
  readonly place: string | undefined;
  /** The worst first. */
  readonly alarms: readonly Alarm[];
  /** The one that was measured first: where it may have begun. */
  readonly first: Alarm;
}

/** Gas alarms, in the order given, by place: a place stands where its worst alarm stands. */
export function byPlace(
  alarms: readonly Alarm[],
  placeOf: (alarm: Alarm) => string | undefined,
): readonly AlarmGroup[] {
  const groups = new Map<string | undefined, [Alarm, ...Alarm[]]>();
  for (const alarm of alarms) {
    const place = placeOf(alarm);
    const known = groups.get(place);
    if (known) known.push(alarm);
    else groups.set(place, [alarm]);
  }
  return [...groups].map(([place, list]) => ({
    place,
    alarms: list,
    first: list.reduce((first, alarm) => (alarm.raisedAt < first.raisedAt ? alarm : first)),
  }));
}

/** Gas and calls for help apart from what is wrong with instruments, each in the order given. */
export function apart(alarms: readonly Alarm[]): { readonly danger: Alarm[]; readonly others: Alarm[] } {
  return { danger: alarms.filter(isDanger), others: alarms.filter((alarm) => !isDanger(alarm)) };
}
