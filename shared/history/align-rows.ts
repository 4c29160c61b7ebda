import { firstIndexAt } from "./reduce.ts";

/** Rows of two tables side by side: row `i` of the result is row `a[i]` of the first and `b[i]` of the second, −1 for none. */
export interface Alignment {
  readonly rows: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** Decides whether row `a` of the first and row `b` of the second table, equal in time, are the same row. */
export type IsSame = (a: number, b: number) => boolean;

/** Which rows of the first table from `start` on have the time `time` and are the same as row `b`. */
function findSame(first: Float64Array, start: number, isSameRow: (a: number) => boolean): number {
  const time = first[start];
  for (let row = start; first[row] === time; row += 1) if (isSameRow(row)) return row;
  return -1;
}

/** Merges two ascending columns of times. Rows that are the same become one; of equal times the first table's go first. */
export function alignRows(first: Float64Array, second: Float64Array, isSame: IsSame): Alignment {
  const partner = new Int32Array(first.length).fill(-1);
  const isTaken = new Uint8Array(second.length);
  let taken = 0;
  for (const [row, time] of second.entries()) {
    const start = firstIndexAt(first, time);
    if (first[start] !== time) continue;
    const same = findSame(first, start, (candidate) => partner[candidate] === -1 && isSame(candidate, row));
    if (same === -1) continue;
    partner[same] = row;
    isTaken[row] = 1;
    taken += 1;
  }
  const rows = first.length + second.length - taken;
  const a = new Int32Array(rows);
  const b = new Int32Array(rows);
  let nextA = 0;
  let nextB = 0;
  for (let row = 0; row < rows; row += 1) {
    while (isTaken[nextB] === 1) nextB += 1;
    const timeA = first[nextA] ?? Number.POSITIVE_INFINITY;
    const timeB = second[nextB] ?? Number.POSITIVE_INFINITY;
    const fromA = timeA <= timeB;
    a[row] = fromA ? nextA : -1;
    b[row] = fromA ? (partner[nextA] ?? -1) : nextB;
    if (fromA) nextA += 1;
    else nextB += 1;
  }
  return { rows, a, b };
}
