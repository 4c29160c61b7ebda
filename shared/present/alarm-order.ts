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

/** Gas first; then who is at it; then how bad; a drill after what is real; then the newest. Negative when `a` comes first. */
export function byWorst(a: Alarm, b: Alarm): number {
  return (
    Number(isDanger(b)) - Number(isDanger(a)) ||
    Number(a.drill) - Number(b.drill) ||
    Number(isUnanswered(b)) - Number(isUnanswered(a)) ||
    PRIORITY_RANK[b.priority] - PRIORITY_RANK[a.priority] ||
    STANDING_RANK[standingOf(b)] - STANDING_RANK[standingOf(a)] ||
    TONE_RANK[toneOf(b)] - TONE_RANK[toneOf(a)] ||
    b.knownAt - a.knownAt ||
    (a.id < b.id ? -1 : 1)
  );
}

/** A list that is in order, but for this: of alarms that are as bad and stand alike, those come first of which somebody hears. */
export function liveFirst(inOrder: readonly Alarm[], isAged: (alarm: Alarm) => boolean): Alarm[] {
  const aged = new Set(inOrder.filter(isAged));
  return [...inOrder].sort(
    (a, b) =>
      Number(isDanger(b)) - Number(isDanger(a)) ||
      Number(a.drill) - Number(b.drill) ||
      Number(isUnanswered(b)) - Number(isUnanswered(a)) ||
      PRIORITY_RANK[b.priority] - PRIORITY_RANK[a.priority] ||
      STANDING_RANK[standingOf(b)] - STANDING_RANK[standingOf(a)] ||
      Number(aged.has(a)) - Number(aged.has(b)),
  );
}
