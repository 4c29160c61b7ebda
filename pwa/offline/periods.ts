// Sets of time: ascending, disjoint, half-open periods.

import type { Period } from "../../shared/slice.ts";

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

/** Whether every moment of `period` lies within the (united) periods. */
export function coversPeriod(periods: readonly Period[], period: Period): boolean {
  return periods.some(({ from, to }) => from <= period.from && to >= period.to);
}
