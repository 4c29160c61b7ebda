// A line of the picture as series of ECharts: the line itself, or the mean within the band from lowest to highest.

import { levelOf } from "../../../shared/level.ts";
import type { Limits } from "../../../shared/settings.ts";
import type { ChartColours, ChartLine } from "./chart-picture.ts";
import type { CustomSeriesOption, LineSeriesOption } from "./echarts.ts";
import type { ShownRow } from "./shown-rows.ts";

/** A line with the rows that are drawn of it. */
export interface DrawnLine {
  readonly line: ChartLine;
  readonly rows: readonly ShownRow[];
  readonly axis: number;
  readonly pixelsPerMs: number;
}

/** At most so many excursions of a line get a mark of their own: the worst, and of those the longest. */
const MAX_PEAKS = 24;
/** Where rows are this far apart on average, each is shown as a dot: one sees where something was measured, px. */
const DOT_DISTANCE = 9;
const OCTAGON = "path://M7,0 L17,0 L24,7 L24,17 L17,24 L7,24 L0,17 L0,7 Z";

/** How a line is stroked. */
export interface Stroke {
  readonly color: string;
  readonly type: "solid" | number[];
}

type Point = NonNullable<LineSeriesOption["data"]>[number];

/** A run of rows beyond a limit, at its worst. */
export interface Excursion {
  readonly t: number;
  readonly value: number;
  readonly level: "a1" | "a2";
  /** From its first row to its last. */
  readonly from: number;
  readonly to: number;
}

const RANK = { normal: 0, a1: 1, a2: 2 } as const;

/** The limits of each side by themselves: of a value that is too low, the lower is the worse. */
function sidesOf({ a1, a2, lowA1, lowA2 }: Limits): { readonly high: Limits; readonly low: Limits } {
  return {
    high: { ...(a1 !== undefined && { a1 }), ...(a2 !== undefined && { a2 }) },
    low: { ...(lowA1 !== undefined && { lowA1 }), ...(lowA2 !== undefined && { lowA2 }) },
  };
}

/** The worse end of a row; `depth` orders values on one side of the limits. */
function worstOf({ low, high }: ShownRow, sides: ReturnType<typeof sidesOf>) {
  if (Number.isNaN(low) || Number.isNaN(high)) return undefined;
  const atHigh = levelOf(high, sides.high);
  const atLow = levelOf(low, sides.low);
  const worst =
    RANK[atHigh] >= RANK[atLow]
      ? { level: atHigh, value: high, depth: high }
      : { level: atLow, value: low, depth: -low };
  return worst.level === "normal" ? undefined : { ...worst, level: worst.level };
}

/** The runs of rows beyond a limit, each at its worst row, in order of time. */
export function excursionsOf(rows: readonly ShownRow[], limits: Limits): Excursion[] {
  const found: (Excursion & { depth: number })[] = [];
  const sides = sidesOf(limits);
  let wasBeyond = false;
  for (const row of rows) {
    const worst = worstOf(row, sides);
    const current = wasBeyond ? found.at(-1) : undefined;
    wasBeyond = worst !== undefined;
    if (!worst) continue;
    if (!current) {
      found.push({ ...worst, t: row.t, from: row.t, to: row.t });
      continue;
    }
    const stretch = { from: current.from, to: row.t };
    const isWorse = RANK[worst.level] - RANK[current.level] || worst.depth - current.depth;
    found[found.length - 1] = isWorse > 0 ? { ...worst, t: row.t, ...stretch } : { ...current, ...stretch };
  }
  return found;
}

/** A number without a neighbour would be no line at all, so it is drawn as a dot. */
function isAlone(rows: readonly ShownRow[], index: number): boolean {
  const isGap = (row: ShownRow | undefined) => row === undefined || Number.isNaN(row.mean);
  return !isGap(rows[index]) && isGap(rows[index - 1]) && isGap(rows[index + 1]);
}

function dot(value: [number, number]): Point {
  return { value, symbol: "circle", symbolSize: 5 };
}

function isSparse({ rows, pixelsPerMs }: DrawnLine): boolean {
  const [first, last] = [rows[0], rows.at(-1)];
  return !first || !last || (last.t - first.t) * pixelsPerMs >= (rows.length - 1) * DOT_DISTANCE;
}

function pointsOf(drawn: DrawnLine, value: (row: ShownRow) => number): Point[] {
  const { rows } = drawn;
  const sparse = isSparse(drawn);
  return rows.map((row, index) => {
    const point: [number, number] = [row.t, value(row)];
    return sparse || isAlone(rows, index) ? dot(point) : point;
  });
}

/** Marks at the peaks: a triangle for the first level, an octagon for the second, as everywhere. */
export function peakSeries(
  { line, rows, axis }: DrawnLine,
  limits: Limits,
  colours: ChartColours,
): LineSeriesOption {
  return {
    id: `${line.id}:peaks`,
    type: "line",
    yAxisIndex: axis,
    silent: true,
    lineStyle: { opacity: 0 },
    z: 5,
    data: excursionsOf(rows, limits)
      .sort((a, b) => RANK[b.level] - RANK[a.level] || b.to - b.from - (a.to - a.from))
      .slice(0, MAX_PEAKS)
      .map(({ t, value, level }) => ({
        value: [t, value],
        symbol: level === "a1" ? "triangle" : OCTAGON,
        symbolSize: 11,
        itemStyle: { color: colours[level], borderColor: colours.card, borderWidth: 1 },
      })),
  };
}

function plainLine({ line, axis }: DrawnLine, stroke: Stroke): LineSeriesOption {
  return {
    id: line.id,
    name: line.name,
    type: "line",
    yAxisIndex: axis,
    symbol: "none",
    silent: true,
    animation: false,
    connectNulls: false,
    itemStyle: { color: stroke.color },
    lineStyle: { ...stroke, width: 1.75, join: "round" },
    z: 3,
  };
}

/** Stretches of rows that have numbers. */
function stretches(rows: readonly ShownRow[]): ShownRow[][] {
  const found: ShownRow[][] = [[]];
  for (const row of rows) {
    if (Number.isNaN(row.mean)) found.push([]);
    else found.at(-1)?.push(row);
  }
  return found.filter((stretch) => stretch.length > 1);
}

/** The band from lowest to highest as one filled shape per stretch. */
function bandSeries({ line, rows, axis }: DrawnLine, colour: string): CustomSeriesOption {
  const bands = stretches(rows);
  return {
    id: `${line.id}:band`,
    type: "custom",
    yAxisIndex: axis,
    silent: true,
    animation: false,
    clip: true,
    z: 2,
    data: bands.map((_, index) => [index, 0]),
    // The coordinates are not those of the item, which only counts the bands, so ECharts must not filter by them.
    encode: { x: [], y: [] },
    renderItem: ({ dataIndex }, api) => {
      const band = bands[dataIndex] ?? [];
      const upper = band.map((row) => api.coord([row.t, row.high]));
      const lower = band.map((row) => api.coord([row.t, row.low])).reverse();
      return {
        type: "polygon",
        shape: { points: [...upper, ...lower] },
        style: { fill: colour, opacity: 0.22 },
      };
    },
  };
}

/** The series of one line. */
export function lineSeries(drawn: DrawnLine, stroke: Stroke): (LineSeriesOption | CustomSeriesOption)[] {
  const base = plainLine(drawn, stroke);
  const { line } = drawn;
  const mean = { ...base, data: pointsOf(drawn, (row) => row.mean) };
  if (!line.columns.banded) return [mean];
  // The edges are lines of their own: a single high hour is one thin spike, which a faint filling would hide.
  const edge = { ...base, lineStyle: { ...stroke, width: 1, opacity: 0.75 }, z: 2 };
  return [
    bandSeries(drawn, stroke.color),
    { ...edge, id: `${line.id}:low`, data: pointsOf(drawn, (row) => row.low) },
    { ...edge, id: `${line.id}:high`, data: pointsOf(drawn, (row) => row.high) },
    mean,
  ];
}
