import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completenessOf, intervalOfRows } from "../../../shared/rules/completeness.ts";

const MINUTE = 60_000;

/** Minutes from the first on, each with so many readings. */
function rows(...counts: number[]) {
  return counts.flatMap((count, index) => (count > 0 ? [{ at: index * MINUTE, count }] : []));
}

const rhythm = (intervalMs: number | undefined, firstAt = 0) => ({ intervalMs, rowMs: MINUTE, firstAt });

describe("what came of what was expected", () => {
  it("is counted by the device's interval: 9 minutes of 10 at one reading a second", () => {
    const heard = rows(60, 60, 60, 60, 0, 60, 60, 60, 60, 60);
    expect(completenessOf(heard, { from: 0, to: 10 * MINUTE }, rhythm(1_000))).toEqual({
      received: 540,
      expected: 600,
      longestGap: null,
    });
  });

  it("names the longest gap, also at the beginning and at the end", () => {
    const span = { from: 0, to: 10 * MINUTE };
    const gapOf = (heard: ReturnType<typeof rows>) => completenessOf(heard, span, rhythm(1_000)).longestGap;
    expect(gapOf(rows(60, 0, 0, 60, 60, 60, 60, 60, 60, 60))).toEqual({ from: MINUTE, to: 3 * MINUTE });
    expect(gapOf(rows(0, 0, 0, 60, 60, 60, 60, 60, 60, 60))).toEqual({ from: 0, to: 3 * MINUTE });
    expect(gapOf(rows(60, 60, 60, 60))).toEqual({ from: 4 * MINUTE, to: 10 * MINUTE });
    expect(gapOf([])).toEqual(span);
  });

  it("takes the pause between two readings of a slow device for no gap", () => {
    const slow = rows(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    const span = { from: 0, to: 20 * MINUTE };
    expect(completenessOf(slow, span, rhythm(600_000))).toEqual({
      received: 2,
      expected: 2,
      longestGap: null,
    });
  });

  it("expects nothing before the first reading, and says nothing of an interval that nobody knows", () => {
    const span = { from: 0, to: 10 * MINUTE };
    const late = rows(0, 0, 0, 0, 0, 60, 60, 60, 60, 60);
    expect(completenessOf(late, span, rhythm(1_000, 5 * MINUTE))).toEqual({
      received: 300,
      expected: 300,
      longestGap: null,
    });
    expect(completenessOf(late, span, rhythm(undefined)).expected).toBeNull();
    expect(completenessOf([], span, rhythm(1_000, 20 * MINUTE)).expected).toBeNull();
  });

  it("learns the interval from the rows", () => {
    expect(intervalOfRows(rows(60, 60, 59, 0, 60), MINUTE)).toBe(1_000);
    expect(intervalOfRows(rows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1), MINUTE)).toBe(5 * MINUTE);
    expect(intervalOfRows(rows(1), MINUTE)).toBeUndefined();
  });

  it("learns the interval from the middle of what the rows say, in whatever order they say it", () => {
    expect(intervalOfRows(rows(60, 6, 12), MINUTE)).toBe(5_000);
    expect(intervalOfRows(rows(12, 60, 6, 30), MINUTE)).toBe(5_000);
    expect(intervalOfRows(rows(30, 60), MINUTE)).toBe(2_000);
    const slow = [0, 9, 10, 14].map((minute) => ({ at: (100 + minute) * MINUTE, count: 1 }));
    expect(intervalOfRows(slow, MINUTE)).toBe(4 * MINUTE);
    expect(intervalOfRows([{ at: 100 * MINUTE, count: 60 }], MINUTE)).toBeUndefined();
  });

  it("names the first of two gaps that are as long, and the longer of two", () => {
    const span = { from: 100 * MINUTE, to: 110 * MINUTE };
    const heard = (...minutes: number[]) =>
      minutes.map((minute) => ({ at: (100 + minute) * MINUTE, count: 60 }));
    const gapOf = (...minutes: number[]) => {
      const gap = completenessOf(heard(...minutes), span, rhythm(1_000)).longestGap;
      return gap && [gap.from / MINUTE - 100, gap.to / MINUTE - 100];
    };
    expect(gapOf(0, 3, 4, 7, 8, 9)).toEqual([1, 3]);
    expect(gapOf(0, 3, 4, 8, 9)).toEqual([5, 8]);
    expect(gapOf(0, 4, 5, 8, 9)).toEqual([1, 4]);
  });

  it("adds up: the parts of a span have together what it has", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 2, maxLength: 40 }), fc.nat(40), (counts, cut) => {
        const heard = rows(...counts);
        const [to, middle] = [counts.length * MINUTE, Math.min(cut, counts.length) * MINUTE];
        const of = (from: number, end: number) =>
          completenessOf(heard, { from, to: end }, rhythm(20_000)).received;
        expect(of(0, middle) + of(middle, to)).toBe(of(0, to));
      }),
    );
  });
});
