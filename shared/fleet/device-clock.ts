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
//   none      no time, or more than 5 min ahead                           time of arrival
//   unset     stands still, cannot be read, or older than any backlog     time of arrival, "clock not set"
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
const MAX_LAG_MS = 15 * MINUTE_MS;
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

/** A clock as whoever follows it has it, to be changed in place. */
export type RunningClock = { -readonly [Member in keyof DeviceClock]: DeviceClock[Member] };

/** What is known of a device's clock. Each reading adds to it in place: most of a site's readings leave nothing else behind. */
export interface FollowedClock {
  clock: RunningClock | undefined;
  /** Unix ms. */
  lastReceivedAt: number;
}

/** A clock to be followed. Every member is named, in one order: to spread one takes twenty times as long, at each reading. */
export function copyOfClock(clock: DeviceClock | undefined): RunningClock | undefined {
  if (!clock) return undefined;
  const { time, at, stood, fromTime, fromAt, lagMs, readings, moves } = clock;
  return { time, at, stood, fromTime, fromAt, lagMs, readings, moves };
}

function timeOf(deviceTime: DeviceTime): number | undefined {
  return deviceTime === null ? undefined : parseDeviceTime(deviceTime);
}

/** The lag of a reading that arrived at `receivedAt` (unix ms), ms; 0 without a time. */
export function lagOf(deviceTime: DeviceTime, receivedAt: number): number {
  const time = timeOf(deviceTime);
  return time === undefined ? 0 : receivedAt - time;
}

/**
 * What the time of a reading that arrived at `receivedAt` (unix ms) is worth, after all that is known of the device; what it teaches
 * is known then. Imported readings may be older than that, and teach nothing.
 */
export function followClock(known: FollowedClock, deviceTime: DeviceTime, receivedAt: number): ClockVerdict {
  if (receivedAt < known.lastReceivedAt)
    return followClock({ clock: undefined, lastReceivedAt: receivedAt }, deviceTime, receivedAt);
  known.lastReceivedAt = receivedAt;
  const time = timeOf(deviceTime);
  // A time that cannot be read may be of a backlog: nobody must take such values for new without a word.
  if (time === undefined) return deviceTime === null ? "none" : "unset";
  const lagMs = receivedAt - time;
  if (lagMs < -MAX_CLOCK_AHEAD_MS || lagMs > MAX_LATE_MS) {
    known.clock = undefined;
    return lagMs < 0 ? "none" : "unset";
  }
  if (known.clock) follow(known.clock, time, receivedAt);
  else known.clock = newRun(time, receivedAt);
  return verdictOn(known.clock, time, receivedAt);
}

/** By how much a clock is known to be slow, ms: 0 until three readings have told it, and where times of arrival are gone by. */
export function knownLag(clock: DeviceClock | undefined): number {
  if (!clock || clock.readings < TELLING_READINGS || clock.lagMs > MAX_LAG_MS) return 0;
  return Math.max(0, clock.lagMs);
}

/** Whether a reading's time is when it arrived. */
export function goesByArrival(verdict: ClockVerdict): boolean {
  return verdict === "none" || verdict === "unset" || verdict === "behind";
}

function newRun(time: number, at: number): RunningClock {
  return { time, at, stood: 1, fromTime: time, fromAt: at, lagMs: at - time, readings: 1, moves: false };
}

/** Another time than before: the run's newest. */
function moveOn(run: RunningClock, time: number, at: number): void {
  run.time = time;
  run.at = at;
  run.stood = 1;
  run.moves = true;
}

/** Begins the run anew, of a clock that moves. */
function beginAnew(run: RunningClock, time: number, at: number): void {
  moveOn(run, time, at);
  run.fromTime = time;
  run.fromAt = at;
  run.lagMs = at - time;
  run.readings = 1;
}

function follow(run: RunningClock, time: number, at: number): void {
  const advance = time - run.time;
  if (advance === 0) run.stood = Math.min(run.stood + 1, TELLING_READINGS);
  else if (advance > 0) goOn(run, time, at);
  else if (advance < -CATCH_UP_MS) beginAnew(run, time, at);
}

/** A time that is later than the run's. */
function goOn(run: RunningClock, time: number, at: number): void {
  const lagMs = at - time;
  if (isFast(run, time, at)) {
    const isCatchingUp = run.readings >= TELLING_READINGS && run.lagMs - lagMs <= CATCH_UP_MS;
    (isCatchingUp ? moveOn : beginAnew)(run, time, at);
  } else if (lagMs - run.lagMs > HOLD_UP_MS) beginAnew(run, time, at);
  else {
    moveOn(run, time, at);
    run.lagMs = lagMs;
    run.readings = Math.min(run.readings + 1, TELLING_READINGS);
  }
}

/** Before the pace is told, the whole run counts, so that one quick delivery does not look like a backlog. */
function isFast(run: DeviceClock, time: number, at: number): boolean {
  const isTold = run.readings >= TELLING_READINGS;
  const advance = time - (isTold ? run.time : run.fromTime);
  return advance > BACKLOG_PACE * (at - (isTold ? run.at : run.fromAt));
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
