// What the server believes of its machine's clock, from one start to the next. Pure. Order is `seq`; times only ever go forwards,
// save when a glitch is undone:
//
//   entries follow each other ─▶ trusted ─(a leap of more than a day)─▶ new: trusted once a device's clock agrees, an operator
//   confirms it, or entries have followed it for a week. Nothing is deleted on the strength of a time that is not trusted.
//
//   a start whose machine is behind the last entry goes on from that entry, and is remembered. The next start that is behind as
//   well, and not behind what was trusted, steps back to the machine's time; so does one that an operator has confirmed.

import { DAY_MS, HOUR_MS } from "../../shared/ground/time.ts";
import type { ClockStep } from "../log/log.ts";

/** A machine whose clock is behind by less catches up by itself, ms. */
const CATCHES_UP_MS = HOUR_MS;
/** Entries that follow each other within this are one stretch of time; a leap is more, ms. */
export const LEAP_MS = DAY_MS;
/** A stretch after a leap is trusted when it has lasted for this, ms. */
const TRUSTED_AFTER_MS = 7 * DAY_MS;
/** No machine that runs this is from before then, unix ms: clocks that nobody set are. */
export const FIRST_PLAUSIBLE_AT = Date.UTC(2024, 0, 1);
/** Steps that are remembered; each takes two starts. The oldest go, whose entries are the first to be deleted. */
const MAX_STEPS = 16;

/** What is kept from one start to the next. Times are unix ms. */
export interface ClockMemory {
  /** The newest time that is beyond doubt; 0 for none. */
  readonly trustedAt: number;
  /**
   * The first and the last entry after a leap, where the latest entries are not trusted. Where nothing was trusted before, `from` is
   * the last entry before the leap.
   */
  readonly leapt?: { readonly since: number; readonly until: number; readonly from?: number };
  /** The machine's time at an earlier start, which the last entry contradicted. */
  readonly doubt?: number;
  /** The oldest first. */
  readonly steps: readonly ClockStep[];
}

/** A start, with the log's last entry; `lastAt` is 0 for an empty log. `confirmedAt`: when an operator confirmed the machine's clock, by it. */
export interface ClockStart {
  readonly wall: number;
  readonly lastSeq: number;
  readonly lastAt: number;
  readonly confirmedAt: number | undefined;
}

/** From when the log goes on, and what to keep. */
export interface JudgedStart {
  readonly resumeAt: number;
  readonly memory: ClockMemory;
}

function isConfirmed({ wall, confirmedAt }: ClockStart): boolean {
  return confirmedAt !== undefined && Math.abs(wall - confirmedAt) <= LEAP_MS;
}

/** Decides whether a start goes on from the last entry or steps back to the machine's time. */
export function judgeStart(memory: ClockMemory, start: ClockStart): JudgedStart {
  const { wall, lastAt, lastSeq } = start;
  const { doubt, leapt: _, ...kept } = memory;
  if (lastAt - wall <= CATCHES_UP_MS) return { resumeAt: lastAt, memory: withoutDoubt(memory) };
  if (wall < FIRST_PLAUSIBLE_AT) return { resumeAt: lastAt, memory };
  // Where no entry came since it stepped back, that is decided already.
  const before = memory.steps.filter((step) => step.seq < lastSeq);
  const isDecided = before.length < memory.steps.length;
  const isSecond = isDecided || (doubt !== undefined && wall >= doubt);
  if (!(isSecond && wall >= memory.trustedAt - LEAP_MS) && !isConfirmed(start))
    return { resumeAt: lastAt, memory: { ...memory, doubt: wall } };
  const steps = [...before, { seq: lastSeq, from: lastAt, to: wall }].slice(-MAX_STEPS);
  return { resumeAt: wall, memory: { ...kept, trustedAt: Math.min(memory.trustedAt, wall), steps } };
}

function withoutDoubt({ doubt: _, ...memory }: ClockMemory): ClockMemory {
  return memory;
}

/** The memory after an entry at `at`; `agrees` says that the device's own clock shows that time. */
export function observeTime(memory: ClockMemory, at: number, agrees: boolean): ClockMemory {
  const { leapt, ...kept } = memory;
  if (agrees || at <= memory.trustedAt + LEAP_MS)
    return { ...kept, trustedAt: agrees ? at : Math.max(memory.trustedAt, at) };
  const goesOn = leapt !== undefined && at >= leapt.since && at <= leapt.until + LEAP_MS;
  if (goesOn && at - leapt.since >= TRUSTED_AFTER_MS) return { ...kept, trustedAt: at };
  if (goesOn) return { ...kept, leapt: { ...leapt, until: at } };
  const from = isPlausible(memory.trustedAt) ? undefined : lastBeforeLeap(leapt);
  const isLeap = from !== undefined && at > from + LEAP_MS;
  return { ...kept, leapt: { since: at, until: at, ...(isLeap ? { from } : {}) } };
}

/** The last entry that a folder without a trusted time had before its clock leapt, if it did; one of a clock that nobody set is none. */
function lastBeforeLeap(leapt: ClockMemory["leapt"]): number | undefined {
  const last = leapt?.from ?? leapt?.until;
  return last !== undefined && isPlausible(last) ? last : undefined;
}

function isPlausible(at: number): boolean {
  return at >= FIRST_PLAUSIBLE_AT;
}

/** How far `now` is beyond all that is trusted or confirmed, ms; nothing may be deleted while that is more than `LEAP_MS`. */
export function beyondTrust(memory: ClockMemory, now: number, confirmedAt: number | undefined): number {
  const confirmed = confirmedAt !== undefined && confirmedAt <= now ? confirmedAt : 0;
  return now - Math.max(memory.trustedAt, confirmed);
}

/**
 * The same for who looks at health. Of a new folder nothing is to be deleted, and there is nothing to tell unless its clock leapt;
 * undefined then.
 */
export function toldBeyondTrust(
  memory: ClockMemory,
  now: number,
  confirmedAt: number | undefined,
): number | undefined {
  if (isPlausible(memory.trustedAt)) return beyondTrust(memory, now, confirmedAt);
  const last = lastBeforeLeap(memory.leapt);
  return last === undefined ? undefined : beyondTrust({ ...memory, trustedAt: last }, now, confirmedAt);
}

/**
 * The seq after which all entries count as received at `from` or later, whatever their time says: the clock had been there
 * before it stepped back. Undefined where it had not.
 */
export function countsAfter(steps: readonly ClockStep[], from: number): number | undefined {
  return steps.find((step) => step.from >= from && step.to < from)?.seq;
}
