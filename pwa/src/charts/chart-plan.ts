// What is drawn of a picture in a frame: of each strip its rows, its axis and its paths, and where the marks of peaks stand.

import { type ChartFrame, plotWidth, type StripArea } from "./chart-layout.ts";
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

/** A picture in its frame. */
export interface ChartPlan {
  readonly frame: ChartFrame;
  readonly strips: readonly StripPlan[];
}

/** The least distance of two steps of a value axis, in sizes of its letters. */
const STEP_LETTERS = 3.8;

function drawnLines({ lines }: ChartStrip, { window }: ChartPicture, pixels: number): DrawnLine[] {
  const pixelsPerMs = pixels / (window.to - window.from);
  return lines.map((line) => ({ line, rows: shownRows(line, window, pixels), pixelsPerMs }));
}

function axisOf(
  strip: ChartStrip,
  drawn: readonly DrawnLine[],
  wish: { height: number; fit: ChartPicture["fit"]; fontSize: number },
): ValueAxis {
  const rows = drawn.flatMap((one) => one.rows.map((row) => measurable(row, one.line.range)));
  const decimals = Math.max(0, ...strip.lines.map((line) => line.decimals));
  const steps = Math.max(2, Math.floor(wish.height / (STEP_LETTERS * wish.fontSize)));
  return valueAxis({ rows, limits: strip.limits, fit: wish.fit, decimals, steps });
}

/** The strips of a picture in a frame. */
export function planChart(picture: ChartPicture, frame: ChartFrame): ChartPlan {
  const { areas, fontSize, left } = frame;
  const { window, fit } = picture;
  const width = plotWidth(frame);
  const strips = picture.strips.map((strip, index) => {
    const area = areas[index] ?? { top: 0, height: frame.height };
    const drawn = drawnLines(strip, picture, width);
    const axis = axisOf(strip, drawn, { height: area.height, fit, fontSize });
    const paths = drawn.flatMap((one) => linePaths(one).map((path) => ({ line: one.line, path })));
    return {
      strip,
      area,
      axis,
      paths: withMarksApart(paths, { plot: { left, width, ...area }, window, axis }),
    };
  });
  return { frame, strips };
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

/** How far a value is above the lower edge of a strip's plot, px; what is beyond the axis stands at its edge. */
export function heightOf(value: number, { area, axis }: Pick<StripPlan, "area" | "axis">): number {
  const part = (value - axis.min) / (axis.max - axis.min);
  return area.height * Math.min(1, Math.max(0, part));
}
