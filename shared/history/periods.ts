// Sets of time: ascending, disjoint, half-open periods.

import type { Period } from "./slice.ts";

/** The same time in as few periods as can be. */
export function unitePeriods(periods: readonly Period[]): Period[] {
  const united: Period[] = [];
  for (const period of [...periods].sort((a, b) => a.from - b.from)) {
    if (period.to <= period.from) continue;
    const last = united.at(-1);
    if (last && period.from <= last.to)
      united[united.length - 1] = { from: last.from, to: Math.max(last.to, period.to) };
    else united.push(period);
  }
  return united;
}

/** The parts of the periods that lie within `bounds`. */
export function clipPeriods(periods: readonly Period[], bounds: Period): Period[] {
  return periods
    .map(({ from, to }) => ({ from: Math.max(from, bounds.from), to: Math.min(to, bounds.to) }))
    .filter(({ from, to }) => from < to);
}

/** The parts of `bounds` that lie in none of the (united) periods. */
export function holesIn(periods: readonly Period[], bounds: Period): Period[] {
  const inside = clipPeriods(periods, bounds);
  const starts = [bounds.from, ...inside.map(({ to }) => to)];
  const ends = [...inside.map(({ from }) => from), bounds.to];
  return starts.map((from, index) => ({ from, to: ends[index] ?? from })).filter(({ from, to }) => from < to);
}

/** Whether every moment of `period` lies within the (united) periods. */
export function coversPeriod(periods: readonly Period[], period: Period): boolean {
  return periods.some(({ from, to }) => from <= period.from && to >= period.to);
}
