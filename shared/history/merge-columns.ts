// Joins stretches of one device's history into one. Nothing is lost and nothing counted twice, whatever overlaps.

import { identityOf, type SensorIdentity } from "../rules/reading.ts";
import { type Alignment, alignRows } from "./align-rows.ts";
import { cutRows, type HistoryColumns, type SensorColumns } from "./columns.ts";
import { higher, lower } from "./extremes.ts";
import { byIdentity, concatenate, type Field, joinSensors } from "./join-sensors.ts";
import { clipPeriods, unitePeriods } from "./periods.ts";
import { firstIndexAt } from "./reduce.ts";
import type { Period } from "./slice.ts";

const FIELDS = ["values", "min", "max", "count"] as const satisfies readonly Field[];

type Combine = (a: number, b: number) => number;

/** A history without rows, of which nothing is known. */
export function emptyColumns(head: Pick<HistoryColumns, "device" | "resolution">): HistoryColumns {
  return { ...head, t: new Float64Array(), battery: new Float32Array(), sensors: [], known: [] };
}

function pick<T extends Float32Array | Float64Array>(
  target: T,
  { a, b }: Alignment,
  of: (a: number, b: number) => number,
): T {
  for (let row = 0; row < target.length; row += 1) target[row] = of(a[row] ?? -1, b[row] ?? -1);
  return target;
}

function mergeField(
  [first, second]: readonly [Float64Array | undefined, Float64Array | undefined],
  alignment: Alignment,
  combine: Combine,
): Float64Array {
  return pick(new Float64Array(alignment.rows), alignment, (a, b) =>
    combine(
      a < 0 ? Number.NaN : (first?.[a] ?? Number.NaN),
      b < 0 ? Number.NaN : (second?.[b] ?? Number.NaN),
    ),
  );
}

function sensorPairs(first: HistoryColumns, second: HistoryColumns) {
  const [ofFirst, ofSecond] = [byIdentity(first), byIdentity(second)];
  const identities = new Set([...ofFirst.keys(), ...ofSecond.keys()]);
  return [...identities].map((identity) => [ofFirst.get(identity), ofSecond.get(identity)] as const);
}

const firstNumber: Combine = (a, b) => (Number.isNaN(a) ? b : a);

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function headOf(first: HistoryColumns, second: HistoryColumns) {
  const dataUntil = latest(first.dataUntil, second.dataUntil);
  const known = unitePeriods([...first.known, ...second.known]);
  const { device, resolution } = first;
  return dataUntil === undefined ? { device, resolution, known } : { device, resolution, known, dataUntil };
}

function isSameReading(first: HistoryColumns, second: HistoryColumns) {
  const pairs = sensorPairs(first, second);
  return (a: number, b: number) =>
    Object.is(first.battery[a], second.battery[b]) &&
    pairs.every(([one, other]) => Object.is(one?.values[a] ?? Number.NaN, other?.values[b] ?? Number.NaN));
}

/** Raw readings of both; a reading that both have (equal in time and in every value) is there once. */
export function mergeRaw(first: HistoryColumns, second: HistoryColumns): HistoryColumns {
  if (second.t.length === 0) return { ...first, ...headOf(first, second) };
  const alignment = alignRows(first.t, second.t, isSameReading(first, second));
  const either = (a: number, b: number, [one, other]: readonly [ArrayLike<number>, ArrayLike<number>]) =>
    (a < 0 ? other[b] : one[a]) ?? Number.NaN;
  return {
    ...headOf(first, second),
    t: pick(new Float64Array(alignment.rows), alignment, (a, b) => either(a, b, [first.t, second.t])),
    battery: pick(new Float32Array(alignment.rows), alignment, (a, b) =>
      either(a, b, [first.battery, second.battery]),
    ),
    sensors: sensorPairs(first, second).map(([one, other]) => ({
      ...whichever(other, one),
      values: mergeField([one?.values, other?.values], alignment, firstNumber),
    })),
  };
}

/** A sensor that is in one history at least. */
function whichever(one: SensorColumns | undefined, other: SensorColumns | undefined): SensorIdentity {
  const sensor = one ?? other;
  if (!sensor) throw new RangeError("A sensor is in none of the histories.");
  return identityOf(sensor);
}

function mergeRollUpSensor(
  [one, other]: readonly [SensorColumns | undefined, SensorColumns | undefined],
  alignment: Alignment,
): SensorColumns {
  const counts = { a: one?.count, b: other?.count };
  const values = pick(new Float64Array(alignment.rows), alignment, (a, b) => {
    const countA = (a < 0 ? 0 : counts.a?.[a]) || 0;
    const countB = (b < 0 ? 0 : counts.b?.[b]) || 0;
    return (countB > countA ? other?.values[b] : one?.values[a]) ?? Number.NaN;
  });
  const field = (name: Field, combine: Combine) =>
    mergeField([one?.[name], other?.[name]], alignment, combine);
  return {
    ...whichever(one, other),
    values,
    min: field("min", lower),
    max: field("max", higher),
    count: field("count", higher),
  };
}

/**
 * Roll-ups of both. Where both have a row, its minimum and maximum are those of both, so that no excursion is lost, and
 * the mean is that of the row which was made of more readings. Merging the same rows again changes nothing.
 */
export function mergeRollUps(first: HistoryColumns, second: HistoryColumns): HistoryColumns {
  if (second.t.length === 0) return { ...first, ...headOf(first, second) };
  const alignment = alignRows(first.t, second.t, () => true);
  const at = (column: ArrayLike<number>, row: number) => (row < 0 ? Number.NaN : (column[row] ?? Number.NaN));
  return {
    ...headOf(first, second),
    t: pick(new Float64Array(alignment.rows), alignment, (a, b) =>
      firstNumber(at(first.t, a), at(second.t, b)),
    ),
    battery: pick(new Float32Array(alignment.rows), alignment, (a, b) =>
      lower(at(first.battery, a), at(second.battery, b)),
    ),
    sensors: sensorPairs(first, second).map((pair) => mergeRollUpSensor(pair, alignment)),
  };
}

/** The rows with from ≤ t < to and what is known of that time. Shares memory with what was given. */
export function cutColumns(columns: HistoryColumns, bounds: Period): HistoryColumns {
  const [first, end] = [firstIndexAt(columns.t, bounds.from), firstIndexAt(columns.t, bounds.to)];
  return { ...columns, ...cutRows(columns, first, end), known: clipPeriods(columns.known, bounds) };
}

/** One history out of parts that follow each other in time without overlap. */
export function joinColumns(parts: readonly HistoryColumns[]): HistoryColumns {
  const [first] = parts;
  if (!first) throw new RangeError("There is nothing to join.");
  if (parts.length === 1) return first;
  const dataUntil = parts.reduce<number | undefined>(
    (until, part) => latest(until, part.dataUntil),
    undefined,
  );
  const fields = FIELDS.filter((field) =>
    parts.some(({ sensors }) => sensors.some((sensor) => sensor[field])),
  );
  return {
    device: first.device,
    resolution: first.resolution,
    t: concatenate(parts.map(({ t }) => t)),
    battery: Float32Array.from(concatenate(parts.map(({ battery }) => battery))),
    sensors: joinSensors(parts, fields),
    known: unitePeriods(parts.flatMap(({ known }) => known)),
    ...(dataUntil !== undefined && { dataUntil }),
  };
}
