// The life of an alarm about the instrument and not about gas: it does not latch, and ends by itself when its cause does.

import type { Rank } from "./bounds.ts";
import type { Episode, Why } from "./episode.ts";
import type { Outcome, Tap } from "./gas-acts.ts";
import { ask, end, type Moment, newEpisode, type Track, tell } from "./track.ts";

/** How a condition is: 0 when all is well, else its rank: 1 low, 2 medium, 3 high. */
export interface Condition {
  readonly rank: Rank;
  /** What goes with it, such as a battery's percent. */
  readonly value: number | null;
  readonly measuredAt: number;
  /** What brought it about; a reading, where it is not said. */
  readonly why?: Why;
}

/** Takes what is true of a condition now. What is as it was tells nothing. */
export function takeCondition(track: Track, condition: Condition, moment: Moment): void {
  const { rank } = condition;
  if (rank === track.rank) return;
  const before = track.rank;
  track.rank = rank;
  track.value = condition.value;
  const { alarm } = track;
  if (alarm) change(track, { alarm, before, condition, moment });
  else if (rank > 0) {
    track.alarm = newEpisode(track, moment, { ...condition, side: "high", late: false });
    tell(track, moment, { alarm: track.alarm, to: "raised", why: condition.why ?? "reading" });
  }
}

interface Change {
  readonly alarm: Episode;
  readonly before: Rank;
  readonly condition: Condition;
  readonly moment: Moment;
}

function change(track: Track, { alarm, before, condition, moment }: Change): void {
  const { rank, value, measuredAt, why = "reading" } = condition;
  alarm.rank = rank;
  alarm.highest = Math.max(alarm.highest, rank) as Rank;
  if (rank === 0) {
    alarm.returnedAt = moment.at;
    end(track, moment, { alarm, why: alarm.state === "U" ? "unanswered" : why });
    return;
  }
  if (rank > before) {
    alarm.peak = { value, at: measuredAt };
    ask(track, moment, { alarm, to: "escalated", why });
  } else tell(track, moment, { alarm, to: "eased", why });
}

/** An answer to such an alarm. It stays until its cause is gone. */
export function acknowledgeHealth(track: Track, alarm: Episode, { seen, answer, moment }: Tap): Outcome {
  if (seen < alarm.ask) return "stale";
  if (alarm.state === "K") return "already";
  alarm.state = "K";
  alarm.answer = answer;
  tell(track, moment, { alarm, to: "acknowledged" });
  return "taken";
}

/** Below these a battery is low, percent; it is well again when it has this much more. */
const BATTERY = { low: 20, medium: 10, back: 5 } as const;

/** The rank of a battery's charge, percent: 2 below 10, 1 below 20. */
export function batteryRank(percent: number, before: Rank): Rank {
  if (percent < BATTERY.medium + (before === 2 ? BATTERY.back : 0)) return 2;
  return percent < BATTERY.low + (before > 0 ? BATTERY.back : 0) ? 1 : 0;
}
