// The words of the alarm engine: an alarm is one episode of a condition that asks for an answer; its id never changes.

import type { PartCondition, TimerEntry } from "../../shared/entries/alarm.ts";
import type { TestKind } from "../../shared/entries/instrument-test.ts";
import type { Rank, Side } from "./bounds.ts";

/** What a sensor, a device or the system may be in. `gas` is A1, A2 and over; `device` is what a device says of itself; `stel` and `twa` are exposure. */
export type Family =
  | "gas"
  | "device"
  | "fault"
  | "unrated"
  | "silent"
  | "battery"
  | "clock"
  | "stel"
  | "twa"
  | TestKind
  | PartCondition;

/** How an alarm stands; ended ones are gone. */
export const STATES = {
  U: "active-unacknowledged",
  K: "active-acknowledged",
  R: "returned-unacknowledged",
  L: "returned-latched",
  N: "ended",
} as const;
export type State = keyof typeof STATES;

/** A step in the life of an alarm. */
export type Transition =
  | "raised"
  | "escalated"
  | "eased"
  | "reopened"
  | "returned"
  | "latched"
  | "acknowledged"
  | "worsened"
  | "raised-late"
  | "reasked"
  | "shelved"
  | "unshelved"
  | "ended";

/** What brought a transition about. Those of a person have none. */
export type Why =
  | "reading"
  | "setting"
  | "late"
  | "timer"
  | "shelf ended"
  | "drill over"
  | "retired"
  | "acknowledged"
  | "tested"
  | "unanswered";

/** One episode. Times are unix ms, values in `unit`. */
export interface Episode {
  readonly id: string;
  readonly family: Family;
  readonly late: boolean;
  drill: boolean;
  state: State;
  /** Now. It is 0 for a late alarm, whose value is of the past. */
  rank: Rank;
  highest: Rank;
  side: Side;
  /** The seq of the last transition that asks for an answer, of the return, and of the last transition at all. */
  ask: number;
  back: number;
  rev: number;
  /** When it began: measured, and when the server heard of it. */
  readonly raisedAt: number;
  readonly knownAt: number;
  /** How often it was raised, reopened, or joined by a further late reading. */
  count: number;
  /** The value that raised it or was worse since, and when that was measured. */
  peak: { value: number | null; at: number };
  /** The first answer since it asked last. */
  answer?: { readonly at: number; readonly by: string; readonly comment: string | null } | undefined;
  /** When the value came back, unix ms; undefined while it has not. */
  returnedAt?: number | undefined;
  /** It makes no sound before this moment, unix ms: an upload in several parts may say more. */
  quietUntil?: number;
}

/** What a transition is told with. */
export interface Step {
  readonly cause: number;
  /** The alarm; undefined for a step of a subject that has none. */
  readonly alarm: Episode | undefined;
  readonly to: Transition;
  readonly why: Why | undefined;
  /** The rank that the step is about: of the alarm now, or its highest where it has returned. */
  readonly rank: Rank;
}

/** A timer that is due. */
export type DueTimer = Pick<TimerEntry, "timer" | "device" | "subject" | "armedBy" | "due">;
