// Which rules an alarm concerns, and when: pure.

import type { Alarm, AlarmTransition } from "../../shared/entries/alarm.ts";
import type { NoticeRule, NoticeTarget, NoticeTimes } from "../../shared/entries/notice.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Shift } from "../../shared/rules/shifts.ts";

/** Steps by which an alarm asks for an answer: each begins the steps of its rules anew. */
const ASKING: ReadonlySet<AlarmTransition> = new Set([
  "raised",
  "escalated",
  "worsened",
  "reopened",
  "reasked",
  "unshelved",
]);

/** Whether a step of an alarm asks for an answer. Of an alarm of the past each step is told once and asks nobody. */
export function isAsking(to: AlarmTransition, { late, shelvedUntil }: Alarm): boolean {
  return ASKING.has(to) && !late && shelvedUntil === null;
}

/** Whether a step tells of something in the past. */
export function isPast(to: AlarmTransition, { late }: Alarm): boolean {
  return late && (to === "raised-late" || to === "worsened");
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface Clock {
  /** 1 is Monday. */
  readonly day: number;
  /** `HH:MM`. */
  readonly time: string;
}

/** What a clock on the wall shows at a moment (unix ms). */
function clockAt(at: number, timeZone: string): Clock {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { day: WEEKDAYS.indexOf(of("weekday")) + 1, time: `${of("hour")}:${of("minute")}` };
}

function isWithin(times: NoticeTimes, { at, timeZone, shifts }: Moment): boolean {
  const { days } = times;
  const { from, to } = shifts.find(({ name }) => name === times.shift) ?? times;
  const { day, time } = clockAt(at, timeZone);
  const yesterday = day === 1 ? 7 : day - 1;
  if (from < to) return days.includes(day) && time >= from && time < to;
  // It ends on the next day; from and to alike are a whole day.
  return (days.includes(day) && time >= from) || (days.includes(yesterday) && time < to);
}

/** The rules that hold at a moment though not at every one, as if they did at every one. */
export function rulesOfShift(
  rules: ReadonlyMap<string, NoticeRule>,
  moment: Moment,
): ReadonlyMap<string, NoticeRule> {
  const ofShift = [...rules].filter(([, { times }]) => times?.some((one) => isWithin(one, moment)));
  return new Map(ofShift.map(([id, rule]) => [id, { ...rule, times: null }]));
}

/** Whether a rule concerns an alarm at a moment, unix ms. */
export function concerns(rule: NoticeRule, alarm: Alarm, moment: Moment): boolean {
  const { priorities, places, times, drills } = rule;
  return (
    priorities.includes(alarm.priority) &&
    (drills || !alarm.drill) &&
    (places === null || (alarm.place !== null && places.includes(alarm.place))) &&
    (times === null || times.some((one) => isWithin(one, moment)))
  );
}

interface Moment {
  /** Unix ms. */
  readonly at: number;
  /** IANA name of the site's time zone. */
  readonly timeZone: string;
  /** The site's. */
  readonly shifts: readonly Shift[];
}

/** Somebody who is to be told, by which step of which rule. */
export interface Telling extends NoticeTarget {
  readonly rule: string;
  /** 1 for the first. */
  readonly step: number;
  /** After the step that asks, ms. */
  readonly afterMs: number;
}

/** The rule by which all other ways are told when one of them reaches nobody with an alarm from A2 on. */
const WAY_OUT_RULE = "way-out";

function isWayOut({ system, priority }: Alarm): boolean {
  return system?.kind === "channel" && priority === "critical";
}

function targetsOf(rule: NoticeRule): readonly NoticeTarget[] {
  return rule.steps.flatMap(({ targets }) => targets);
}

/** Each once, in order: whoever several rules name is told once by each number of step. */
function distinct(tellings: readonly Telling[]): Telling[] {
  const seen = new Set<string>();
  return tellings.filter(({ step, channel, to }) => {
    const name = JSON.stringify([Math.min(step, 2), channel, to]);
    return !seen.has(name) && seen.add(name);
  });
}

/** Whom an alarm that asks at a moment is told to. A channel is never told by itself that it fails. */
export function tellingsOf(
  rules: ReadonlyMap<string, NoticeRule>,
  alarm: Alarm,
  moment: Moment,
): readonly Telling[] {
  const of: Telling[] = [];
  for (const [id, rule] of rules) {
    if (isWayOut(alarm))
      of.push(...targetsOf(rule).map((target) => ({ ...target, rule: WAY_OUT_RULE, step: 1, afterMs: 0 })));
    else if (concerns(rule, alarm, moment))
      for (const [index, { afterMinutes, targets }] of rule.steps.entries())
        for (const target of targets)
          of.push({ ...target, rule: id, step: index + 1, afterMs: afterMinutes * MINUTE_MS });
  }
  const own = alarm.system?.kind === "channel" ? alarm.system.id : undefined;
  return distinct(of.filter(({ channel }) => channel !== own));
}
