import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Exposure,
  exposureOf,
  reaches,
  shiftDose,
  shortTerm,
  worse,
  worstShortTerm,
} from "../../../../shared/rules/exposure/exposure.ts";
import {
  type MinuteMeans,
  minuteMeans,
  unknownStretches,
} from "../../../../shared/rules/exposure/minute-means.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 9, 1, 8, 0);

/** `[minutes, value]` one after the other; a value of NaN is a time of which nothing is known. */
type Part = readonly [minutes: number, value: number];

function minutesOf(...parts: readonly Part[]): MinuteMeans {
  return {
    from: START,
    values: Float64Array.from(parts.flatMap(([count, value]) => Array(count).fill(value))),
  };
}

const UNKNOWN = Number.NaN;

describe("the dose of a shift", () => {
  it("is that of OSHA's example: 2 h of 150, 2 h of 75, 4 h of 50", () => {
    expect(shiftDose(minutesOf([120, 150], [120, 75], [240, 50])).low).toBeCloseTo(81.25, 9);
  });

  it("is that of toluene: 1 h of 500, 4 h of 100, 3 h of 225", () => {
    expect(shiftDose(minutesOf([60, 500], [240, 100], [180, 225])).low).toBeCloseTo(196.875, 9);
  });

  it("counts the pauses of a day as unknown", () => {
    const day = minutesOf(
      [120, 125],
      [15, UNKNOWN],
      [120, 88],
      [30, UNKNOWN],
      [150, 112],
      [15, UNKNOWN],
      [90, 70],
    );
    expect(shiftDose(day).low).toBeCloseTo(101.375, 9);
    expect(shiftDose(day).mean).toBeCloseTo(114.046875, 9);
  });

  it("stays when the gas is gone, and of more than eight hours may be above the peak", () => {
    expect(shiftDose(minutesOf([120, 20], [360, 0])).low).toBe(5);
    expect(shiftDose(minutesOf([600, 10])).low).toBe(12.5);
    expect(shiftDose(minutesOf([440, 0.12])).low).toBeCloseTo(0.11, 9);
  });

  it("says of how much of the shift it knows", () => {
    const half = shiftDose(minutesOf([240, 35], [240, UNKNOWN]));
    expect(half).toEqual({ low: 17.5, mean: null, coverage: 0.5 });
    expect(shiftDose(minutesOf([240, 35], [240, 20])).low).toBe(27.5);
  });
});

describe("the short-term exposure", () => {
  const lowAt = (...parts: readonly Part[]) => {
    const figures = shortTerm(minutesOf(...parts));
    return (minute: number) => (figures[minute - 1] as Exposure).low;
  };

  it("falls as the minutes of the leak leave the quarter of an hour", () => {
    const low = lowAt([5, 100], [20, 0]);
    expect([low(5), low(15), low(16), low(20)].map((value) => value.toFixed(2))).toEqual([
      "33.33",
      "33.33",
      "26.67",
      "0.00",
    ]);
    expect(lowAt([5, 600], [10, 0])(15)).toBe(200);
  });

  it("reaches a limit by what is known alone", () => {
    const [, , third, fourth] = shortTerm(minutesOf([4, 60]));
    expect(reaches(third as Exposure, 15)).toBe(false);
    expect(fourth).toMatchObject({ low: 16, mean: null, at: START + 4 * MINUTE });
    expect((fourth as Exposure).coverage).toBeCloseTo(4 / 15, 9);
    expect(reaches(fourth as Exposure, 15)).toBe(true);
  });

  it("reaches a limit by its mean once three quarters are known", () => {
    const told = shortTerm(minutesOf([3, UNKNOWN], [12, 16])).at(-1) as Exposure;
    expect(told.low).toBeLessThan(15);
    expect(told.mean).toBe(16);
    expect(reaches(told, 15)).toBe(true);
    const untold = shortTerm(minutesOf([4, UNKNOWN], [11, 16])).at(-1) as Exposure;
    expect(untold.mean).toBeNull();
    expect(reaches(untold, 15)).toBe(false);
  });

  it("reaches a limit that it is equal to, by what is sure as by its mean", () => {
    const told = { low: 12, mean: 15, coverage: 0.8 };
    expect([reaches(told, 15), reaches(told, 15.001)]).toEqual([true, false]);
    const sure = { low: 15, mean: null, coverage: 0.5 };
    expect([reaches(sure, 15), reaches(sure, 15.001)]).toEqual([true, false]);
  });

  it("tells the mean from three quarters on, and no coverage of a time that has no minutes", () => {
    expect(exposureOf(90, 9, { minutes: 12, over: 12 })).toEqual({ low: 7.5, mean: 10, coverage: 0.75 });
    expect(exposureOf(0, 0, { minutes: 0, over: 480 })).toEqual({ low: 0, mean: null, coverage: 0 });
  });

  it("takes that quarter of an hour for the worst which reaches a limit, be it known in part", () => {
    const day = minutesOf([15, 20], [15, 0], [3, UNKNOWN], [12, 22], [15, 0]);
    expect(worstShortTerm(day)).toMatchObject({ mean: 22, low: 17.6, at: START + 45 * MINUTE });
  });

  it("tells the worst quarter of an hour, and when it ended", () => {
    expect(worstShortTerm(minutesOf([20, 0], [5, 100], [40, 0]))).toMatchObject({
      low: 500 / 15,
      at: START + 25 * MINUTE,
    });
    expect(worstShortTerm(minutesOf())).toBeUndefined();
  });
});

describe("the means of minutes", () => {
  const means = (
    samples: readonly (readonly [atMs: number, value: number])[],
    minutes: number,
    intervalMs: number,
  ) =>
    minuteMeans(
      { t: samples.map(([at]) => START + at), values: samples.map(([, value]) => value) },
      { from: START, to: START + minutes * MINUTE },
      intervalMs,
    );

  it("takes what is below zero for nothing", () => {
    const noise = Array.from({ length: 60 }, (_, second) => [second * 1_000, second % 2 ? 10 : -10] as const);
    expect([...means(noise, 1, 1_000).values]).toEqual([5]);
  });

  it("weighs one high sample by how often the sensor measures", () => {
    const everySecond = Array.from({ length: 900 }, (_, s) => [s * 1_000, s === 100 ? 900 : 0] as const);
    expect(worstShortTerm(means(everySecond, 15, 1_000))?.low).toBe(1);
    const everyMinute = Array.from({ length: 15 }, (_, m) => [m * MINUTE, m === 3 ? 900 : 0] as const);
    expect(worstShortTerm(means(everyMinute, 15, MINUTE))?.low).toBe(60);
  });

  it("holds a value for as long as the next one may take", () => {
    const every10 = [20, 40, 0, 0].map((value, index) => [index * 10 * MINUTE, value] as const);
    const figures = shortTerm(means(every10, 40, 10 * MINUTE));
    const lows = [15, 20, 25, 30, 35].map((minute) => (figures[minute - 1] as Exposure).low.toFixed(2));
    expect(lows).toEqual(["26.67", "33.33", "26.67", "13.33", "0.00"]);
    expect([...means([[0, 7]], 13, 10 * MINUTE).values]).toEqual([...Array(11).fill(7), UNKNOWN, UNKNOWN]);
    expect([...means([[0, 7]], 3, 1_000).values]).toEqual([7, UNKNOWN, UNKNOWN]);
  });

  it("holds nothing after a fault, and what was measured before the first minute", () => {
    expect([
      ...means(
        [
          [0, 7],
          [MINUTE, UNKNOWN],
        ],
        3,
        10 * MINUTE,
      ).values,
    ]).toEqual([7, UNKNOWN, UNKNOWN]);
    expect([...means([[-MINUTE, 7]], 1, 10 * MINUTE).values]).toEqual([7]);
  });

  it("tells the stretches of which nothing is known, the longest first", () => {
    const day = minutesOf([2, UNKNOWN], [3, 7], [5, UNKNOWN], [1, 7], [2, UNKNOWN]);
    const minutes = unknownStretches(day).map(({ from, to }) => [
      (from - START) / MINUTE,
      (to - START) / MINUTE,
    ]);
    expect(minutes).toEqual([
      [5, 10],
      [0, 2],
      [11, 13],
    ]);
  });

  it("begins with the minute that holds the start", () => {
    const { from, values } = minuteMeans(
      { t: [], values: [] },
      { from: START + 30_000, to: START + 90_000 },
      1_000,
    );
    expect([from, values.length]).toEqual([START, 2]);
  });
});

describe("whatever was measured", () => {
  const grid = fc.array(fc.oneof(fc.double({ min: 0, max: 5_000, noNaN: true }), fc.constant(UNKNOWN)), {
    minLength: 1,
    maxLength: 700,
  });
  const of = (values: readonly number[]) => ({ from: START, values: Float64Array.from(values) });

  it("the worst quarter of an hour reaches every limit that any reaches", () => {
    fc.assert(
      fc.property(grid, fc.double({ min: 0.1, max: 5_000, noNaN: true }), (values, limit) => {
        const worst = worstShortTerm(of(values)) as Exposure;
        expect(reaches(worst, limit)).toBe(shortTerm(of(values)).some((one) => reaches(one, limit)));
      }),
    );
  });

  it("what is sure is never above the mean, and the mean never above the highest minute", () => {
    fc.assert(
      fc.property(grid, (values) => {
        const highest = Math.max(0, ...values.filter((value) => !Number.isNaN(value)));
        for (const { low, mean } of shortTerm(of(values))) {
          if (mean !== null) expect(low).toBeLessThanOrEqual(mean * (1 + 1e-12));
          expect(mean ?? low).toBeLessThanOrEqual(highest * (1 + 1e-12));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("the dose never falls within a shift", () => {
    fc.assert(
      fc.property(grid, (values) => {
        let before = 0;
        for (let minutes = 1; minutes <= values.length; minutes += 1) {
          const { low } = shiftDose(of(values.slice(0, minutes)));
          expect(low).toBeGreaterThanOrEqual(before);
          before = low;
        }
      }),
      { numRuns: 30 },
    );
  });
});

it("takes the higher of two figures for the worse, of equals the surer, then the first", () => {
  const of = (low: number, mean: number | null): Exposure => ({ low, mean, coverage: 1 });
  const [high, sure] = [of(1, 5), of(4, 4)];
  expect([worse(high, sure), worse(sure, high)]).toEqual([high, high]);
  const [less, more] = [of(1, 3), of(2, 3)];
  expect([worse(less, more), worse(more, less)]).toEqual([more, more]);
  const [one, same] = [of(2, null), of(2, 2)];
  expect([worse(one, same), worse(same, one)]).toEqual([one, same]);
});
