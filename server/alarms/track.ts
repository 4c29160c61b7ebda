// What is remembered of one subject (a sensor, a device) between two inputs, and how its steps are told.

import { createHash } from "node:crypto";
import type { Rank, Side } from "./bounds.ts";
import type { Episode, Family, Step, Transition, Why } from "./episode.ts";

/** What has the life of a gas alarm, which asks until somebody has looked; all else has that of health.ts. */
export const HAS_GAS_LIFE: ReadonlySet<Family> = new Set(["gas", "device", "stel", "twa"]);

/** Something that is due. `armedBy` is the seq that armed it: a timer of another one is old and changes nothing. */
export interface Timer {
  readonly armedBy: number;
  /** Unix ms. */
  readonly due: number;
}

/** The readings in a row that are beyond the dead band. */
export interface Fall {
  /** When the first was measured, unix ms. */
  readonly from: number;
  count: number;
  /** The highest rank that one of them still had. */
  to: Rank;
}

/** A sensor as the alarm engine sees it. `value` is its last number, with zero and gain; times are unix ms. */
export interface Track {
  /** Among all subjects, as text. */
  readonly subject: string;
  readonly family: Family;
  rank: Rank;
  side: Side;
  value: number | null;
  /** The latest moment that was measured. What is older is late. */
  last: number;
  fall: Fall | undefined;
  /** Why nobody knows whether the rank still holds; undefined when it is known. */
  unsure: "fault" | "silent" | "missing" | undefined;
  /** Since when its device is in a drill, unix ms; undefined when it is in none. */
  drillSince: number | undefined;
  shelf: Timer | undefined;
  /** When an acknowledged alarm asks again. */
  rearm: Timer | undefined;
  /** When it was raised lately: three in a minute are chatter. */
  raises: readonly number[];
  /** Until when it counts as chattering. */
  chatterUntil: number;
  alarm: Episode | undefined;
  /** The alarm of readings that came late, apart from the present. */
  lateAlarm: Episode | undefined;
}

/** A subject of which nothing is known yet. */
export function newTrack(subject: string, family: Family): Track {
  return {
    subject,
    family,
    rank: 0,
    side: "high",
    value: null,
    last: Number.NEGATIVE_INFINITY,
    fall: undefined,
    unsure: undefined,
    drillSince: undefined,
    shelf: undefined,
    rearm: undefined,
    raises: [],
    chatterUntil: 0,
    alarm: undefined,
    lateAlarm: undefined,
  };
}

/** The input that is being taken in, and where its steps go. */
export interface Moment {
  readonly seq: number;
  /** When the log took it, unix ms. */
  readonly at: number;
  /** An alarm that begins now makes no sound before this, unix ms; undefined where it may sound at once. */
  quietUntil: number | undefined;
  tell(track: Track, step: Step): void;
}

/** What an alarm begins with. */
export interface Beginning {
  readonly rank: Rank;
  readonly side: Side;
  readonly late: boolean;
  /** Its value, and when that was measured, unix ms. */
  readonly value: number | null;
  readonly measuredAt: number;
  /** When it began, where that is not when the value was measured: a limit was set below it, unix ms. */
  readonly since?: number;
}

/**
 * The id of an alarm: the same whenever and wherever its cause is judged. Eight characters tell the subjects of one entry apart.
 */
function idOf(seq: number, { subject, family }: Track, late: boolean): string {
  const digest = createHash("sha1")
    .update(JSON.stringify([subject, family, late]))
    .digest("hex");
  return `${seq}-${digest.slice(0, 8)}`;
}

/** Whether a value is of the drill of its device: what was measured before one began is real, however late it comes. */
export function isOfDrill({ drillSince }: Track, measuredAt: number): boolean {
  return drillSince !== undefined && measuredAt >= drillSince;
}

/** A new alarm; it asks for an answer. */
export function newEpisode(track: Track, moment: Moment, begin: Beginning): Episode {
  const { rank, side, late, value, measuredAt, since = measuredAt } = begin;
  return {
    id: idOf(moment.seq, track, late),
    family: track.family,
    late,
    drill: isOfDrill(track, measuredAt),
    state: late ? "R" : "U",
    rank: late ? 0 : rank,
    highest: rank,
    side,
    ask: moment.seq,
    back: late ? moment.seq : 0,
    rev: moment.seq,
    raisedAt: since,
    knownAt: moment.at,
    count: 1,
    peak: { value, at: measuredAt },
    ...(moment.quietUntil === undefined || late ? {} : { quietUntil: moment.quietUntil }),
  };
}

/** Tells a step of an alarm. */
export function tell(
  track: Track,
  moment: Moment,
  { alarm, to, why, rank }: { alarm: Episode; to: Transition; why?: Why; rank?: Rank },
): void {
  alarm.rev = moment.seq;
  moment.tell(track, { cause: moment.seq, alarm, to, why, rank: rank ?? alarm.rank });
}

/** Has an alarm ask for an answer (again). */
export function ask(
  track: Track,
  moment: Moment,
  { alarm, to, why }: { alarm: Episode; to: Transition; why: Why },
): void {
  alarm.ask = moment.seq;
  alarm.state = "U";
  alarm.answer = undefined;
  alarm.returnedAt = undefined;
  track.rearm = undefined;
  tell(track, moment, { alarm, to, why });
}

/** Ends an alarm for good: a new rise is a new one. */
export function end(track: Track, moment: Moment, { alarm, why }: { alarm: Episode; why: Why }): void {
  alarm.state = "N";
  if (track.lateAlarm === alarm) track.lateAlarm = undefined;
  else {
    track.alarm = undefined;
    track.rearm = undefined;
  }
  tell(track, moment, { alarm, to: "ended", why, rank: alarm.highest });
}
