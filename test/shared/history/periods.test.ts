import fc from "fast-check";
import { expect, it } from "vitest";
import { clipPeriods, coversPeriod, holesIn, unitePeriods } from "../../../shared/history/periods.ts";
import type { Period } from "../../../shared/history/slice.ts";

const period = fc.tuple(fc.nat(20), fc.nat(20)).map(([from, to]): Period => ({ from, to }));
const periods = fc.array(period, { maxLength: 6 });

const momentsOf = (given: readonly Period[]) =>
  Array.from({ length: 21 }, (_, at) => at).filter((at) =>
    given.some(({ from, to }) => from <= at && at < to),
  );

it("unites periods into the same time, ascending and apart", () => {
  fc.assert(
    fc.property(periods, (given) => {
      const united = unitePeriods(given);
      expect(momentsOf(united)).toEqual(momentsOf(given));
      for (const [index, { from, to }] of united.entries()) {
        expect(from).toBeLessThan(to);
        expect(from).toBeGreaterThan(united[index - 1]?.to ?? -1);
      }
    }),
  );
});

it("clips to what lies within", () => {
  fc.assert(
    fc.property(periods, period, (given, bounds) => {
      const within = new Set(momentsOf([bounds]));
      expect(momentsOf(clipPeriods(given, bounds))).toEqual(momentsOf(given).filter((at) => within.has(at)));
    }),
  );
});

it("covers a period when it has each of its moments", () => {
  fc.assert(
    fc.property(
      periods,
      period.filter(({ from, to }) => from < to),
      (given, asked) => {
        const has = new Set(momentsOf(given));
        expect(coversPeriod(unitePeriods(given), asked)).toBe(momentsOf([asked]).every((at) => has.has(at)));
      },
    ),
  );
});

it("finds what no period covers", () => {
  const known = [
    { from: 2, to: 4 },
    { from: 6, to: 9 },
  ];
  expect(holesIn(known, { from: 0, to: 8 })).toEqual([
    { from: 0, to: 2 },
    { from: 4, to: 6 },
  ]);
  expect(holesIn([], { from: 0, to: 8 })).toEqual([{ from: 0, to: 8 }]);
  expect(holesIn([{ from: 0, to: 9 }], { from: 1, to: 8 })).toEqual([]);
});

it("leaves nothing of a period beyond the bounds, nor of one that only touches them", () => {
  const bounds = { from: 3, to: 5 };
  expect(
    clipPeriods(
      [
        { from: 0, to: 2 },
        { from: 1, to: 3 },
        { from: 5, to: 9 },
      ],
      bounds,
    ),
  ).toEqual([]);
  expect(clipPeriods([{ from: 4, to: 9 }], bounds)).toEqual([{ from: 4, to: 5 }]);
});

it("covers a period that begins and ends with it", () => {
  expect(coversPeriod([{ from: 3, to: 5 }], { from: 3, to: 5 })).toBe(true);
  expect(coversPeriod([{ from: 3, to: 5 }], { from: 3, to: 6 })).toBe(false);
});
