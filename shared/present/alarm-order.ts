// How an open alarm stands towards people: who must act, how bad it is, and which of many comes first.

import type { Alarm } from "../entries/alarm.ts";

/**
 * `asks`: it is there and nobody has answered. `answered`: it is there and somebody is at it. `over`: it is over and nobody
 * has looked. `latched`: answered and over, and it waits for somebody who has seen that it is over.
 */
export type AlarmStanding = "asks" | "answered" | "over" | "latched" | "ended";

const STANDINGS: { readonly [State in Alarm["state"]]: AlarmStanding } = {
  "active-unacknowledged": "asks",
  "active-acknowledged": "answered",
  "returned-unacknowledged": "over",
  "returned-latched": "latched",
  ended: "ended",
};

export function standingOf({ state }: Pick<Alarm, "state">): AlarmStanding {
  return STANDINGS[state];
}

/** Whether its figures are means over a time: what the sensor measures just now is another. */
export function isExposure({ condition }: Pick<Alarm, "condition">): boolean {
  return condition === "stel" || condition === "twa";
}

/** Whether nobody has answered it: these are counted on badges, and stand in the banner. */
export function isUnanswered(alarm: Pick<Alarm, "state">): boolean {
  const standing = standingOf(alarm);
  return standing === "asks" || standing === "over";
}

/** Whether somebody can still say something to it. */
export function takesAnswer(alarm: Pick<Alarm, "state">): boolean {
  return isUnanswered(alarm) || standingOf(alarm) === "latched";
}

/** Whether it may be heard at a moment, server time, unix ms: it is there, nobody has answered, and it is not kept quiet. */
export function sounds(alarm: Alarm, now: number): boolean {
  const isQuiet = alarm.quietUntil !== null && now < alarm.quietUntil;
  const isShelved = alarm.shelvedUntil !== null && now < alarm.shelvedUntil;
  return standingOf(alarm) === "asks" && !isQuiet && !isShelved;
}

/** The colour and the mark of an alarm. What a newer server may call something else is shown as a fault, not left out. */
export type AlarmTone = "a2" | "a1" | "fault" | "stale";

export function toneOf({ condition }: Pick<Alarm, "condition">): AlarmTone {
  switch (condition) {
    case "a2":
    case "over":
    case "call":
      return "a2";
    case "a1":
    case "stel":
    case "twa":
      return "a1";
    case "silent":
    case "battery":
    case "clock":
    case "bump":
    case "calibration":
    case "gateway":
    case "display":
      return "stale";
    default:
      return "fault";
  }
}

/** Whether it is about gas, or a device that calls, and not about an instrument. */
export function isDanger(alarm: Pick<Alarm, "condition">): boolean {
  const tone = toneOf(alarm);
  return tone === "a2" || tone === "a1";
}

const STANDING_RANK = { asks: 3, over: 2, latched: 1, answered: 1, ended: 0 } as const;
const PRIORITY_RANK = { critical: 3, high: 2, medium: 1, low: 0 } as const;
const TONE_RANK = { a2: 3, a1: 2, fault: 1, stale: 0 } as const;

/**
 * How urgent an alarm is, but for its tone and its age: gas first; what is real before a drill; then what nobody answered; then
 * its priority and how it stands. One number, so that a list of a thousand is in order within a frame.
 */
function urgencyOf(alarm: Alarm): number {
  const kinds = (Number(isDanger(alarm)) * 2 + Number(!alarm.drill)) * 2 + Number(isUnanswered(alarm));
  return (kinds * 4 + PRIORITY_RANK[alarm.priority]) * 4 + STANDING_RANK[standingOf(alarm)];
}

/** Sorts by a rank that is found once for each: the highest first, and those of one rank by `among`, or as they stand. */
function byRank(
  alarms: Iterable<Alarm>,
  rankOf: (alarm: Alarm) => number,
  among: (a: Alarm, b: Alarm) => number = () => 0,
): Alarm[] {
  const ranked = Array.from(alarms, (alarm) => ({ alarm, rank: rankOf(alarm) }));
  ranked.sort((a, b) => b.rank - a.rank || among(a.alarm, b.alarm));
  return ranked.map(({ alarm }) => alarm);
}

/** The most urgent first; of those that are alike the worse tone, then the newest. */
export function worstFirst(alarms: Iterable<Alarm>): Alarm[] {
  const rankOf = (alarm: Alarm) => urgencyOf(alarm) * 4 + TONE_RANK[toneOf(alarm)];
  return byRank(alarms, rankOf, (a, b) => b.knownAt - a.knownAt || (a.id < b.id ? -1 : 1));
}

/** A list that is in order, but for this: of alarms that are as urgent, those come first of which somebody hears. */
export function liveFirst(inOrder: readonly Alarm[], isAged: (alarm: Alarm) => boolean): Alarm[] {
  return byRank(inOrder, (alarm) => urgencyOf(alarm) * 2 + Number(!isAged(alarm)));
}
