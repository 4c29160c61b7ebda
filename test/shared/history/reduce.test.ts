import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type Buckets,
  firstIndexAt,
  MAX_KEPT_PER_BUCKET,
  type ReducibleColumns,
  reduceRows,
  reduceRowsWithEntry,
} from "../../../shared/history/reduce.ts";

interface Row {
  readonly t: number;
  readonly low: number | null;
  readonly high: number | null;
}

const WIDTH = 100;

function columnsOf(rows: readonly Row[]): ReducibleColumns {
  return { t: rows.map((row) => row.t), low: rows.map((row) => row.low), high: rows.map((row) => row.high) };
}

const number = fc.option(fc.integer({ min: -50, max: 5_000 }), { freq: 8, nil: null });
const rawRow = fc
  .tuple(fc.integer({ min: -200, max: 2_200 }), number)
  .map(([t, v]) => ({ t, low: v, high: v }));
const rollUpRow = fc
  .tuple(fc.integer({ min: -200, max: 2_200 }), number, fc.integer({ min: 0, max: 900 }))
  .map(([t, v, spread]) => ({ t, low: v, high: v === null ? null : v + spread }));
const series = fc
  .oneof(fc.array(rawRow, { maxLength: 400 }), fc.array(rollUpRow, { maxLength: 400 }))
  .map((rows) => [...rows].sort((a, b) => a.t - b.t));
/** Ranges of whole buckets of one width, so that two of them can be neighbours. */
const range = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 15 }))
  .map(([first, buckets]) => ({ from: first * WIDTH, to: (first + buckets) * WIDTH, buckets }));

function rowsByBucket(rows: readonly Row[], { from, to }: Buckets): Row[][] {
  const buckets: Row[][] = [];
  for (let edge = from; edge < to; edge += WIDTH) {
    buckets.push(rows.filter((row) => row.t >= edge && row.t < edge + WIDTH));
  }
  return buckets;
}

function forEachBucket(check: (all: readonly Row[], kept: readonly Row[]) => void): void {
  fc.assert(
    fc.property(series, range, (rows, asked) => {
      const kept = reduceRows(columnsOf(rows), asked).map((i) => rows[i]!);
      const keptBuckets = rowsByBucket(kept, asked);
      for (const [i, all] of rowsByBucket(rows, asked).entries()) check(all, keptBuckets[i]!);
      expect(kept.every((row) => row.t >= asked.from && row.t < asked.to)).toBe(true);
    }),
  );
}

it("keeps every excursion beyond any threshold, upward and downward", () => {
  forEachBucket((all, kept) => {
    for (const { low, high } of all) {
      if (low !== null) expect(kept.some((row) => row.low !== null && row.low <= low)).toBe(true);
      if (high !== null) expect(kept.some((row) => row.high !== null && row.high >= high)).toBe(true);
    }
  });
});

it("keeps every excursion beside numbers that cannot be, and one of those", () => {
  const possible = (value: number) => value <= 1_000 && value >= 0;
  const crowded = fc
    .array(fc.oneof(rawRow, rollUpRow), { minLength: 150, maxLength: 400 })
    .map((rows) => [...rows].sort((a, b) => a.t - b.t));
  fc.assert(
    fc.property(crowded, range, (rows, asked) => {
      const columns = { ...columnsOf(rows), isPossible: possible };
      const keptBuckets = rowsByBucket(
        reduceRows(columns, asked).map((i) => rows[i]!),
        asked,
      );
      for (const [i, all] of rowsByBucket(rows, asked).entries()) {
        const kept = keptBuckets[i]!;
        expect(kept.length).toBeLessThanOrEqual(4);
        const ends = (of: readonly Row[]) =>
          of.flatMap(({ low, high }) => [low, high]).filter((end) => end !== null);
        const [inAll, inKept] = [ends(all), ends(kept)];
        expect(Math.max(...inKept.filter(possible))).toBe(Math.max(...inAll.filter(possible)));
        expect(inKept.every(possible)).toBe(inAll.every(possible));
        expect(kept.some((row) => row.low === null)).toBe(all.some((row) => row.low === null));
        expect(Math.min(...inKept.filter(possible))).toBe(Math.min(...inAll.filter(possible)));
      }
    }),
  );
});

it("keeps at most four rows of a bucket, and a small bucket whole", () => {
  forEachBucket((all, kept) => {
    expect(kept.length).toBeLessThanOrEqual(MAX_KEPT_PER_BUCKET);
    if (all.length <= MAX_KEPT_PER_BUCKET) expect(kept).toEqual(all);
  });
});

it("keeps a row without a number in every bucket that has one", () => {
  forEachBucket((all, kept) => {
    const isGap = (row: Row) => row.low === null;
    expect(kept.some(isGap)).toBe(all.some(isGap));
  });
});

it("keeps the first and the last row of a bucket without gaps", () => {
  forEachBucket((all, kept) => {
    if (all.length === 0 || all.some((row) => row.low === null)) return;
    expect(kept[0]).toBe(all[0]);
    expect(kept.at(-1)).toBe(all.at(-1));
  });
});

it("keeps the order and no row twice", () => {
  fc.assert(
    fc.property(series, range, (rows, asked) => {
      const kept = reduceRowsWithEntry(columnsOf(rows), asked);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
    }),
  );
});

it("gives the same for joined slices as for the unsliced query", () => {
  fc.assert(
    fc.property(series, range, fc.integer({ min: 1, max: 15 }), (rows, first, more) => {
      const columns = columnsOf(rows);
      const second = { from: first.to, to: first.to + more * WIDTH, buckets: more };
      const whole = { from: first.from, to: second.to, buckets: first.buckets + more };
      expect([...reduceRows(columns, first), ...reduceRows(columns, second)]).toEqual(
        reduceRows(columns, whole),
      );
    }),
  );
});

it("sees a single sample among many, at every number of buckets", () => {
  const size = 100_000;
  const t = Float64Array.from({ length: size }, (_, i) => i * 1_000);
  const values = Float64Array.from({ length: size }, (_, i) => 20.9 + Math.sin(i));
  values[76_543] = 3;
  for (const buckets of [1, 2, 7, 360, 2_000]) {
    const kept = reduceRows({ t, low: values, high: values }, { from: 0, to: size * 1_000, buckets });
    expect(kept).toContain(76_543);
    expect(kept.length).toBeLessThanOrEqual(buckets * MAX_KEPT_PER_BUCKET);
  }
});

it("takes NaN in typed columns for a gap", () => {
  const t = Float64Array.from({ length: 10 }, (_, i) => i);
  const values = Float64Array.of(1, 2, 3, 4, Number.NaN, 6, 7, 8, 9, 10);
  expect(reduceRows({ t, low: values, high: values }, { from: 0, to: 10, buckets: 1 })).toEqual([0, 4, 9]);
});

it("adds the rows beside the range, where there are such", () => {
  const columns = { t: [0, 10, 20, 30], low: [1, 2, 3, 4], high: [1, 2, 3, 4] };
  expect(reduceRowsWithEntry(columns, { from: 10, to: 30, buckets: 2 })).toEqual([0, 1, 2, 3]);
  expect(reduceRowsWithEntry(columns, { from: 0, to: 31, buckets: 2 })).toEqual([0, 1, 2, 3]);
  expect(reduceRowsWithEntry(columns, { from: 12, to: 15, buckets: 2 })).toEqual([1, 2]);
  expect(reduceRowsWithEntry({ t: [], low: [], high: [] }, { from: 0, to: 1, buckets: 1 })).toEqual([]);
});

it("finds the first row that is not before a time", () => {
  expect([0, 1, 2, 3, 9].map((time) => firstIndexAt([1, 2, 2, 5], time))).toEqual([0, 0, 1, 3, 4]);
});

it("keeps the peak and the dip where no number of a bucket can be, for whoever knows of another unit", () => {
  const high = [5e6, 5e6, 9e6, 5e6, 2e6, 5e6, 5e6];
  const columns = {
    t: high.map((_, row) => row),
    low: high,
    high,
    isPossible: (value: number) => value < 1e6,
  };
  const rows = reduceRows(columns, { from: 0, to: 7, buckets: 1 });
  expect(rows.map((row) => high[row])).toEqual([5e6, 9e6, 2e6, 5e6]);
});

const keptOf = (low: readonly (number | null)[], high = low, isPossible?: (value: number) => boolean) =>
  reduceRows(
    { t: low.map((_, row) => row), low, high, ...(isPossible && { isPossible }) },
    { from: 0, to: low.length, buckets: 1 },
  );

it("keeps a bucket of four rows whole, and of five its ends, lowest and highest, the first of equals", () => {
  expect(keptOf([7, 7, 7, 7])).toEqual([0, 1, 2, 3]);
  expect(keptOf([7, 9, 9, 5, 5, 7])).toEqual([0, 1, 3, 5]);
  expect(keptOf([7, 7, 7, 7, 7])).toEqual([0, 4]);
});

it("keeps the first gap of a bucket, be it of one end alone or in its first row", () => {
  expect(keptOf([7, 7, null, 7, null, 7, 7])).toEqual([0, 2, 6]);
  expect(keptOf([7, 7, null, 7, 7, 7], [7, 9, 7, 7, 7, 7])).toEqual([0, 1, 2, 5]);
  expect(keptOf([null, 7, 9, 5, 7, 7])).toEqual([0, 2, 3, 5]);
});

it("keeps what cannot be in a bucket's first row beside the peak and the dip that can", () => {
  const upTo100 = (value: number) => value >= 0 && value <= 100;
  const values = [500, 50, 90, 10, 50, 50];
  expect(keptOf(values, values, upTo100)).toEqual([0, 2, 3]);
  const low = [-500, 50, 90, 10, 50, 50];
  expect(keptOf(low, low, upTo100)).toEqual([0, 2, 3]);
  const peakFirst = [90, 50, 500, 10, 50, 50];
  expect(keptOf(peakFirst, peakFirst, upTo100)).toEqual([0, 2, 3]);
});
