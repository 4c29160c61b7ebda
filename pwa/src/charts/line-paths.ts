// What is drawn of a line, as paths: the line itself, or the mean within the band from lowest to highest; dots and peaks.

import { beyond } from "../../../shared/rules/sensor-range.ts";
import type { ChartLine } from "./chart-picture.ts";
import { compareWorst, type Excursion, excursionsOf, RANK } from "./excursions.ts";
import type { ShownRow } from "./shown-rows.ts";

/** A line with the rows that are drawn of it. */
export interface DrawnLine {
  readonly line: ChartLine;
  readonly rows: readonly ShownRow[];
  readonly pixelsPerMs: number;
}

/** A curve breaks, and an area closes, where there is no number; dots and peaks stand at each point. */
export type PathKind = "area" | "edge" | "curve" | "dot" | "a1" | "a2";

/** One path, in the units of the axes. */
export interface LinePath {
  readonly id: string;
  readonly kind: PathKind;
  /** Times and values in turn; NaN where there is no number. */
  readonly points: Float64Array;
}

/** At most so many excursions of a line get a mark of their own: the worst, and of those the longest. */
const MAX_PEAKS = 24;
/** Peaks of one level closer than this share the worst one's mark, since marks upon each other cannot be told apart, px. */
const PEAK_DISTANCE = 12;
/** Where rows are this far apart on average, each is shown as a dot: one sees where something was measured, px. */
const DOT_DISTANCE = 9;

type Value = (row: ShownRow) => number;

function pointsOf(rows: readonly ShownRow[], value: Value): Float64Array {
  const points = new Float64Array(rows.length * 2);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    points[index * 2] = row?.t ?? Number.NaN;
    points[index * 2 + 1] = row ? value(row) : Number.NaN;
  }
  return points;
}

const low: Value = (row) => row.low;
const mean: Value = (row) => row.mean;
const high: Value = (row) => row.high;

function isGap(row: ShownRow | undefined): boolean {
  return row === undefined || Number.isNaN(row.mean);
}

/** A number without a neighbour would be no line at all, so it is drawn as a dot. */
function isAlone(rows: readonly ShownRow[], index: number): boolean {
  return !isGap(rows[index]) && isGap(rows[index - 1]) && isGap(rows[index + 1]);
}

function isSparse({ rows, pixelsPerMs }: DrawnLine): boolean {
  const [first, last] = [rows[0], rows.at(-1)];
  return !first || !last || (last.t - first.t) * pixelsPerMs >= (rows.length - 1) * DOT_DISTANCE;
}

function dotted(drawn: DrawnLine): readonly ShownRow[] {
  const { rows } = drawn;
  return isSparse(drawn)
    ? rows.filter((row) => !isGap(row))
    : rows.filter((_, index) => isAlone(rows, index));
}

/** From lowest to highest: along the top and back along the bottom, one stretch with numbers after the other. */
function bandOf(rows: readonly ShownRow[]): Float64Array {
  const points: number[] = [];
  let start = 0;
  for (let end = 0; end <= rows.length; end += 1) {
    if (!isGap(rows[end])) continue;
    const stretch = rows.slice(start, end);
    for (const row of stretch) points.push(row.t, row.high);
    for (const row of stretch.reverse()) points.push(row.t, row.low);
    points.push(Number.NaN, Number.NaN);
    start = end + 1;
  }
  return Float64Array.from(points);
}

/** Whether a peak is to have the mark of another one near to it: the worse one, unless it can be no measurement. */
function takesOver(peak: Excursion, taken: Excursion, { range }: ChartLine): boolean {
  if (beyond(peak.value, range)) return false;
  return compareWorst(peak, taken) > 0 || beyond(taken.value, range) !== undefined;
}

/** The excursions that get a mark, worst first. */
function marked({ line, rows, pixelsPerMs }: DrawnLine): Excursion[] {
  const worst = excursionsOf(rows, line.limits).sort(
    (a, b) => RANK[b.level] - RANK[a.level] || b.to - b.from - (a.to - a.from),
  );
  let taken: Excursion[] = [];
  for (const peak of worst) {
    const isNear = ({ t, level }: Excursion) =>
      level === peak.level && Math.abs(t - peak.t) * pixelsPerMs < PEAK_DISTANCE;
    const near = taken.filter(isNear);
    if (near.length === 0 ? taken.length === MAX_PEAKS : !near.every((one) => takesOver(peak, one, line)))
      continue;
    taken = [...taken.filter((one) => !near.includes(one)), peak];
  }
  return taken;
}

/** The marks of peaks, the levels apart. */
function peaksOf(drawn: DrawnLine): LinePath[] {
  const peaks = marked(drawn);
  const at = (level: Excursion["level"]) =>
    Float64Array.from(peaks.filter((peak) => peak.level === level).flatMap(({ t, value }) => [t, value]));
  return (["a1", "a2"] as const).map((kind) => ({ id: `${drawn.line.id}:${kind}`, kind, points: at(kind) }));
}

/** The paths of one line, the lower ones first. The curve is among them even where nothing was measured. */
export function linePaths(drawn: DrawnLine): LinePath[] {
  const { line, rows } = drawn;
  const { banded } = line.columns;
  const dots = dotted(drawn);
  const paths: LinePath[] = [
    // The edges are lines of their own: a single high hour is one thin spike, which a faint filling would hide.
    ...(banded
      ? [
          { id: `${line.id}:band`, kind: "area" as const, points: bandOf(rows) },
          { id: `${line.id}:low`, kind: "edge" as const, points: pointsOf(rows, low) },
          { id: `${line.id}:high`, kind: "edge" as const, points: pointsOf(rows, high) },
        ]
      : []),
    { id: line.id, kind: "curve", points: pointsOf(rows, mean) },
    ...(banded ? [low, high, mean] : [mean]).map((value, index) => ({
      id: `${line.id}:dots-${index}`,
      kind: "dot" as const,
      points: pointsOf(dots, value),
    })),
    ...peaksOf(drawn),
  ];
  return paths.filter(({ kind, points }) => kind === "curve" || points.length > 0);
}
