// The life of a gas alarm. Each function takes one cell or row of the transition table in server/alarms/README.md.

import { type Bounds, heldRank, isCalm, type Rank, type Standing, standingOf } from "./bounds.ts";
import type { Episode, Why } from "./episode.ts";
import { ask, end, isOfDrill, type Moment, newEpisode, type Track, tell } from "./track.ts";

/** Falling needs so many readings in a row beyond the dead band… */
const FALL_READINGS = 2;
/** …over at least this time as measured, ms; longer where the alarm chatters. */
const FALL_MS = 10_000;
const CHATTER_FALL_MS = 60_000;
/** Chatter: so many raises within this time, ms, until it is quiet for the other. */
const CHATTER = { raises: 3, withinMs: 60_000, quietMs: 10 * 60_000 } as const;
/** An alarm that was acknowledged asks again when it is still there after this, ms. */
export const REARM_MS = 15 * 60_000;
/** From A2 on an alarm stays until somebody saw that it is over. */
export const LATCHED_FROM: Rank = 2;

/** A number of a sensor that was measured at a moment, unix ms. */
export interface Sample {
  readonly value: number;
  readonly measuredAt: number;
}

function isWorse(sample: Sample, { rank, side }: Standing, alarm: Episode): boolean {
  if (rank !== alarm.highest) return rank > alarm.highest;
  const { value } = alarm.peak;
  if (value === null || side !== alarm.side) return value === null;
  return side === "high" ? sample.value > value : sample.value < value;
}

/** Remembers the worst of an alarm. */
function notePeak(alarm: Episode, sample: Sample, standing: Standing): void {
  if (isWorse(sample, standing, alarm)) alarm.peak = { value: sample.value, at: sample.measuredAt };
}

/** Whether a standing is more than what the track has: a higher rank, or the other side. */
function isRise(track: Track, { rank, side }: Standing): boolean {
  return rank > track.rank || (rank > 0 && track.rank > 0 && side !== track.side);
}

/** Counts raises: a limit that is crossed again and again makes one alarm that lasts. */
function countRaise(track: Track, at: number): void {
  const raises = [...track.raises.filter((raised) => at - raised < CHATTER.withinMs), at];
  track.raises = raises.slice(-CHATTER.raises);
  if (raises.length >= CHATTER.raises || at < track.chatterUntil) track.chatterUntil = at + CHATTER.quietMs;
}

/** What has reached A2 is not to be kept quiet. */
function unshelveWorst(track: Track): void {
  if (track.rank >= LATCHED_FROM) track.shelf = undefined;
}

function raise(track: Track, moment: Moment, { sample, why }: { sample: Sample; why: Why }): void {
  const { rank, side } = track;
  const { value, measuredAt } = sample;
  const begin = { rank, side, late: false, value, measuredAt };
  const since = why === "setting" ? { since: moment.at } : {};
  const alarm = newEpisode(track, moment, { ...begin, ...since });
  track.alarm = alarm;
  unshelveWorst(track);
  countRaise(track, moment.at);
  tell(track, moment, { alarm, to: "raised", why });
}

/** An alarm whose value is back among the normal ones. */
function comeBack(track: Track, alarm: Episode, { moment, why }: { moment: Moment; why: Why }): void {
  track.rearm = undefined;
  alarm.back = moment.seq;
  alarm.returnedAt = moment.at;
  if (alarm.state === "U") {
    alarm.state = "R";
    tell(track, moment, { alarm, to: "returned", why, rank: alarm.highest });
  } else if (alarm.highest >= LATCHED_FROM) {
    alarm.state = "L";
    tell(track, moment, { alarm, to: "latched", why, rank: alarm.highest });
  } else end(track, moment, { alarm, why });
}

/** Gives a track another standing, and its alarm what follows from it. */
function move(
  track: Track,
  { rank, side }: Standing,
  { sample, why, moment }: { sample: Sample; why: Why; moment: Moment },
): void {
  const rises = isRise(track, { rank, side });
  if (rank === track.rank && !rises) return;
  track.rank = rank;
  if (rank > 0) track.side = side;
  const { alarm } = track;
  if (!alarm) {
    if (rank > 0) raise(track, moment, { sample, why });
    return;
  }
  notePeak(alarm, sample, { rank, side: track.side });
  alarm.rank = rank;
  alarm.side = track.side;
  alarm.highest = Math.max(alarm.highest, rank) as Rank;
  unshelveWorst(track);
  if (alarm.state === "R" || alarm.state === "L") {
    alarm.count += 1;
    countRaise(track, moment.at);
    ask(track, moment, { alarm, to: "reopened", why });
  } else if (rises) ask(track, moment, { alarm, to: "escalated", why });
  else if (rank > 0) tell(track, moment, { alarm, to: "eased", why });
  else comeBack(track, alarm, { moment, why });
}

/** Whether a newest number changes nothing: a normal one of what is normal. */
export function isQuiet(track: Track, value: number, bounds: Bounds): boolean {
  return track.rank === 0 && isCalm(value, bounds);
}

/** Remembers a newest number; `measuredAt` is unix ms. */
export function noteValue(track: Track, value: number, measuredAt: number): void {
  track.last = measuredAt;
  track.unsure = undefined;
  track.value = value;
}

/** Takes a number that is newer than all before it. Rising is at once; falling takes several readings. */
export function takeSample(
  track: Track,
  sample: Sample,
  { bounds, moment }: { bounds: Bounds; moment: Moment },
): void {
  noteValue(track, sample.value, sample.measuredAt);
  if (isQuiet(track, sample.value, bounds)) return;
  const standing = standingOf(sample.value, bounds);
  if (isRise(track, standing)) {
    track.fall = undefined;
    move(track, standing, { sample, why: "reading", moment });
    return;
  }
  if (track.rank === 0) return;
  if (track.alarm) notePeak(track.alarm, sample, standing);
  const held = heldRank(sample.value, bounds, track);
  if (held >= track.rank) track.fall = undefined;
  else fall(track, { held, sample, moment });
}

function fall(track: Track, { held, sample, moment }: { held: Rank; sample: Sample; moment: Moment }): void {
  const falling = track.fall ?? { from: sample.measuredAt, count: 0, to: 0 };
  track.fall = falling;
  falling.count += 1;
  falling.to = Math.max(falling.to, held) as Rank;
  const neededMs = moment.at < track.chatterUntil ? CHATTER_FALL_MS : FALL_MS;
  if (falling.count < FALL_READINGS || sample.measuredAt - falling.from < neededMs) return;
  track.fall = undefined;
  move(track, { rank: falling.to, side: track.side }, { sample, why: "reading", moment });
}

/** A newest reading without a number: what was true stays, and nobody knows whether it still is. */
export function takeFault(track: Track, measuredAt: number): void {
  track.last = measuredAt;
  track.fall = undefined;
  track.unsure = "fault";
}

/** Judges the last value again under other bounds. Nobody is calmed by a change while the value is not sure. */
export function judgeAgain(track: Track, { bounds, moment }: { bounds: Bounds; moment: Moment }): void {
  const { value } = track;
  if (value === null) return;
  track.fall = undefined;
  const sample = { value, measuredAt: track.last };
  const standing = standingOf(value, bounds);
  const held = heldRank(value, bounds, track);
  if (isRise(track, standing)) move(track, standing, { sample, why: "setting", moment });
  else if (held < track.rank && !track.unsure)
    move(track, { rank: held, side: track.side }, { sample, why: "setting", moment });
}

/** A number that was measured before the latest one: the past is told, the present stays as it is. */
export function takeLate(
  track: Track,
  sample: Sample,
  { bounds, moment }: { bounds: Bounds; moment: Moment },
): void {
  const standing = standingOf(sample.value, bounds);
  if (standing.rank === 0) return;
  const { measuredAt } = sample;
  const { alarm, lateAlarm } = track;
  const late = { sample, standing, moment };
  // What is real never hides within an alarm of a drill.
  const isReal = !isOfDrill(track, measuredAt);
  if (alarm && measuredAt >= alarm.raisedAt && !(alarm.drill && isReal)) worsen(track, alarm, late);
  else if (lateAlarm && !(lateAlarm.drill && isReal)) join(track, lateAlarm, late);
  else raiseLate(track, late);
}

interface Late {
  readonly sample: Sample;
  readonly standing: Standing;
  readonly moment: Moment;
}

/** A late value within an alarm that is open. */
function worsen(track: Track, alarm: Episode, { sample, standing, moment }: Late): void {
  const isHigher = standing.rank > alarm.highest;
  notePeak(alarm, sample, standing);
  if (!isHigher) return;
  alarm.highest = standing.rank;
  if (alarm.state === "K") {
    ask(track, moment, { alarm, to: "escalated", why: "late" });
    return;
  }
  alarm.ask = moment.seq;
  if (alarm.state !== "U") {
    alarm.state = "R";
    alarm.back = moment.seq;
  }
  tell(track, moment, { alarm, to: "worsened", why: "late", rank: standing.rank });
}

/** A further late value of a past that was told already. */
function join(track: Track, alarm: Episode, { sample, standing, moment }: Late): void {
  const isHigher = standing.rank > alarm.highest;
  alarm.count += 1;
  notePeak(alarm, sample, standing);
  if (!isHigher) return;
  alarm.highest = standing.rank;
  alarm.side = standing.side;
  alarm.ask = moment.seq;
  alarm.back = moment.seq;
  alarm.state = "R";
  tell(track, moment, { alarm, to: "worsened", why: "late", rank: standing.rank });
}

/** A past that nobody knew of. One of a drill gives way to what is real. */
function raiseLate(track: Track, { sample, standing, moment }: Late): void {
  const { value, measuredAt } = sample;
  const { lateAlarm } = track;
  if (lateAlarm) end(track, moment, { alarm: lateAlarm, why: "drill over" });
  const begin = { ...standing, late: true, value, measuredAt };
  track.lateAlarm = newEpisode(track, moment, begin);
  tell(track, moment, { alarm: track.lateAlarm, to: "raised-late", why: "late", rank: standing.rank });
}
