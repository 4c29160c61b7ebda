// What persons and timers do to a gas alarm: acknowledge, shelve, drill, retire, remind.

import type { Episode } from "./episode.ts";
import { LATCHED_FROM, REARM_MS } from "./gas-life.ts";
import { ask, end, type Moment, newEpisode, type Track, tell } from "./track.ts";

/** Longest shelving, ms. */
const SHELF_MAX_MS = 8 * 3_600_000;

/** What becomes of an act. `stale`: the alarm has asked again since whoever acts looked at it. */
export type Outcome = "taken" | "already" | "stale" | "ended" | "unknown" | "refused";

/** What somebody says to an alarm. `seen` is the rev on the screen before them. */
export interface Tap {
  readonly seen: number;
  readonly answer: NonNullable<Episode["answer"]>;
  readonly moment: Moment;
  /** The sensor was beyond what it can measure, and was not tried with gas since: whether it still works nobody knows. */
  readonly isUntested?: boolean;
}

/** Whether whoever answers has seen that the alarm is over, and that is sure. A1 asks for less. */
function isSeenOver(track: Track, alarm: Episode, { seen, isUntested = false }: Tap): boolean {
  if (alarm.highest < LATCHED_FROM) return true;
  if (isUntested) return false;
  return seen >= alarm.back && (alarm.late || track.unsure === undefined);
}

/**
 * An answer to an alarm. One from A2 on ends only by somebody who has seen that it is over, and while that is sure.
 */
export function acknowledge(track: Track, alarm: Episode, tap: Tap): Outcome {
  const { seen, answer, moment } = tap;
  if (seen < alarm.ask) return "stale";
  if (alarm.state === "K") return "already";
  if (alarm.state === "L" && !isSeenOver(track, alarm, tap)) return "already";
  alarm.answer ??= answer;
  if (alarm.state === "U") {
    alarm.state = "K";
    track.rearm = { armedBy: moment.seq, due: moment.at + REARM_MS };
    tell(track, moment, { alarm, to: "acknowledged" });
    return "taken";
  }
  if (!isSeenOver(track, alarm, tap)) {
    alarm.state = "L";
    tell(track, moment, { alarm, to: "latched", rank: alarm.highest });
    return "taken";
  }
  end(track, moment, { alarm, why: "acknowledged" });
  return "taken";
}

/** Keeps an alarm quiet until a time, unix ms, or for the longest time. Never one that has reached A2. */
export function shelve(track: Track, until: number | null, moment: Moment): Outcome {
  if (track.rank >= LATCHED_FROM || (track.alarm?.highest ?? 0) >= LATCHED_FROM) return "refused";
  const longest = moment.at + SHELF_MAX_MS;
  track.shelf = { armedBy: moment.seq, due: Math.min(until ?? longest, longest) };
  note(track, moment, "shelved");
  return "taken";
}

/** Ends a shelving; an alarm that is still there asks again. */
export function unshelve(track: Track, moment: Moment): void {
  if (!track.shelf) return;
  track.shelf = undefined;
  const { alarm } = track;
  if (alarm?.state === "U" || alarm?.state === "K")
    ask(track, moment, { alarm, to: "unshelved", why: "shelf ended" });
  else note(track, moment, "unshelved");
}

/** A step of a subject that may have no alarm. */
function note(track: Track, moment: Moment, to: "shelved" | "unshelved"): void {
  const { alarm, rank } = track;
  if (alarm) tell(track, moment, { alarm, to });
  else moment.tell(track, { cause: moment.seq, alarm: undefined, to, why: undefined, rank });
}

/** Begins a drill, or makes it last longer. What is measured from here on is of the drill; a real alarm is never made one. */
export function beginDrill(track: Track, since: number): void {
  track.drillSince = since;
}

/** Ends a drill with its alarms. Gas that is still there counts from now on. */
export function endDrill(track: Track, moment: Moment): void {
  const { alarm, lateAlarm } = track;
  track.drillSince = undefined;
  if (lateAlarm?.drill) end(track, moment, { alarm: lateAlarm, why: "drill over" });
  if (!alarm?.drill) return;
  const { value, at: measuredAt } = alarm.peak;
  end(track, moment, { alarm, why: "drill over" });
  const { rank, side } = track;
  if (rank === 0) return;
  const begin = { rank, side, late: false, since: moment.at };
  track.alarm = newEpisode(track, moment, { ...begin, value: track.value ?? value, measuredAt });
  tell(track, moment, { alarm: track.alarm, to: "raised", why: "drill over" });
}

/** Takes a sensor out of service. Its alarm asks whoever is there to say that they know. */
export function retire(track: Track, moment: Moment): void {
  const { alarm, rank } = track;
  Object.assign(track, { rank: 0, fall: undefined, unsure: undefined, value: null } satisfies Partial<Track>);
  if (!alarm || rank === 0) return;
  track.rearm = undefined;
  alarm.rank = 0;
  alarm.back = moment.seq;
  alarm.returnedAt = moment.at;
  if (alarm.state === "U") {
    alarm.state = "R";
    tell(track, moment, { alarm, to: "returned", why: "retired", rank: alarm.highest });
  } else if (alarm.state === "K") {
    alarm.state = "L";
    tell(track, moment, { alarm, to: "latched", why: "retired", rank: alarm.highest });
  }
}

/** A timer of this subject went off. One that is not the current one changes nothing. */
export function ring(
  track: Track,
  timer: "rearm" | "unshelve",
  { armedBy, moment }: { armedBy: number; moment: Moment },
): void {
  if (timer === "unshelve") {
    if (track.shelf?.armedBy === armedBy) unshelve(track, moment);
    return;
  }
  if (track.rearm?.armedBy !== armedBy) return;
  track.rearm = undefined;
  const { alarm } = track;
  if (alarm?.state === "K") ask(track, moment, { alarm, to: "reasked", why: "timer" });
}
