// How far a device's own clock can be believed, told from its readings one after the other. Pure: the server and the page
// go by it alike. Lag is the time of arrival less the device's time. The state is a run: readings at one pace and one lag.
//
//   first reading, or a lag that is another ─▶ begun ─▶ second ─▶ third reading at the pace of arrival: told
//        ▲                                       │
//        └── faster than twice the pace ◀────────┘ (a backlog: each of its readings begins anew)
//
//   stands still (three readings, over longer than its resolution) ─▶ not set, until it moves
//
// What a reading's time is then worth:
//   none      no time that can be read, or more than 5 min ahead          time of arrival
//   unset     stands still, or older than any backlog                     time of arrival, "clock not set"
//   believed  not told yet, a backlog, or out of order                    the device's time, in order of it
//   steady    told, at most 15 min late                                   the device's time; the newest word
//   behind    told, later than that: a wrong clock or late readings?      time of arrival; the newest word; never live

import {
  type DeviceTime,
  MAX_CLOCK_AHEAD_MS,
  MAX_LATE_MS,
  MINUTE_MS,
  parseDeviceTime,
  SECOND_MS,
} from "../ground/time.ts";

/** So many readings tell at which pace a clock goes, or that it stands. */
const TELLING_READINGS = 3;
/** A backlog advances faster than it arrives by more than this. */
const BACKLOG_PACE = 2;
/** A lag beyond this is no ordinary way through gateways, ms. */
export const MAX_LAG_MS = 15 * MINUTE_MS;
/** Readings that were on the way for longer than others catch up by less than this, ms, and overtake by less. */
const CATCH_UP_MS = 15 * SECOND_MS;
/** …and are held up by less than this. */
const HOLD_UP_MS = MINUTE_MS;
/** A clock of whole seconds shows the same time for less than this, ms; one of whole minutes for a minute. */
const STANDS_MS = 2 * SECOND_MS;

/** The run of a device's clock. Times are unix ms. */
export interface DeviceClock {
  /** The run's newest device time, when the first reading with it arrived, and how many had it (3 for more). */
  readonly time: number;
  readonly at: number;
  readonly stood: number;
  /** The reading that began the run. */
  readonly fromTime: number;
  readonly fromAt: number;
  /** The lag of its last reading at the pace of arrival. */
  readonly lagMs: number;
  /** Readings at that pace (3 for more). */
  readonly readings: number;
  /** Whether the clock was ever seen to move. */
  readonly moves: boolean;
}

export type ClockVerdict = "none" | "unset" | "believed" | "steady" | "behind";

export interface JudgedClock {
  readonly clock: DeviceClock | undefined;
  readonly verdict: ClockVerdict;
  /** The lag of the reading, ms; 0 without a time. */
  readonly lagMs: number;
}

/** The clock after a reading that arrived at `receivedAt` (unix ms, not before the reading before it), and what the reading's time is worth. */
export function judgeClock(
  before: DeviceClock | undefined,
  deviceTime: DeviceTime,
  receivedAt: number,
): JudgedClock {
  const time = deviceTime === null ? undefined : parseDeviceTime(deviceTime);
  if (time === undefined) return { clock: before, verdict: "none", lagMs: 0 };
  const lagMs = receivedAt - time;
  if (lagMs < -MAX_CLOCK_AHEAD_MS) return { clock: undefined, verdict: "none", lagMs };
  if (lagMs > MAX_LATE_MS) return { clock: undefined, verdict: "unset", lagMs };
  const clock = before ? follow(before, time, receivedAt) : begin(time, receivedAt, false);
  return { clock, verdict: verdictOn(clock, time, receivedAt), lagMs };
}

/** What is known of a device before a reading of it. */
interface KnownDevice {
  readonly clock?: DeviceClock | undefined;
  readonly lastReceivedAt: number;
}

/** As `judgeClock`, after all that is known of the device. Imported readings may be older than that, and teach nothing then. */
export function judgeReading(
  known: KnownDevice | undefined,
  deviceTime: DeviceTime,
  receivedAt: number,
): JudgedClock {
  if (known === undefined || receivedAt >= known.lastReceivedAt)
    return judgeClock(known?.clock, deviceTime, receivedAt);
  const { verdict, lagMs } = judgeClock(undefined, deviceTime, receivedAt);
  return { clock: known.clock, verdict, lagMs };
}

/** Whether a reading's time is when it arrived. */
export function goesByArrival(verdict: ClockVerdict): boolean {
  return verdict === "none" || verdict === "unset" || verdict === "behind";
}

function begin(time: number, at: number, moves: boolean): DeviceClock {
  return { time, at, stood: 1, fromTime: time, fromAt: at, lagMs: at - time, readings: 1, moves };
}

/** Every member is named wherever a run is made, in one order: to spread one takes twenty times as long, at each reading. */
function standing(run: DeviceClock): DeviceClock {
  const { time, at, fromTime, fromAt, lagMs, readings, moves } = run;
  const stood = Math.min(run.stood + 1, TELLING_READINGS);
  return { time, at, stood, fromTime, fromAt, lagMs, readings, moves };
}

function follow(run: DeviceClock, time: number, at: number): DeviceClock {
  const { fromTime, fromAt } = run;
  const advance = time - run.time;
  if (advance === 0) return standing(run);
  if (advance < 0) return advance < -CATCH_UP_MS ? begin(time, at, true) : run;
  const lagMs = at - time;
  const isTold = run.readings >= TELLING_READINGS;
  if (isFast(run, time, at))
    return isTold && run.lagMs - lagMs <= CATCH_UP_MS
      ? { time, at, stood: 1, fromTime, fromAt, lagMs: run.lagMs, readings: run.readings, moves: true }
      : begin(time, at, true);
  if (lagMs - run.lagMs > HOLD_UP_MS) return begin(time, at, true);
  const readings = Math.min(run.readings + 1, TELLING_READINGS);
  return { time, at, stood: 1, fromTime, fromAt, lagMs, readings, moves: true };
}

/** Before the pace is told, the whole run counts, so that one quick delivery does not look like a backlog. */
function isFast(run: DeviceClock, time: number, at: number): boolean {
  const [fromTime, fromAt] =
    run.readings < TELLING_READINGS ? [run.fromTime, run.fromAt] : [run.time, run.at];
  return time - fromTime > BACKLOG_PACE * (at - fromAt);
}

function verdictOn(clock: DeviceClock, time: number, at: number): ClockVerdict {
  if (stands(clock, at)) return "unset";
  const isTold = clock.readings >= TELLING_READINGS;
  if (isTold && at - time > MAX_LAG_MS) return "behind";
  return isTold && time >= clock.time ? "steady" : "believed";
}

/**
 * A clock that was seen to move may show a time for a while: gateways send what was measured together in several posts.
 * One that was never seen to may have whole minutes.
 */
function stands({ time, at, stood, moves }: DeviceClock, now: number): boolean {
  if (stood < TELLING_READINGS) return false;
  return moves || time % MINUTE_MS === 0 ? now - at > MINUTE_MS : now - at >= STANDS_MS;
}
