// Key figures of the alarms: whether people can still answer all that is asked of them. Times and spans are ms.

import type { AlarmPriority } from "../entries/alarm.ts";
import type { SensorIdentity } from "../rules/reading.ts";

export const FIGURES_PATH = "/api/v1/alarms/figures";

/** More alarms than one person can answer: a flood begins above 10 within 10 minutes and ends below 5 (EEMUA 191). */
export const FLOOD = { begin: 10, end: 5, withinMs: 600_000 } as const;
/** An alarm that is there for so long says nothing new any more. */
export const STANDING_MS = 24 * 3_600_000;

/** One of those that ask most often. */
export interface WorstSubject {
  /** Null where it is a part of the site. */
  readonly device: string | null;
  readonly sensor: SensorIdentity | null;
  /** What it is called where it is a part of the site; else empty. */
  readonly name: string;
  readonly place: string | null;
  readonly asked: number;
  /** Of all that asked, 0 to 1. */
  readonly part: number;
}

/** The answer of `GET /api/v1/alarms/figures`. Drills do not count, nor what came late. */
export interface AlarmFigures {
  readonly from: number;
  readonly to: number;
  /** How often an alarm asked for an answer: raised, escalated, reopened, asked again. */
  readonly asked: number;
  readonly perHour: number;
  readonly byPriority: { readonly [Priority in AlarmPriority]: number };
  /** The ten minutes with the most. */
  readonly worstTenMinutes: { readonly from: number; readonly asked: number } | null;
  readonly floods: number;
  /** Of the time, 0 to 1. */
  readonly floodPart: number;
  /** How long an answer took; null where none was given. */
  readonly answered: {
    readonly count: number;
    readonly medianMs: number | null;
    readonly p90Ms: number | null;
    readonly longestMs: number | null;
  };
  /** Ended by themselves before anybody had answered: instruments alone. */
  readonly endedUnanswered: number;
  /** Open at the end of the time that is asked for, those of them that nobody answered, and those that are there for over a day. */
  readonly open: { readonly count: number; readonly unanswered: number; readonly standing: number };
  /** How long the longest waits for an answer by now; null where none waits. */
  readonly longestUnansweredMs: number | null;
  /** At most ten, the worst first. */
  readonly worst: readonly WorstSubject[];
  /** False where there were so many steps that only the newest were counted; `from` says since when. */
  readonly complete: boolean;
}
