// Down-sampling that loses no excursion: a one-sample peak or dip stays visible at every zoom, and so does a gap.
// The same rule serves the server's reduced history and every chart.

/** A column in which null or NaN says that there is no number. */
export type Column = ArrayLike<number | null>;

/** What is reduced: `t` ascending unix ms. Raw readings are their own lowest and highest: give one column twice. */
export interface ReducibleColumns {
  readonly t: ArrayLike<number>;
  readonly low: Column;
  readonly high: Column;
  /**
   * Whether a number can be a measurement; absent where all can. Beside one that cannot, the lowest and the highest of the
   * others are kept too.
   */
  readonly isPossible?: (value: number) => boolean;
}

/** The stretch from ≤ t < to (unix ms) in so many buckets of one length. */
export interface Buckets {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/** Most rows that one bucket keeps. */
export const MAX_KEPT_PER_BUCKET = 4;

/** The first index whose time is not before `time`; `t.length` when there is none. */
export function firstIndexAt(t: ArrayLike<number>, time: number): number {
  let low = 0;
  let high = t.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((t[middle] ?? Number.NaN) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Extremes {
  readonly lowest: number;
  readonly highest: number;
  readonly gap: number;
}

type Rows = readonly [start: number, end: number];

/** Indices of the lowest, the highest and the first missing number among start ≤ i < end; −1 where there is none. */
function extremesOf({ low, high }: ReducibleColumns, [start, end]: Rows): Extremes {
  let lowest = -1;
  let highest = -1;
  let gap = -1;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = start; i < end; i += 1) {
    const bottom = low[i] ?? Number.NaN;
    const top = high[i] ?? Number.NaN;
    if (bottom < least) {
      least = bottom;
      lowest = i;
    }
    if (top > most) {
      most = top;
      highest = i;
    }
    if (gap < 0 && (Number.isNaN(bottom) || Number.isNaN(top))) gap = i;
  }
  return { lowest, highest, gap };
}

/** The same of numbers that can be measurements. */
function possibleExtremesOf(columns: ReducibleColumns, rows: Rows): Extremes {
  const { t, low, high, isPossible } = columns;
  if (!isPossible) return extremesOf(columns, rows);
  const [start, end] = rows;
  // A row of which one end cannot be still has the other one.
  const within = (column: Column, other: Column) =>
    Array.from({ length: end - start }, (_, index) => {
      const ends = [column, other].map((values) => values[start + index] ?? Number.NaN);
      return ends.find(isPossible) ?? Number.NaN;
    });
  const ends = { t, low: within(low, high), high: within(high, low) };
  const { lowest, highest } = extremesOf(ends, [0, end - start]);
  const placeOf = (index: number) => (index < 0 ? index : start + index);
  return { lowest: placeOf(lowest), highest: placeOf(highest), gap: -1 };
}

function keepRows(kept: number[], rows: readonly number[]): void {
  for (const row of rows) {
    if (row >= 0 && row !== kept[kept.length - 1]) kept.push(row);
  }
}

function inOrder(rows: number[]): number[] {
  return rows.sort((a, b) => a - b);
}

/** The four rows of a bucket that matter most, in order; −1 for one that there is not. */
function telling(columns: ReducibleColumns, bucket: Rows): number[] {
  const { low, high, isPossible } = columns;
  const [start, end] = bucket;
  const { lowest, highest, gap } = extremesOf(columns, bucket);
  const cannotBe = (column: Column, row: number) =>
    row >= 0 && isPossible !== undefined && !isPossible(column[row] ?? Number.NaN);
  const impossible = Math.max(cannotBe(high, highest) ? highest : -1, cannotBe(low, lowest) ? lowest : -1);
  if (impossible >= 0) {
    const possible = possibleExtremesOf(columns, bucket);
    // Where no number can be, both ends are told: they may be right for whoever knows more of the sensor.
    if (possible.highest >= 0) return inOrder([gap, impossible, possible.lowest, possible.highest]);
  }
  // Where a number is missing, the place of the first row goes to the gap: a line must not run across it.
  if (gap >= 0) return inOrder([gap, lowest, highest, end - 1]);
  return [start, Math.min(lowest, highest), Math.max(lowest, highest), end - 1];
}

function keepBucket(kept: number[], columns: ReducibleColumns, [start, end]: Rows): void {
  if (end - start <= MAX_KEPT_PER_BUCKET) for (let i = start; i < end; i += 1) kept.push(i);
  else keepRows(kept, telling(columns, [start, end]));
}

/**
 * The indices that a reduced picture needs, ascending: of every bucket the first row, the lowest, the highest and the
 * last, at most four. A bucket with four rows or fewer is kept whole; one in which a number is missing keeps a row without
 * one. Which rows are kept depends on their bucket alone, so reduced neighbouring stretches join into the reduced whole.
 */
export function reduceRows(columns: ReducibleColumns, { from, to, buckets }: Buckets): number[] {
  const count = Math.max(1, Math.floor(buckets));
  const end = firstIndexAt(columns.t, to);
  const kept: number[] = [];
  let start = firstIndexAt(columns.t, from);
  for (let bucket = 1; bucket <= count && start < end; bucket += 1) {
    const edge = from + ((to - from) * bucket) / count;
    // Rounding could put the last edge a hair before `to`, so the last bucket ends with the range.
    const next = bucket === count ? end : Math.max(start, Math.min(end, firstIndexAt(columns.t, edge)));
    keepBucket(kept, columns, [start, next]);
    start = next;
  }
  return kept;
}

/**
 * As `reduceRows`, with the row before the range and the row after it where there are such, so that a line enters and
 * leaves the picture where it truly does.
 */
export function reduceRowsWithEntry(columns: ReducibleColumns, range: Buckets): number[] {
  const before = firstIndexAt(columns.t, range.from) - 1;
  const after = firstIndexAt(columns.t, range.to);
  const kept = reduceRows(columns, range);
  return [...(before >= 0 ? [before] : []), ...kept, ...(after < columns.t.length ? [after] : [])];
}
