// What is kept while minutes come in, by figures: which minutes count, of which shift, and what may still rise.

import { expect, it } from "vitest";
import {
  addMinute,
  copyOf,
  doseNow,
  isNews,
  type MinuteSpan,
  newExposure,
  passMinute,
  risesByPassing,
  shortTermNow,
} from "../../../../shared/rules/exposure/running-exposure.ts";

/** A mean of 48 for a minute is a tenth of a dose of 480 minutes at 1. */
const MEAN = 48;

function exposureOf(minutes: readonly number[], shifts: readonly MinuteSpan[] = [], mean = MEAN) {
  const exposure = newExposure();
  for (const minute of minutes) addMinute(exposure, { minute, mean }, shifts);
  return exposure;
}
const minutesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => first + index);

it("begins with nothing", () => {
  const exposure = newExposure();
  expect([shortTermNow(exposure), doseNow(exposure), risesByPassing(exposure)]).toEqual([0, 0, false]);
  expect(JSON.stringify(exposure)).toBe('{"end":0,"recent":[],"doses":[]}');
});

it("tells the dose of the shift that the latest minute is of, and of no other", () => {
  const shift = { from: 100, to: 110 };
  const early = exposureOf([99], [shift]);
  expect(doseNow(early)).toBe(0);
  const exposure = exposureOf(minutesFrom(100, 10), [shift]);
  expect(doseNow(exposure)).toBeCloseTo(1, 9);
  passMinute(exposure, 110, []);
  expect(doseNow(exposure)).toBe(0);
});

it("keeps shifts apart by their beginning and their end, and tells the highest", () => {
  const exposure = newExposure();
  const shifts = [
    { from: 100, to: 200 },
    { from: 100, to: 300 },
    { from: 50, to: 200 },
  ];
  for (const [index, shift] of shifts.entries())
    addMinute(exposure, { minute: 150 + index, mean: MEAN * (index + 1) }, [shift]);
  expect(exposure.doses.map(({ from, to, sum }) => [from, to, sum])).toEqual([
    [100, 200, 48],
    [100, 300, 96],
    [50, 200, 144],
  ]);
  expect(doseNow(exposure)).toBeCloseTo(0.3, 9);
});

it("counts the highest of several means of a minute, as long as it is remembered what it had", () => {
  const shift = { from: 100, to: 580 };
  const exposure = exposureOf([100, 114], [shift]);
  addMinute(exposure, { minute: 100, mean: 2 * MEAN }, [shift]);
  addMinute(exposure, { minute: 100, mean: 10 }, [shift]);
  expect(exposure.doses.map(({ sum, count }) => [sum, count])).toEqual([[144, 2]]);
  expect(shortTermNow(exposure)).toBeCloseTo(9.6, 9);
  addMinute(exposure, { minute: 115, mean: 0 }, [shift]);
  expect(isNews(exposure, { minute: 100, mean: 500 }, [shift])).toBe(false);
  addMinute(exposure, { minute: 100, mean: 500 }, [shift]);
  expect(exposure.doses.map(({ sum, count }) => [sum, count])).toEqual([[144, 3]]);
  expect(isNews(exposure, { minute: 99, mean: 1 }, [shift])).toBe(true);
  expect(isNews(exposure, { minute: 116, mean: 0 }, [])).toBe(true);
});

it("joins minutes that are next to each other, and remembers sixty stretches", () => {
  const shift = { from: 0, to: 480 };
  const spans = (minutes: readonly number[]) => exposureOf(minutes, [shift]).doses[0]?.known;
  expect(spans([10, 12, 11, 14])).toEqual([
    { from: 10, to: 13 },
    { from: 14, to: 15 },
  ]);
  const many = spans(minutesFrom(0, 61).map((minute) => 2 * minute));
  expect([many?.length, many?.[0], many?.at(-1)]).toEqual([60, { from: 2, to: 3 }, { from: 120, to: 121 }]);
});

it("remembers the last quarter of an hour alone", () => {
  const exposure = exposureOf(minutesFrom(100, 15));
  expect([exposure.recent.length, shortTermNow(exposure)]).toEqual([15, 48]);
  addMinute(exposure, { minute: 115, mean: 0 }, []);
  expect([exposure.recent.length, exposure.end]).toEqual([15, 116]);
  expect(shortTermNow(exposure)).toBeCloseTo(44.8, 9);
  passMinute(exposure, 1_000, []);
  expect([exposure.recent, shortTermNow(exposure)]).toEqual([Array(15).fill(null), 0]);
});

it("passes no minute that lies before the latest", () => {
  const exposure = exposureOf([100]);
  const before = copyOf(exposure);
  passMinute(exposure, 90, []);
  passMinute(exposure, 100, []);
  expect(exposure).toEqual(before);
});

it("lets go of shifts that ended eight hours ago, and of all but the last sixteen", () => {
  const shift = { from: 100, to: 200 };
  const exposure = exposureOf([150], [shift]);
  addMinute(exposure, { minute: 678, mean: 0 }, []);
  expect(exposure.doses).toHaveLength(1);
  addMinute(exposure, { minute: 679, mean: 0 }, []);
  expect(exposure.doses).toEqual([]);
  const many = exposureOf(
    [100],
    minutesFrom(1, 17).map((from) => ({ from, to: 300 })),
  );
  expect(many.doses.map(({ from }) => from)).toEqual(minutesFrom(2, 16));
});

it.each<[string, number, number, boolean]>([
  ["a mean that is told", 12, MEAN, true],
  ["too little for a mean", 11, MEAN, false],
  ["a mean of nothing", 12, 0, false],
])("may rise in the next quarter of an hour with %s", (...[, count, mean, may]) => {
  const exposure = exposureOf(minutesFrom(100, count), [], mean);
  for (let minute = 100 + count; minute < 115; minute += 1) passMinute(exposure, minute, []);
  expect(risesByPassing(exposure)).toBe(may);
});

it("may rise where one minute of those that are known has anything", () => {
  const exposure = exposureOf(minutesFrom(100, 14), [], 0);
  addMinute(exposure, { minute: 114, mean: 1 }, []);
  expect(risesByPassing(exposure)).toBe(true);
});

it.each<[string, MinuteSpan, number, boolean]>([
  ["whose mean is told", { from: 100, to: 200 }, MEAN, true],
  ["that has nothing", { from: 100, to: 200 }, 0, false],
  ["that is over", { from: 100, to: 120 }, MEAN, false],
  ["of which too little is known", { from: 60, to: 200 }, MEAN, false],
])("may rise in a shift %s", (...[, shift, mean, may]) => {
  const exposure = exposureOf(minutesFrom(100, 15), [shift], mean);
  // Four of them are not known: the quarter of an hour tells no mean.
  for (let minute = 115; minute < 120; minute += 1) passMinute(exposure, minute, [shift]);
  expect(risesByPassing(exposure)).toBe(may);
});
