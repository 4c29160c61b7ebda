// What is drawn of a picture in an area: of each strip its rows, its axis and its paths, and where the marks of peaks stand.

import { type ChartSize, PLOT_ROOM, plotWidth, type StripArea, stripAreas } from "./chart-layout.ts";
import type { ChartPicture, ChartStrip } from "./chart-picture.ts";
import { type DrawnLine, type LinePath, linePaths } from "./line-paths.ts";
import { marksApart, type PlotScale } from "./mark-paths.ts";
import { measurable, shownRows } from "./shown-rows.ts";
import { type ValueAxis, valueAxis } from "./value-axis.ts";

/** A path with the line it is of. */
export interface LineOfPath {
  readonly line: ChartStrip["lines"][number];
  readonly path: LinePath;
}

/** A strip as it is drawn. */
export interface StripPlan {
  readonly strip: ChartStrip;
  readonly area: StripArea;
  readonly axis: ValueAxis;
  readonly paths: readonly LineOfPath[];
}

/** A point of a chart, px from its upper left. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

const STEP_HEIGHT = 46;

function drawnLines({ lines }: ChartStrip, { window }: ChartPicture, pixels: number): DrawnLine[] {
  const pixelsPerMs = pixels / (window.to - window.from);
  return lines.map((line) => ({ line, rows: shownRows(line, window, pixels), pixelsPerMs }));
}

function axisOf(strip: ChartStrip, drawn: readonly DrawnLine[], { height }: StripArea): ValueAxis {
  const rows = drawn.flatMap((one) => one.rows.map((row) => measurable(row, one.line.range)));
  const decimals = Math.max(0, ...strip.lines.map((line) => line.decimals));
  const steps = Math.max(2, Math.floor((height + PLOT_ROOM.top) / STEP_HEIGHT));
  return valueAxis({ rows, limits: strip.limits, decimals, steps });
}

/** The strips of a picture for a chart of some size. */
export function planChart(picture: ChartPicture, { width, height }: ChartSize): StripPlan[] {
  const areas = stripAreas(picture, height);
  return picture.strips.map((strip, index) => {
    const area = areas[index] ?? { top: 0, height };
    const drawn = drawnLines(strip, picture, plotWidth(width));
    const axis = axisOf(strip, drawn, area);
    const paths = drawn.flatMap((one) => linePaths(one).map((path) => ({ line: one.line, path })));
    const plot = { left: PLOT_ROOM.left, width: plotWidth(width), ...area };
    return { strip, area, axis, paths: withMarksApart(paths, { plot, window: picture.window, axis }) };
  });
}

function isMark({ path: { kind } }: LineOfPath): boolean {
  return kind === "a1" || kind === "a2";
}

/** The same paths, the marks of peaks so that none covers another's peak. */
function withMarksApart(paths: readonly LineOfPath[], scale: PlotScale): readonly LineOfPath[] {
  const marks = paths.filter(isMark).map(({ line, path }) => ({ path, limits: line.limits }));
  const moved = marksApart(marks, scale);
  return paths.map((one) => ({ ...one, path: moved.get(one.path) ?? one.path }));
}

function marksOf({ area, axis, paths }: StripPlan, toX: (t: number) => number): ChartPoint[] {
  const toY = (value: number) => {
    const part = (value - axis.min) / (axis.max - axis.min);
    return area.top + area.height * (1 - Math.min(1, Math.max(0, part)));
  };
  return paths.flatMap(({ path: { kind, points } }) => {
    if (kind !== "a1" && kind !== "a2") return [];
    return Array.from({ length: points.length / 2 }, (_, i) => ({
      x: toX(points[2 * i] ?? 0),
      y: toY(points[2 * i + 1] ?? 0),
    }));
  });
}

/** Where the marks of peaks stand in a chart of some size. */
export function peakMarks(picture: ChartPicture, size: ChartSize): ChartPoint[] {
  const { from, to } = picture.window;
  const toX = (t: number) => PLOT_ROOM.left + (plotWidth(size.width) * (t - from)) / (to - from);
  return planChart(picture, size).flatMap((plan) => marksOf(plan, toX));
}
