// Key figures out of the steps of alarms.

import type { Alarm, AlarmEntry } from "../entries/alarm.ts";
import { HOUR_MS } from "../ground/time.ts";
import { type AlarmFigures, FLOOD, STANDING_MS, type WorstSubject } from "./alarm-figures.ts";

/** Steps by which an alarm asks for an answer. */
const ASKING: ReadonlySet<string> = new Set([
  "raised",
  "escalated",
  "reopened",
  "worsened",
  "reasked",
  "unshelved",
]);
/** Of how many the worst are told. */
const MAX_WORST = 10;

interface Asking {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly open: readonly Alarm[];
  readonly complete: boolean;
}

/** The figures of steps in order of time. */
export function figuresOf(steps: readonly AlarmEntry[], asking: Asking): AlarmFigures {
  const { from, to, now, open, complete } = asking;
  const real = steps.filter(({ alarm }) => !alarm.drill && !alarm.late);
  const asked = real.filter((step) => ASKING.has(step.to));
  const times = asked.map(({ at }) => at);
  const present = open.filter(({ drill }) => !drill);
  const waiting = present.filter(({ state }) => state.endsWith("unacknowledged"));
  return {
    from,
    to,
    asked: asked.length,
    perHour: to > from ? asked.length / ((to - from) / HOUR_MS) : 0,
    byPriority: countPriorities(asked),
    worstTenMinutes: worstWindow(times),
    ...floodsOf(times, { from, to }),
    answered: answersOf(real),
    endedUnanswered: real.filter(({ to: step, why }) => step === "ended" && why === "unanswered").length,
    open: {
      count: present.length,
      unanswered: waiting.length,
      standing: present.filter(({ knownAt }) => now - knownAt > STANDING_MS).length,
    },
    longestUnansweredMs:
      waiting.length === 0 ? null : Math.max(...waiting.map(({ knownAt }) => now - knownAt)),
    worst: worstOf(asked),
    complete,
  };
}

function countPriorities(asked: readonly AlarmEntry[]): AlarmFigures["byPriority"] {
  const counts = { low: 0, medium: 0, high: 0, critical: 0 };
  for (const { alarm } of asked) counts[alarm.priority] += 1;
  return counts;
}

/** The ten minutes with the most; times are in order. */
function worstWindow(times: readonly number[]): AlarmFigures["worstTenMinutes"] {
  let worst: AlarmFigures["worstTenMinutes"] = null;
  let first = 0;
  for (const [index, at] of times.entries()) {
    while (at - (times[first] ?? at) >= FLOOD.withinMs) first += 1;
    const asked = index - first + 1;
    if (asked > (worst?.asked ?? 0)) worst = { from: times[first] ?? at, asked };
  }
  return worst;
}

/** Floods, and which part of the time they lasted: from the alarm with which one begins until few are left of ten minutes. */
function floodsOf(times: readonly number[], { from, to }: { readonly from: number; readonly to: number }) {
  const { begin, end, withinMs } = FLOOD;
  let floods = 0;
  let lastedMs = 0;
  let first = 0;
  let since: number | undefined;
  const close = (at: number) => {
    if (since !== undefined) lastedMs += Math.max(0, Math.min(at, to) - since);
    since = undefined;
  };
  for (const [index, at] of times.entries()) {
    while (at - (times[first] ?? at) >= withinMs) {
      first += 1;
      // So many are left of the ten minutes that end here.
      if (since !== undefined && index - first < end) close((times[first - 1] ?? at) + withinMs);
    }
    if (since === undefined && index - first + 1 > begin) {
      since = at;
      floods += 1;
    }
  }
  // The last one lasts until all but a few have left its ten minutes.
  const leaving = times[Math.max(0, times.length - end)];
  if (leaving !== undefined) close(leaving + withinMs);
  return { floods, floodPart: to > from ? Math.min(1, lastedMs / (to - from)) : 0 };
}

function quantile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
}

/** How long answers took: from when an alarm asked first to its answer, by the time of the tap. */
function answersOf(steps: readonly AlarmEntry[]): AlarmFigures["answered"] {
  const askedAt = new Map<string, number>();
  const took: number[] = [];
  for (const { to, at, alarm } of steps) {
    if (ASKING.has(to) && !askedAt.has(alarm.id)) askedAt.set(alarm.id, at);
    if (alarm.acknowledgedAt === null || ASKING.has(to)) continue;
    const since = askedAt.get(alarm.id);
    // Counted once an answer: what follows is of the same one.
    if (since === undefined) continue;
    took.push(Math.max(0, alarm.acknowledgedAt - since));
    askedAt.delete(alarm.id);
  }
  took.sort((one, other) => one - other);
  return {
    count: took.length,
    medianMs: quantile(took, 0.5),
    p90Ms: quantile(took, 0.9),
    longestMs: took.at(-1) ?? null,
  };
}

function worstOf(asked: readonly AlarmEntry[]): WorstSubject[] {
  const counts = new Map<string, { readonly alarm: Alarm; asked: number }>();
  for (const { alarm } of asked) {
    const key = JSON.stringify([alarm.device, alarm.system?.kind, alarm.system?.id, alarm.sensor]);
    const known = counts.get(key);
    counts.set(key, { alarm, asked: (known?.asked ?? 0) + 1 });
  }
  const worst = [...counts.values()].sort((one, other) => other.asked - one.asked).slice(0, MAX_WORST);
  return worst.map(({ alarm: { device, sensor, system, place }, asked: count }) => ({
    device,
    sensor,
    name: system?.name ?? "",
    place,
    asked: count,
    part: count / asked.length,
  }));
}
